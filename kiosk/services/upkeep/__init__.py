"""Use cases for maintaining a kiosk: settings, checks, back-ups and repair."""
