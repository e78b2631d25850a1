"""Drivers for the library systems from which titles, copies and loans are read."""
