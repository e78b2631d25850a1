"""Readers of what upstream systems give: each yields domain records or rejects."""
