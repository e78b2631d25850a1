"""Suggestions to the library: a title to get, or a class to offer."""
