"""The program screens: list, one program, and registration."""
