"""Filters, which narrow a search, and facets, which count titles by language, format and so on."""
