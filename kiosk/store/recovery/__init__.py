"""Recovering a damaged database, and merging a restored back-up with the present."""
