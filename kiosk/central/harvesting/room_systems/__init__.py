"""Drivers of systems that book rooms, which are asked before a reservation is promised."""
