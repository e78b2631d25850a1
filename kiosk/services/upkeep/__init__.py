"""Use cases for running a kiosk: settings, checks, back-ups and repair."""
