"""The local SQLite database: tables, migrations, one serial writer, pooled readers."""
