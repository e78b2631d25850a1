"""A visitor of synthetic taps and keys, for tests and for pictures of the screens."""
