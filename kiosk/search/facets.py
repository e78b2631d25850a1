"""How many of the titles found are in each language, format, branch and decade."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from kiosk.search.query import Query, read
from kiosk.search.selection import Filters, Selection, filters, select

# So many titles are counted at most; beyond it the figures are "at least".
MOST_COUNTED = 20_000


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter and how many titles it would leave."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The choices that are left, each dimension counted without its own filter.

    ``total`` titles meet all filters, ``available`` of them can be had now.
    ``bounded``: there are more titles than were counted. ``decades`` hold the first
    year ("1990" for 1990 to 1999), newest first; the others begin with the most
    frequent, and list what the query selects even where nothing is left of it.
    """

    total: int = 0
    available: int = 0
    bounded: bool = False
    languages: tuple[Choice, ...] = ()
    formats: tuple[Choice, ...] = ()
    branches: tuple[Choice, ...] = ()
    decades: tuple[Choice, ...] = ()


def facets(connection: Connection, query: Query) -> Facets:
    """The facets of ``query``."""
    selection = select(connection, query, read(query.words))
    if selection is None:
        return Facets()
    counts: dict[str, dict[Any, int]] = defaultdict(dict)
    rows = connection.exec_driver_sql(_sql(selection, filters(query)), selection.values)
    for dimension, value, count in rows:
        counts[dimension][value] = count
    totals = counts["total"]
    return Facets(
        total=totals["shown"],
        available=totals["available"],
        bounded=totals["met"] == MOST_COUNTED,
        languages=_choices(counts["language"], query.languages),
        formats=_choices(counts["format"], query.formats),
        branches=_choices(counts["branch"], query.branches),
        decades=tuple(Choice(str(d), n) for d, n in sorted(counts["decade"].items())[::-1]),
    )


def _sql(selection: Selection, chosen: Filters) -> str:
    matching = selection.narrowed(chosen.available).sql(
        f"e.bib_id, e.language, e.format, e.year / 10 * 10 AS decade, {chosen.here} AS here,"
        f" {chosen.language} AS l, {chosen.format} AS f, {chosen.branch} AS b, {chosen.years} AS y"
    )
    # ruff takes the SQL below for text of a visitor; it is made of our conditions only.
    return f"""
    WITH m AS MATERIALIZED ({matching} LIMIT {MOST_COUNTED})
    SELECT 'total', 'met', count(*) FROM m
    UNION ALL SELECT 'total', 'shown', count(*) FROM m WHERE l AND f AND b AND y
    UNION ALL SELECT 'total', 'available', count(*) FROM m WHERE l AND f AND b AND y AND here
    UNION ALL SELECT 'language', language, count(*) FROM m WHERE f AND b AND y GROUP BY language
    UNION ALL SELECT 'format', format, count(*) FROM m WHERE l AND b AND y GROUP BY format
    UNION ALL SELECT 'decade', decade, count(*) FROM m
      WHERE l AND f AND b AND decade IS NOT NULL GROUP BY decade
    UNION ALL SELECT 'branch', i.branch, count(DISTINCT i.bib_id) FROM m
      JOIN item i ON i.bib_id = m.bib_id AND {chosen.copy} WHERE l AND f AND y GROUP BY i.branch
    """  # noqa: S608


def _choices(counts: dict[str, int], selected: frozenset[str]) -> tuple[Choice, ...]:
    listed = counts | dict.fromkeys(selected - counts.keys(), 0)
    ordered = sorted(listed.items(), key=lambda choice: (-choice[1], choice[0]))
    return tuple(Choice(value, count) for value, count in ordered)
