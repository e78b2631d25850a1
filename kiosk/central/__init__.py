"""The central server, which decides on all bookings and supplies all kiosks with data."""
