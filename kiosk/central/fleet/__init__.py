"""The fleet of kiosks: their pairing and their reports."""
