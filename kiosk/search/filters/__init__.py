"""Filters and facets: the titles that a query selects, and their counts by language and so on."""
