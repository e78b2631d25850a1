"""Use cases for imports: importing files into the local database, and removing lists."""
