"""Covers of titles: where pictures come from, how they are made small and what kiosks get."""
