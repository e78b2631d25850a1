"""The central server: the one arbiter of spaces, and the source of every kiosk's data."""
