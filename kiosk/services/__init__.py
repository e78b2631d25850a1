"""The use cases of the kiosk, one per module."""
