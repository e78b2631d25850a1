"""The library's data classes and rules, without any input or output."""
