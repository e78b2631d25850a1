"""Migrate a database to the schema of this release with Alembic.

Alembic takes 17 MB of memory, so it is loaded only when a migration is due.
"""

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect

from kiosk.errors import StoreTooNew

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

_LOCK = 0x6B696F736B  # a PostgreSQL advisory lock, the same for all processes


def upgrade_schema(engine: Engine, package: str = "kiosk.store") -> None:
    """Run all pending migrations of ``package`` in one transaction.

    Raises StoreTooNew if the database has a revision that this release does not know.
    """
    with engine.connect() as connection:
        if _revision(connection) == newest_revision(package):
            return
        from alembic.script import ScriptDirectory

        config = alembic_config(package)
        script = ScriptDirectory.from_config(config)
        connection.rollback()  # ends the transaction that read the revision
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                _upgrade(connection, config, script)
            return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            _upgrade(connection, config, script)
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")


def _upgrade(connection: Connection, config: "Config", script: "ScriptDirectory") -> None:
    from alembic import command

    current = _revision(connection)  # read again: another process may have migrated it
    known = {r.revision for r in script.walk_revisions()}
    if current is not None and current not in known:
        raise StoreTooNew(
            "The database was written by a newer release.",
            "Install that release again, or start with an empty --data-dir.",
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config(package: str) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files(package) / "migrations"))
    return config


@cache
def newest_revision(package: str) -> str:
    """Return this release's revision: the number at the start of the last migration's file name."""
    files = (resources.files(package) / "migrations" / "versions").iterdir()
    return max(file.name[:4] for file in files if file.name[:4].isdigit())


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return found
