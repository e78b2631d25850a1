"""Filters and facets: the titles that a query selects, and the number of titles per facet value."""
