"""Access to the console: staff accounts, passwords and browser sessions."""
