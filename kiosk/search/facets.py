"""How many of the titles found are in each language, format, branch and decade."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from kiosk.search.query import Query, read
from kiosk.search.selection import ANY, select
from kiosk.search.traits import NO_YEAR, Columns, Mask, Numbers, Traits, passing


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
    """The facets of ``query``."""
    selection = select(connection, query, read(query.words, query.scope))
    if selection is None:
        return Facets()
    columns = traits.now(connection)
    if selection.where != ANY:
        columns = columns.at(selection.ids(connection))
    if query.available_only:
        columns = columns.where(columns.available == 1)
    return _counted(columns, query, traits)


def _counted(columns: Columns, query: Query, traits: Traits) -> Facets:
    masks = passing(columns, query, traits)
    shown = masks[0] & masks[1] & masks[2] & masks[3]
    here = columns.available == 1
    if query.branches:
        here = traits.branches.having(query.branches, here=True)[columns.branches]
    return Facets(
        total=int(shown.sum()),
        available=int((shown & here).sum()),
        languages=_choices(
            _count(columns.language[_but(masks, 0)], traits.languages), query.languages
        ),
        formats=_choices(_count(columns.format[_but(masks, 1)], traits.formats), query.formats),
        branches=_choices(
            traits.branches.counted(columns.branches[_but(masks, 2)], query.available_only),
            query.branches,
        ),
        decades=_decades(columns.year[_but(masks, 3)]),
    )


def _but(masks: tuple[Mask, ...], own: int) -> Mask:
    """What meets all ``masks`` but its own."""
    others = [mask for number, mask in enumerate(masks) if number != own]
    return others[0] & others[1] & others[2]


def _count(numbers: Numbers, codes: Mapping[str, int]) -> dict[str, int]:
    counts = np.bincount(numbers, minlength=len(codes)).tolist()
    return {value: counts[number] for value, number in codes.items() if counts[number]}


def _decades(years: Numbers) -> tuple[Choice, ...]:
    found, counts = np.unique(years[years != NO_YEAR] // 10 * 10, return_counts=True)
    pairs = zip(found.tolist(), counts.tolist(), strict=True)
    return tuple(Choice(str(decade), count) for decade, count in reversed(list(pairs)))


def _choices(counts: dict[str, int], selected: frozenset[str]) -> tuple[Choice, ...]:
    listed = counts | dict.fromkeys(selected - counts.keys(), 0)
    ordered = sorted(listed.items(), key=lambda choice: (-choice[1], choice[0]))
    return tuple(Choice(value, count) for value, count in ordered)
