"""Folding, transliteration and stemming of text; the rules are the same for index and queries."""
