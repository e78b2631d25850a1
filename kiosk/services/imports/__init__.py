"""Use cases of importing: reading files into the local database, and removing lists."""
