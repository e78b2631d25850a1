"""How many of the titles found are in each language, format, branch and decade."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from kiosk.search.filters.kinds import NO_YEAR, Kinds, Numbers
from kiosk.search.filters.selection import bib_ids
from kiosk.search.filters.traits import Traits, every_mask, last_change, passing
from kiosk.search.query import Query, read
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


def facets(
    connections: Sequence[Connection],
    query: Query,
    traits: Traits,
    meant: Callable[[], str] = str,
) -> Facets:
    """The facets of ``query``: of the titles with all its words; else of those with all that
    was ``meant``, or else of those with any.

    With a second one of the ``connections`` two threads find them.
    """
    first = connections[0]
    words = complete(first, read(query.words, query.scope))
    titles = traits.now(first)
    if words:
        moment = last_change(first)
        same = [each for each in connections if last_change(each) == moment]
        # FTS5 finds the ways apart faster than in one, where it merges them in order.
        kinds = titles.of(bib_ids(same, words.ways(), titles.middle))
        if not kinds.total() and (likely := meant()):
            corrected = complete(first, read(likely, query.scope))
            kinds = titles.of(bib_ids(same, corrected.ways(), titles.middle))
        if not kinds.total():
            kinds = titles.of(bib_ids(same, [words.any()], titles.middle))
        if not kinds.total():
            return Facets()
    else:
        kinds = titles.all()
    if query.available_only:
        kinds = kinds.where(kinds.available == 1)
    return _counted(kinds, query, traits)


def _counted(kinds: Kinds, query: Query, traits: Traits) -> Facets:
    masks = passing(kinds, query, traits)
    shown = kinds.where(every_mask(masks))
    here = shown.available == 1
    if query.branches:
        here = traits.branches.having(query.branches, here=True)[shown.branches]
    # Each dimension without its own filter.
    languages, formats, places, years = (
        kinds.where(every_mask([*masks[:n], *masks[n + 1 :]])) if masks[n] is not None else shown
        for n in range(len(masks))
    )
    held = traits.branches.counted(places, query.available_only)
    return Facets(
        total=shown.total(),
        available=shown.where(here).total(),
        languages=_choices(
            _named(languages.language, languages, traits.languages), query.languages
        ),
        formats=_choices(_named(formats.format, formats, traits.formats), query.formats),
        branches=_choices(held, query.branches),
        decades=_decades(years),
    )


def _named(numbers: Numbers, kinds: Kinds, codes: Mapping[str, int]) -> dict[str, int]:
    counts = _sums(numbers, kinds, len(codes))
    return {value: counts[number] for value, number in codes.items() if counts[number]}


def _decades(kinds: Kinds) -> tuple[Choice, ...]:
    counts: dict[int, int] = defaultdict(int)
    for offset, count in enumerate(_sums(kinds.year - NO_YEAR, kinds)):
        if offset and count:
            counts[(offset + NO_YEAR) // 10 * 10] += count
    return tuple(Choice(str(d), n) for d, n in sorted(counts.items(), reverse=True))


def _sums(numbers: Numbers, kinds: Kinds, most: int = 0) -> list[int]:
    """How many titles of ``kinds`` have each number from 0 on, by ``numbers``, one a kind."""
    counts: list[int] = np.bincount(numbers, kinds.titles, most).astype(np.int64).tolist()
    return counts


def _choices(counts: dict[str, int], selected: frozenset[str]) -> tuple[Choice, ...]:
    listed = counts | dict.fromkeys(selected - counts.keys(), 0)
    ordered = sorted(listed.items(), key=lambda choice: (-choice[1], choice[0]))
    return tuple(Choice(value, count) for value, count in ordered)
