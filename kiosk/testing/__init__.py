"""A simulated visitor who taps and presses keys, for tests and screenshots."""
