"""Synchronisation of a kiosk with the central server, in the background."""
