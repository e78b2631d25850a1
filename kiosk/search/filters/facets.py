"""How many of the titles found are in each language, format, branch and decade."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from kiosk.search.filters.selection import list_bib_ids
from kiosk.search.filters.trait_groups import NO_YEAR, Numbers, TraitGroups
from kiosk.search.filters.traits_cache import (
    TraitsCache,
    combine_masks,
    filter_masks,
    last_index_change,
)
from kiosk.search.query import Query, parse_query
from kiosk.search.vocabulary import complete_last_word


@dataclass(frozen=True, slots=True)
class FacetValue:
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
    languages: tuple[FacetValue, ...] = ()
    formats: tuple[FacetValue, ...] = ()
    branches: tuple[FacetValue, ...] = ()
    decades: tuple[FacetValue, ...] = ()


def count_facets(
    connections: Sequence[Connection],
    query: Query,
    traits: TraitsCache,
    meant: Callable[[], str] = str,
) -> Facets:
    """The facets of ``query``: of the titles with all its words; else of those with all that
    was ``meant``, or else of those with any.

    With a second one of the ``connections`` two threads find them.
    """
    first = connections[0]
    words = complete_last_word(first, parse_query(query.words, query.scope))
    titles = traits.current(first)
    if words:
        moment = last_index_change(first)
        same = [each for each in connections if last_index_change(each) == moment]
        # FTS5 finds the ways apart faster than in one, where it merges them in order.
        groups = titles.groups_of(list_bib_ids(same, words.match_all_parts(), titles.middle))
        if not groups.total() and (likely := meant()):
            corrected = complete_last_word(first, parse_query(likely, query.scope))
            groups = titles.groups_of(
                list_bib_ids(same, corrected.match_all_parts(), titles.middle)
            )
        if not groups.total():
            groups = titles.groups_of(list_bib_ids(same, [words.match_any()], titles.middle))
        if not groups.total():
            return Facets()
    else:
        groups = titles.all_groups()
    if query.available_only:
        groups = groups.where(groups.available == 1)
    return _counted(groups, query, traits)


def _counted(groups: TraitGroups, query: Query, traits: TraitsCache) -> Facets:
    masks = filter_masks(groups, query, traits)
    shown = groups.where(combine_masks(masks))
    here = shown.available == 1
    if query.branches:
        here = traits.branches.sets_with(query.branches, here=True)[shown.branches]
    # Each dimension without its own filter.
    languages, formats, places, years = (
        groups.where(combine_masks([*masks[:n], *masks[n + 1 :]]))
        if masks[n] is not None
        else shown
        for n in range(len(masks))
    )
    held = traits.branches.count_titles(places, query.available_only)
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


def _named(numbers: Numbers, groups: TraitGroups, codes: Mapping[str, int]) -> dict[str, int]:
    counts = _sums(numbers, groups, len(codes))
    return {value: counts[number] for value, number in codes.items() if counts[number]}


def _decades(groups: TraitGroups) -> tuple[FacetValue, ...]:
    counts: dict[int, int] = defaultdict(int)
    for offset, count in enumerate(_sums(groups.year - NO_YEAR, groups)):
        if offset and count:
            counts[(offset + NO_YEAR) // 10 * 10] += count
    return tuple(FacetValue(str(d), n) for d, n in sorted(counts.items(), reverse=True))


def _sums(numbers: Numbers, groups: TraitGroups, most: int = 0) -> list[int]:
    """How many titles of ``groups`` have each number from 0 on, by ``numbers``, one a kind."""
    counts: list[int] = np.bincount(numbers, groups.titles, most).astype(np.int64).tolist()
    return counts


def _choices(counts: dict[str, int], selected: frozenset[str]) -> tuple[FacetValue, ...]:
    listed = counts | dict.fromkeys(selected - counts.keys(), 0)
    ordered = sorted(listed.items(), key=lambda choice: (-choice[1], choice[0]))
    return tuple(FacetValue(value, count) for value, count in ordered)
