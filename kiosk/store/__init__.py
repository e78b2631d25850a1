"""The local SQLite database: tables, migrations, and access by many readers and one writer."""
