"""Filters and facets: which titles a query selects, and how many there are of each kind."""
