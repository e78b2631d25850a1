"""Use cases for programmes and spaces: reservations, registrations and their codes."""
