"""Use cases of programs and spaces: reservations, registrations and their codes."""
