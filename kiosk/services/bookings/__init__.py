"""Use cases for programs and spaces: reservations, registrations and their codes."""
