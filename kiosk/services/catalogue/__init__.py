"""Use cases of the catalogue: searching, warming up and rebuilding the index."""
