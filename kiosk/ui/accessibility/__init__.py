"""Accessibility: everything that makes the screens easier to see, hear and operate."""
