"""Plain records and rules of the library: pure, no input or output."""
