"""Use cases for the catalogue: searching, warming up and rebuilding the index."""
