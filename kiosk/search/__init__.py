"""Finding titles in the local store: index, query, ranking, facets."""
