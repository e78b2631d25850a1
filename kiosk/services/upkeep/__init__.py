"""Use cases of running a kiosk: settings, checks, back-ups and repair."""
