"""Conversion of text into words that a voice reads correctly."""
