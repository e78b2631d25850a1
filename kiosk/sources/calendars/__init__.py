"""Readers of iCalendar files (RFC 5545)."""
