"""The space screens: list, one space, and reservation."""
