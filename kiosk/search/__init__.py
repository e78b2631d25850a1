"""Full-text search in the local catalogue: index, query, ranking and facets."""
