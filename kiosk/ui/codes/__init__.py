"""The screen on which visitors open a reservation or registration by its code."""
