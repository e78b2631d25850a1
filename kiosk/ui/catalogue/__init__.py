"""The catalogue screens: search, browse, and one title."""
