"""The server's database, which is PostgreSQL for a fleet or SQLite for a single machine."""

import contextlib
import functools
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import QueuePool

from kiosk import atomic_write
from kiosk.central.credentials import Credentials, engine_options
from kiosk.errors import StoreError
from kiosk.store.migrate import upgrade_schema

_BUSY_SECONDS = 30
_TRIES = 5
# SQLSTATE classes that SQLAlchemy reports as OperationalError although the values are wrong: values
# out of range (22), rows and keys that are too long (54).
_VALUE_FAULTS = ("22", "54")


class CentralDatabase:
    """A pool of connections to the server's database.

    ``read()`` opens a read-only transaction on one consistent snapshot; ``write()`` opens a
    transaction that is committed at the end of the block. On SQLite, writers wait for one
    another; on PostgreSQL, writers lock the rows on which they decide. Threads may share an
    instance, and processes may share a database.
    """

    def __init__(self, url: str, credentials: Path | None = None) -> None:
        """Connect to ``url`` (for example ``sqlite:///central.sqlite3``) and migrate the database.

        ``credentials`` is the file of the passwords of sources. By default it is beside an SQLite
        file, and only in memory with another database. Raises StoreError if the database cannot be
        reached or migrated.
        """
        try:
            _keep_private(url)
            passwords = Credentials(credentials or _beside(url))
            self._engine = _engine(url, passwords)
            upgrade_schema(self._engine, "kiosk.central")
        except (ArgumentError, DBAPIError, OSError, ModuleNotFoundError) as fault:
            shown = make_url(url).render_as_string() if "://" in url else url
            cause = " ".join(str(getattr(fault, "orig", fault)).split())  # on one line
            raise StoreError(
                f"The server's database {shown} cannot be used: {cause}.",
                "Check that it is running and writable, and that --database names it correctly.",
            ) from fault
        self.serial = self._engine.dialect.name == "sqlite"
        self._writing = threading.Lock()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a read-only transaction that sees one consistent snapshot."""
        with self._engine.connect() as connection:
            if self.serial:
                connection.exec_driver_sql("BEGIN")
            else:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction, committed at the end of the block or rolled back on an exception."""
        if not self.serial:
            with self._engine.begin() as connection:
                yield connection
            return
        with self._writing, self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    def close(self) -> None:
        self._engine.dispose()


def _beside(url: str) -> Path | None:
    """Return the path of the file of passwords beside an SQLite file."""
    parsed = make_url(url)
    file = parsed.database or ""
    on_disk = file and not file.startswith((":", "file:"))
    is_file = parsed.get_backend_name() == "sqlite" and on_disk
    return Path(file).with_suffix(".passwords.json") if is_file else None


def _keep_private(url: str) -> None:
    """Make an SQLite file private; SQLite creates its companion files with the same mode."""
    parsed = make_url(url)
    file = parsed.database or ""
    if parsed.get_backend_name() == "sqlite" and file and not file.startswith((":", "file:")):
        atomic_write.restrict_to_owner(Path(file), "-wal", "-shm")


def batched(keys: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Yield ``keys`` in parts of at most ``size``, because a query takes only so many values."""
    yield from (keys[first : first + size] for first in range(0, len(keys), size))


def upsert_rows(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], keys: Sequence[str]
) -> None:
    """Insert rows; overwrite the existing rows with the same values in the columns ``keys``."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table)
    others = {c.name: c for c in statement.excluded if c.name in rows[0] and c.name not in keys}
    if not others:
        connection.execute(statement.on_conflict_do_nothing(), rows)
        return
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others), rows)


def insert_new_rows(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], key: str
) -> list[str]:
    """Insert the rows whose value in the column ``key`` is new; return these new values."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(rows).on_conflict_do_nothing()
    return list(connection.scalars(statement.returning(table.c[key])))


def _engine(url: str, passwords: Credentials) -> Engine:
    # Errors are logged without parameters, which may include a visitor's booking code.
    create = functools.partial(
        create_engine, url, hide_parameters=True, execution_options=engine_options(passwords)
    )
    if make_url(url).get_backend_name() != "sqlite":
        engine = create(pool_size=10, max_overflow=20, pool_pre_ping=True)
        event.listen(engine, "handle_error", _hide_details)
        return engine
    engine = create(
        isolation_level="AUTOCOMMIT",  # CentralDatabase begins transactions itself
        poolclass=QueuePool,
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _hide_details(context: ExceptionContext) -> None:
    """Keep only the first line of a PostgreSQL error, because DETAIL contains the row's values."""
    fault = context.original_exception
    primary = getattr(getattr(fault, "diag", None), "message_primary", None)
    if primary:
        fault.args = (primary,)
        if context.sqlalchemy_exception:
            context.sqlalchemy_exception.args = (f"({type(fault).__name__}) {primary}",)


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def is_unavailable(fault: Exception) -> bool:
    """Return True if the database was unreachable or overloaded, so that a retry may succeed."""
    if isinstance(fault, NoConnection):
        return True
    if not isinstance(fault, DBAPIError):
        return False
    state = getattr(fault.orig, "sqlstate", None) or ""
    lost = fault.connection_invalidated or isinstance(fault, OperationalError | InterfaceError)
    return lost and not state.startswith(_VALUE_FAULTS)


Result = TypeVar("Result")


def run_transaction(database: CentralDatabase, work: Callable[[Connection], Result]) -> Result:
    """Run ``work(connection)`` in a separate transaction and return the result of ``work``.

    The transaction is repeated if PostgreSQL rolls it back because of another transaction
    (deadlock or serialisation failure, SQLSTATE class 40).
    """
    for tries in range(_TRIES):
        try:
            with database.write() as connection:
                return work(connection)
        except OperationalError as fault:
            state = getattr(fault.orig, "sqlstate", "") or ""
            if not state.startswith("40") or tries == _TRIES - 1:
                raise
    raise AssertionError("not reached")
