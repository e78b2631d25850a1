"""Registrations on the server: seats, waiting lists and seat leases to kiosks."""
