"""Titles, names and subjects to look through, as they are filed."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from kiosk.search.normalise import filing, tokens
from kiosk.search.selection import found

_TITLES = """
SELECT b.title, b.language, b.id FROM search_entry e JOIN bib b ON b.id = e.bib_id
WHERE e.filing >= ? ORDER BY e.filing, e.id LIMIT ?
"""
_LISTED = """
SELECT heading, filing FROM search_heading WHERE kind = ? AND filing >= ?
ORDER BY filing, heading LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the list. ``bib_id`` is that of the title it names, 0 where it is no title;
    ``language`` a BCP 47 primary subtag, "" where not known."""

    text: str
    language: str = ""
    bib_id: int = 0


def headings(connection: Connection, kind: str, start: str, limit: int) -> tuple[Heading, ...]:
    """The headings of ``kind`` ("title", "authors", "subjects") from the text ``start`` on."""
    if kind == "title":
        rows = connection.exec_driver_sql(_TITLES, (filing(start), limit))
        return tuple(Heading(*row) for row in rows)
    return tuple(_alive(connection, kind, " ".join(tokens(start)), limit))


def _alive(connection: Connection, kind: str, start: str, limit: int) -> Iterator[Heading]:
    # One whose last title has gone stays until the index is made anew; it is not shown.
    rows = connection.exec_driver_sql(_LISTED, (kind, start, 2 * limit))
    left = limit
    for heading, filed in rows:
        every = " AND ".join(f'"{word}"' for word in filed.split())
        if left and found(connection, f"{kind} : ({every})"):
            left -= 1
            yield Heading(heading)
