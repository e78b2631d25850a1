"""The server's migrations create exactly its tables."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kiosk.central.console import tables
from tests.central.library import Library


def test_migrations_create_the_schema_of_the_tables(library: Library) -> None:
    with library.database.read() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, tables.metadata) == []
