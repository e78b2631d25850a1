"""The catalogue screens: search, browsing, and the details of a title."""
