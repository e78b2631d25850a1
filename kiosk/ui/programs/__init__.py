"""The program screens: the list, the details of a program, and the registration."""
