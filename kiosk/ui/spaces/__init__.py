"""The space screens: the list, the details of a space, and the reservation."""
