"""Facets: the numbers of titles found for each language, format, branch and decade."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlalchemy import Connection

from kiosk.domain.freshness import Freshness, Reading, freshness
from kiosk.search.filters.selection import list_bib_ids
from kiosk.search.filters.trait_groups import NO_YEAR, IntArray, TraitGroups
from kiosk.search.filters.traits_cache import (
    TraitsCache,
    combine_masks,
    filter_masks,
    last_index_change,
)
from kiosk.search.marks import match_marks, within_marks
from kiosk.search.query import ParsedQuery, Query
from kiosk.search.vocabulary import parse_with_vocabulary


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, and the number of titles that have this value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of a query; each facet is counted without the filter on that facet.

    ``total`` is the number of titles that pass all filters, and ``available`` is the number of
    these titles that are available now. ``here`` is the number of titles that are available now at
    the branch that the visitor is in. ``decades`` are sorted from the newest to the oldest; each
    decade is named by its first year ("1990" for 1990 to 1999). The other facets are sorted by
    count. Values that the visitor has selected are included even if no title has them. The titles
    that were available at the last ``readings`` of the sources count as available.
    """

    total: int = 0
    available: int = 0
    here: int = 0
    languages: tuple[FacetValue, ...] = ()
    formats: tuple[FacetValue, ...] = ()
    branches: tuple[FacetValue, ...] = ()
    decades: tuple[FacetValue, ...] = ()
    readings: tuple[Reading, ...] = ()

    def sure(self, now: datetime) -> bool:
        """Return True if all sources were read so lately that titles counted as here are here."""
        fresh = (freshness(each.as_of, each.every, now) for each in self.readings)
        return bool(self.readings) and all(each is Freshness.FRESH for each in fresh)


def count_facets(
    connections: Sequence[Connection],
    query: Query,
    traits: TraitsCache,
    meant: Callable[[], str] = str,
    home: str = "",
    wider: Callable[[Connection, ParsedQuery], list[str]] = lambda *_: [],
) -> Facets:
    """Return the facets of ``query``; ``home`` is the code of the branch that the visitor is in.

    If ``home`` is "", the library has a single branch.

    The facets count the titles that contain all words of the query or match an expression of
    ``wider``. If there are no such titles,
    the facets count the titles that contain all words of the spelling suggestion ``meant()``. If
    there are none of these either, the facets count the titles that contain any word. If there are
    two ``connections``, the search runs in two threads.
    """
    first = connections[0]
    words = parse_with_vocabulary(first, query.words, query.scope)
    titles = traits.current(first)
    moment = last_index_change(first)
    same = [each for each in connections if last_index_change(each) == moment]

    def groups_of(matches: Iterable[str]) -> TraitGroups:
        return titles.groups_of(list_bib_ids(same, matches, titles.middle))

    marks = match_marks(query)
    if words:
        # Separate FTS5 queries are faster than one query with OR, because OR keeps the results
        # sorted.
        matches = [*words.match_all_parts(), *wider(first, words)[-1:]]
        groups = groups_of(matches)
        if not groups.total() and (likely := meant()):
            other = parse_with_vocabulary(first, likely, query.scope)
            matches = [*other.match_all_parts(), *wider(first, other)[-1:]]
            groups = groups_of(matches)
        if not groups.total():
            matches = [words.match_any()]
            groups = groups_of(matches)
        if marks:
            groups = groups_of(within_marks(match, query) for match in matches)
        if not groups.total():
            return Facets()
    elif marks:
        groups = groups_of([marks])
    else:
        groups = titles.all_groups()
    if query.available_only:
        groups = groups.where(groups.available == 1)
    return _counted(groups, query, traits, home)


def _counted(groups: TraitGroups, query: Query, traits: TraitsCache, home: str) -> Facets:
    masks = filter_masks(groups, query, traits)
    shown = groups.where(combine_masks(masks))

    def available_at(branches: Iterable[str]) -> int:
        if not branches:
            return shown.where(shown.available == 1).total()
        there = traits.branches.sets_with(branches, here=True)
        return shown.where(there[shown.branches]).total()

    # Each facet is counted without the filter on that facet.
    languages, formats, places, years = (
        groups.where(combine_masks([*masks[:n], *masks[n + 1 :]]))
        if masks[n] is not None
        else shown
        for n in range(len(masks))
    )
    held = traits.branches.count_titles(places, query.available_only)
    return Facets(
        total=shown.total(),
        available=available_at(query.branches),
        here=available_at([home] if home else []),
        languages=_choices(
            _named(languages.language, languages, traits.languages), query.languages
        ),
        formats=_choices(_named(formats.format, formats, traits.formats), query.formats),
        branches=_choices(held, query.branches),
        decades=_decades(years),
    )


def _named(numbers: IntArray, groups: TraitGroups, codes: Mapping[str, int]) -> dict[str, int]:
    counts = _sums(numbers, groups, len(codes))
    return {value: counts[number] for value, number in codes.items() if counts[number]}


def _decades(groups: TraitGroups) -> tuple[FacetValue, ...]:
    counts: dict[int, int] = defaultdict(int)
    for offset, count in enumerate(_sums(groups.year - NO_YEAR, groups)):
        if offset and count:
            counts[(offset + NO_YEAR) // 10 * 10] += count
    return tuple(FacetValue(str(d), n) for d, n in sorted(counts.items(), reverse=True))


def _sums(numbers: IntArray, groups: TraitGroups, most: int = 0) -> list[int]:
    """Return the number of titles for each value from 0 on; ``numbers`` has one value per group."""
    counts: list[int] = np.bincount(numbers, groups.titles, most).astype(np.int64).tolist()
    return counts


def _choices(counts: dict[str, int], selected: frozenset[str]) -> tuple[FacetValue, ...]:
    listed = counts | dict.fromkeys(selected - counts.keys(), 0)
    ordered = sorted(listed.items(), key=lambda choice: (-choice[1], choice[0]))
    return tuple(FacetValue(value, count) for value, count in ordered)
