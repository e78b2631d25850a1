"""Commons Kiosk: an offline-first library kiosk."""

__version__ = "0.1.0"
