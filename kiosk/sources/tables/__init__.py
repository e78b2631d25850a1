"""Readers of tables: CSV, spreadsheets and HTML."""
