"""A refreshable Braille display that shows what is said."""
