"""Keeping a kiosk and the central server of one mind, beside the screens."""
