"""Alembic's entry point, which uses the connection passed by kiosk.store.migrate."""

from alembic import context

from kiosk.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller controls the transaction
)
context.run_migrations()
