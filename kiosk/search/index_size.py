"""The number of titles in the search index, and the mean length of their fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, repeat

from sqlalchemy import Connection

# FTS5 keeps the number of rows and the number of tokens of each column in this record, as varints
# (fts5_index.c: FTS5_AVERAGES_ROWID; The SQLite Database File Format, 1.6).
_TOTALS = "SELECT block FROM search_fts_data WHERE id = 1"
_TITLE, _AUTHORS, _SUBJECTS, _SUMMARY = (
    1,
    2,
    3,
    6,
)  # after the number of rows: columns of search_fts


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
    totals = list(zip(range(_SUMMARY + 1), chain(_varints(record), repeat(0)), strict=False))
    titles = totals[0][1]
    columns = (_TITLE, _AUTHORS, _SUBJECTS, _SUMMARY)
    return IndexSize(titles, tuple(totals[n][1] / max(titles, 1) for n in columns))


def _varints(record: bytes) -> Iterator[int]:
    number = 0
    for byte in record:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            yield number
            number = 0
