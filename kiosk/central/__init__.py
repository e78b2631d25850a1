"""The central server, which decides on all bookings and supplies every kiosk's data."""
