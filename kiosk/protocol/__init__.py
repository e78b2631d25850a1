"""The messages between a kiosk and the central server, defined once for both sides."""
