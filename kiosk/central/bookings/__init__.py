"""Reservations on the server: claims on times, arbitration between them, and leases to kiosks."""
