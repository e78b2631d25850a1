"""Folding, transliteration and stemming of text, identical for the index and for queries."""
