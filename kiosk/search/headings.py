"""Names and subjects to look through, as they are filed."""

from sqlalchemy import Connection

from kiosk.search.normalise import tokens

_LISTED = """
SELECT heading, filing FROM search_heading
WHERE kind = ? AND filing >= ? ORDER BY filing, heading LIMIT ? OFFSET ?
"""
_FOUND = "SELECT 1 FROM search_fts WHERE search_fts MATCH ? LIMIT 1"


def headings(
    connection: Connection, kind: str, start: str, limit: int, offset: int
) -> tuple[str, ...]:
    """The headings of ``kind`` ("authors", "subjects") from the text ``start`` on.

    One whose last title has gone is left out, so that there may be fewer than ``limit``.
    """
    rows = connection.exec_driver_sql(_LISTED, (kind, " ".join(tokens(start)), limit, offset))
    return tuple(heading for heading, filing in rows if _found(connection, kind, filing))


def _found(connection: Connection, kind: str, filing: str) -> bool:
    every = " AND ".join(f'"{word}"' for word in filing.split())
    return connection.exec_driver_sql(_FOUND, (f"{kind} : ({every})",)).first() is not None
