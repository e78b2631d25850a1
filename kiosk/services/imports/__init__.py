"""Use cases for imports: loading files into the local database and removing lists."""
