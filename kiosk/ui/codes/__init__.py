"""The screen that opens a reservation or registration by its code."""
