"""Statements that are compiled once for all databases of a test session, not once for each.

A program opens one or two databases, a session of tests thousands. SQLAlchemy keeps the compiled
SQL for each engine and its dialect; here all engines of one kind share it.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

_COMPILED: LRUCache[Any, Any] = LRUCache(2_000)


class _Sharing:
    """A part of a dialect: the engines with this dialect share their compiled statements."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_COMPILED)


class SharingSqlite(_Sharing, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class SharingPostgresql(_Sharing, PGDialect_psycopg):
    supports_statement_cache = True


def share_compiled_statements() -> None:
    """Let the engines that are created from now on share their compiled statements."""
    registry.register("sqlite", __name__, SharingSqlite.__name__)
    registry.register("postgresql.psycopg", __name__, SharingPostgresql.__name__)
