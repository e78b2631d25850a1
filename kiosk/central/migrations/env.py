"""Alembic's entry: runs on the connection that kiosk.store.migrate hands over."""

from alembic import context

from kiosk.central.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller holds the transaction
)
context.run_migrations()
