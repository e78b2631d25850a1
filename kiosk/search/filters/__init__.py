"""Filters select the titles of a query; facets count its titles by language, format and so on."""
