"""The sub-commands on the catalogue of a kiosk."""
