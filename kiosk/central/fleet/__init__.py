"""The fleet of kiosks: pairing, their machines, and what they report."""
