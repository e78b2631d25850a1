"""Suggestions to the library: a title to buy, or a class to offer."""
