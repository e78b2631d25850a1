"""Bringing a database to the schema of this release, by Alembic."""

from functools import cache
from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from kiosk.errors import StoreTooNew

_LOCK = 0x6B696F736B  # an advisory lock of PostgreSQL, the same for all processes


def upgrade(engine: Engine, package: str = "kiosk.store") -> None:
    """Run the migrations in ``package`` that ``engine`` lacks, all or none.

    Raises StoreTooNew when the database knows a revision that this release does not.
    """
    with engine.connect() as connection:
        if _revision(connection) == _head(package):
            return
        config = _config(package)
        script = ScriptDirectory.from_config(config)
        connection.rollback()  # what the look at the revision began
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


def _upgrade(connection: Connection, config: Config, script: ScriptDirectory) -> None:
    current = _revision(connection)  # again: another process may have just done it
    known = {r.revision for r in script.walk_revisions()}
    if current is not None and current not in known:
        raise StoreTooNew(
            "The database was written by a newer release.",
            "Install that release again, or start with an empty --data-dir.",
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config(package: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files(package) / "migrations"))
    return config


@cache
def _head(package: str) -> str | None:
    """The revision of this release."""
    return ScriptDirectory.from_config(_config(package)).get_current_head()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
