"""How many of the titles found are in each language, format, branch and decade."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from kiosk.search.query import Query, read
from kiosk.search.selection import matching
from kiosk.search.traits import NO_YEAR, Columns, Numbers, Traits, every_mask, passing
from kiosk.search.vocabulary import complete


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter and how many titles it would leave."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The choices that are left, each dimension counted without its own filter.

    ``total`` titles meet all filters, ``available`` of them can be had now.
    ``decades`` hold the first
    year ("1990" for 1990 to 1999), newest first; the others begin with the most
    frequent, and list what the query selects even where nothing is left of it.
    """

    total: int = 0
    available: int = 0
    languages: tuple[Choice, ...] = ()
    formats: tuple[Choice, ...] = ()
    branches: tuple[Choice, ...] = ()
    decades: tuple[Choice, ...] = ()


def facets(connection: Connection, query: Query, traits: Traits) -> Facets:
    """The facets of ``query``: of the titles with all its words, or else with any."""
    words = complete(connection, read(query.words, query.scope))
    columns = traits.now(connection)
    if words:
        found = matching(words.every()).bib_ids(connection)
        if not len(found):
            found = matching(words.any()).bib_ids(connection)
        if not len(found):
            return Facets()
        columns = traits.of(columns, found)
    if query.available_only:
        columns = columns.where(columns.available == 1)
    return _counted(columns, query, traits)


def _counted(columns: Columns, query: Query, traits: Traits) -> Facets:
    masks = passing(columns, query, traits)
    shown = columns.where(every_mask(masks))
    here = shown.available == 1
    if query.branches:
        here = traits.branches.having(query.branches, here=True)[shown.branches]
    # Each dimension without its own filter.
    languages, formats, places, years = (
        columns.where(every_mask([*masks[:n], *masks[n + 1 :]])) if masks[n] is not None else shown
        for n in range(len(masks))
    )
    held = traits.branches.counted(places.branches, query.available_only)
    return Facets(
        total=len(shown.ids),
        available=int(np.count_nonzero(here)),
        languages=_choices(_count(languages.language, traits.languages), query.languages),
        formats=_choices(_count(formats.format, traits.formats), query.formats),
        branches=_choices(held, query.branches),
        decades=_decades(years.year),
    )


def _count(numbers: Numbers, codes: Mapping[str, int]) -> dict[str, int]:
    counts = np.bincount(numbers, minlength=len(codes)).tolist()
    return {value: counts[number] for value, number in codes.items() if counts[number]}


def _decades(years: Numbers) -> tuple[Choice, ...]:
    counts = np.bincount(years.astype(np.int32) - NO_YEAR)
    found = np.flatnonzero(counts)
    decades: dict[int, int] = defaultdict(int)
    for offset, count in zip(found.tolist(), counts[found].tolist(), strict=True):
        if offset:
            decades[(offset + NO_YEAR) // 10 * 10] += count
    return tuple(Choice(str(d), n) for d, n in sorted(decades.items(), reverse=True))


def _choices(counts: dict[str, int], selected: frozenset[str]) -> tuple[Choice, ...]:
    listed = counts | dict.fromkeys(selected - counts.keys(), 0)
    ordered = sorted(listed.items(), key=lambda choice: (-choice[1], choice[0]))
    return tuple(Choice(value, count) for value, count in ordered)
