"""SQLite errors that the machine causes, recognised by SQLite's result codes.

https://sqlite.org/rescode.html lists the codes. The error messages are not reliable:
they change between versions of SQLite, and the same words describe unrelated faults ("malformed
JSON" does not mean a damaged file).
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from kiosk.errors import StoreDamaged, StoreError

_PRIMARY = 0xFF  # the low byte of an extended result code is the primary code

_DAMAGED = {
    sqlite3.SQLITE_CORRUPT: "Save what can be read: kiosk repair. "
    "Or restore a back-up: kiosk restore FILE.",
    sqlite3.SQLITE_NOTADB: "Start with a new database: kiosk repair. "
    "Or restore a back-up: kiosk restore FILE.",
}
_REFUSED = {
    sqlite3.SQLITE_FULL: "Free some disk space, then try again.",
    sqlite3.SQLITE_READONLY: "Give this user the right to write there.",
    sqlite3.SQLITE_CANTOPEN: "Check that the folder exists and may be written.",
    sqlite3.SQLITE_BUSY: "Another program holds it: wait for it to end, then try again.",
    sqlite3.SQLITE_IOERR: "The disk reports a fault: check its cable and its health.",
}


def result_code(fault: BaseException | None) -> int:
    """Return the primary result code of an SQLite error, or SQLITE_OK for any other exception."""
    return getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_OK) & _PRIMARY


@contextlib.contextmanager
def as_store_errors(path: Path) -> Iterator[None]:
    """Raise StoreError for SQLite errors caused by the disk or file of the database ``path``.

    Raises StoreDamaged if the file is damaged. Errors in the SQL itself pass through.
    """
    try:
        yield
    except DatabaseError as fault:
        code = result_code(fault.orig)
        advice = (_DAMAGED | _REFUSED).get(code)
        if advice is None:
            raise
        kind = StoreDamaged if code in _DAMAGED else StoreError
        raise kind(f"The database {path} cannot be used: {fault.orig}.", advice) from fault
