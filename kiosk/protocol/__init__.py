"""What travels between a kiosk and the central server; one definition for both ends."""
