"""Reservations at the server: claims on time, their arbitration, and leases to kiosks."""
