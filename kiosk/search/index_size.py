"""The number of titles in the search index, and the mean length of their fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, repeat

from sqlalchemy import Connection

# FTS5 keeps the number of rows and the number of tokens of each column in this record, as varints
# (fts5_index.c: FTS5_AVERAGES_ROWID; The SQLite Database File Format, 1.6).
_TOTALS = "SELECT block FROM search_fts_data WHERE id = 1"
# The places of title, authors, subjects and summary among the columns, after the number of rows.
_FIELDS = 1, 2, 3, 6


@dataclass(frozen=True, slots=True)
class IndexSize:
    """The number of titles, and the mean number of words in each field of a title.

    The fields are title, authors, subjects and summary.
    """

    titles: int
    lengths: tuple[float, ...]


def load_index_size(connection: Connection) -> IndexSize:
    """Return the size of the index as ``connection`` sees it."""
    record: bytes = connection.exec_driver_sql(_TOTALS).scalar() or b""
    totals = list(islice(chain(_varints(record), repeat(0)), _FIELDS[-1] + 1))
    titles = totals[0]
    return IndexSize(titles, tuple(totals[n] / max(titles, 1) for n in _FIELDS))


def _varints(record: bytes) -> Iterator[int]:
    number = 0
    for byte in record:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            yield number
            number = 0
