"""Words of the same meaning, and the classes that words name."""
