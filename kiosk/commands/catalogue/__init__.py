"""The sub-commands for the catalogue of a kiosk."""
