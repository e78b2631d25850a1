"""The headings that visitors browse: titles, names and subjects, in filing order."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from kiosk.search.filters.selection import has_match
from kiosk.search.text.normalise import filing_key, index_tokens
from kiosk.search.text.title_forms import strip_article

_TITLES = """
SELECT b.title, b.language, b.id FROM search_entry e JOIN bib b ON b.id = e.bib_id
WHERE e.filing >= ? ORDER BY e.filing, e.id LIMIT ?
"""
_BEGUN = """
SELECT EXISTS (SELECT 1 FROM search_entry WHERE filing >= ? AND filing < ? || '\U0010ffff')
"""
_LISTED = """
SELECT heading, filing FROM search_heading WHERE kind = ? AND (filing, heading) > (?, ?)
ORDER BY filing, heading LIMIT 50
"""
_NAMED = """
SELECT heading FROM search_heading
WHERE kind = :kind AND (filing = :words OR (filing > :words || ' ' AND filing < :words || '!'))
ORDER BY filing, heading LIMIT :limit
"""
_NEXT_TITLE = "SELECT min(filing) FROM search_entry WHERE filing >= ?"
_NEXT_LISTED = "SELECT min(filing) FROM search_heading WHERE kind = ? AND filing >= ?"
_MOST_INITIALS = 300
# Scripts with thousands of signs count as one initial each: their first and their last sign.
_SIGNS = (
    ("\u2e80", "\u9fff"),
    ("\uac00", "\ud7a3"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)
_FREQUENT = """
SELECT each.value, max(b.language)
FROM (SELECT subjects, language FROM bib ORDER BY id DESC LIMIT 2000) b, json_each(b.subjects) each
GROUP BY each.value ORDER BY max(b.language = ?) DESC, count(*) DESC, each.value LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the browse list.

    ``bib_id`` is the id of a title's ``bib`` row, or 0 for a name or subject. ``language`` is a BCP
    47 primary subtag, or "" if unknown.
    """

    text: str
    language: str = ""
    bib_id: int = 0


def list_headings(connection: Connection, kind: str, start: str, limit: int) -> tuple[Heading, ...]:
    """Return at most ``limit`` headings of ``kind`` in filing order, beginning at ``start``.

    ``kind`` is "title", "authors" or "subjects". Titles are filed without their initial article. An
    article at the beginning of ``start`` is therefore ignored, unless some titles are filed under
    this article.
    """
    if kind != "title":
        return tuple(islice(_alive(connection, kind, " ".join(index_tokens(start))), limit))
    begun = filing_key(start)
    if not connection.exec_driver_sql(_BEGUN, (begun, begun)).scalar():
        begun = filing_key(strip_article(start)) or begun
    rows = connection.exec_driver_sql(_TITLES, (begun, limit))
    return tuple(Heading(*row) for row in rows)


def find_headings(connection: Connection, kind: str, words: str, limit: int) -> tuple[str, ...]:
    """Return at most ``limit`` headings of ``kind`` that begin with the folded ``words``.

    ``kind`` is "authors" or "subjects". The titles of a heading may all have been deleted.
    """
    values = {"kind": kind, "words": words, "limit": limit}
    return tuple(connection.exec_driver_sql(_NAMED, values).scalars())


def filing_initial(text: str) -> str:
    """Return the first character of ``text`` as it is filed, or "" if there is none."""
    return filing_key(text)[:1]


def list_initials(connection: Connection, kind: str) -> tuple[str, ...]:
    """Return the first characters of the headings of ``kind`` in filing order.

    Chinese characters and Korean syllables are thousands: of each, only the first that occurs is
    returned. ``kind`` is "title", "authors" or "subjects".
    """
    found: list[str] = []
    start = "0"
    while len(found) < _MOST_INITIALS:
        if kind == "title":
            row = connection.exec_driver_sql(_NEXT_TITLE, (start,))
        else:
            row = connection.exec_driver_sql(_NEXT_LISTED, (kind, start))
        filed = row.scalar()
        if not filed:
            break
        found.append(filed[0])
        last = next((last for first, last in _SIGNS if first <= filed[0] <= last), filed[0])
        start = chr(ord(last) + 1)
    return tuple(found)


def list_frequent_subjects(
    connection: Connection, language: str, limit: int
) -> tuple[Heading, ...]:
    """Return the subjects that are most frequent among the 2,000 titles that were added last.

    Subjects of titles in ``language`` (a BCP 47 primary subtag) come first.
    """
    rows = connection.exec_driver_sql(_FREQUENT, (language, limit))
    return tuple(Heading(*row) for row in rows)


def _alive(connection: Connection, kind: str, start: str) -> Iterator[Heading]:
    # A heading whose last title was deleted stays in the table until the next rebuild; skip it.
    last = (start, "")
    while rows := connection.exec_driver_sql(_LISTED, (kind, *last)).all():
        for heading, filed in rows:
            every = " AND ".join(f'"{word}"' for word in filed.split())
            if has_match(connection, f"{kind} : ({every})"):
                yield Heading(heading)
        last = (filed, heading)
