"""Bringing a database to the schema of this release, by Alembic.

Alembic is loaded where there is something to do: a kiosk that starts as it was yesterday
need not wait for it, nor hold its 17 MB.
"""

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect

from kiosk.errors import StoreTooNew

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

_LOCK = 0x6B696F736B  # an advisory lock of PostgreSQL, the same for all processes


def upgrade_schema(engine: Engine, package: str = "kiosk.store") -> None:
    """Run the migrations in ``package`` that ``engine`` lacks, all or none.

    Raises StoreTooNew when the database knows a revision that this release does not.
    """
    with engine.connect() as connection:
        if _revision(connection) == _head(package):
            return
        from alembic.script import ScriptDirectory

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


def _upgrade(connection: Connection, config: "Config", script: "ScriptDirectory") -> None:
    from alembic import command

    current = _revision(connection)  # again: another process may have just done it
    known = {r.revision for r in script.walk_revisions()}
    if current is not None and current not in known:
        raise StoreTooNew(
            "The database was written by a newer release.",
            "Install that release again, or start with an empty --data-dir.",
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config(package: str) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files(package) / "migrations"))
    return config


@cache
def _head(package: str) -> str:
    """The revision of this release: the number that the last migration's file begins with."""
    files = (resources.files(package) / "migrations" / "versions").iterdir()
    return max(file.name[:4] for file in files if file.name[:4].isdigit())


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return found
