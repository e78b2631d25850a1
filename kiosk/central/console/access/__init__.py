"""Who may use the console: accounts, passwords and browser sessions."""
