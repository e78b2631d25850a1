"""The facet counts, compared with the results of the same filters."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_library import SearchLibrary

from kiosk.domain.records import BibliographicRecord, Format, Item, ItemStatus
from kiosk.search.filters.facets import count_facets
from kiosk.search.filters.trait_groups import NO_TITLES, TitleTraits, pack_traits
from kiosk.search.filters.traits_cache import TraitsCache
from kiosk.services.catalogue.catalogue_search import Facets, FacetValue, Query
from kiosk.store.readings import save_reading

_ITEMS = st.builds(Item, branch=st.sampled_from("AB"), status=st.sampled_from([*ItemStatus][:2]))
_RECORDS = st.builds(
    BibliographicRecord,
    source_id=st.uuids().map(str),
    title=st.sampled_from(["sun moon", "sun", "moon", "star"]),
    year=st.none() | st.integers(1985, 2004),
    language=st.sampled_from(["", "en", "id"]),
    format=st.sampled_from([Format.BOOK, Format.VIDEO]),
    items=st.lists(_ITEMS, max_size=3).map(tuple),
)
_QUERIES = st.builds(
    Query,
    words=st.sampled_from(["", "sun", "sun moon", "su", "moon star", "planet"]),
    languages=st.frozensets(st.sampled_from(["", "en", "zh"]), max_size=2),
    formats=st.frozensets(st.sampled_from(["book", "map"]), max_size=1),
    branches=st.frozensets(st.sampled_from("AC"), max_size=1),
    years=st.tuples(st.none() | st.just(1990), st.none() | st.just(1999)),
    available_only=st.booleans(),
)


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> SearchLibrary:
    return SearchLibrary(tmp_path_factory.mktemp("facets"))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_RECORDS, max_size=12), _QUERIES)
def test_each_facet_count_equals_the_number_of_results(
    shelves: SearchLibrary, records: list[BibliographicRecord], query: Query
) -> None:
    shelves.empty()
    shelves.hold(*records)

    def found(**changes: object) -> int:
        return len(shelves.find.search(replace(query, **changes), 1000).hits)

    facets = shelves.find.facets(query)
    assert facets.total == found()
    assert facets.available == found(available_only=True)
    for choice in facets.languages:
        assert choice.count == found(languages=frozenset({choice.value}))
    for choice in facets.formats:
        assert choice.count == found(formats=frozenset({choice.value}))
    for choice in facets.branches:
        assert choice.count == found(branches=frozenset({choice.value}))
    for choice in facets.decades:
        assert choice.count == found(years=(int(choice.value), int(choice.value) + 9))
    if facets != Facets():
        assert query.languages <= {choice.value for choice in facets.languages}


def test_the_order_of_facet_values(shelves: SearchLibrary) -> None:
    shelves.empty()
    for n, (year, language) in enumerate([(1994, "id"), (1999, "id"), (2003, "en")]):
        copies = (Item("A"), Item("A"), Item("B"))[n:]
        shelves.hold(BibliographicRecord(str(n), "t", (), year, language, Format.MAP, items=copies))
    facets = shelves.find.facets(Query())
    assert facets.languages == (FacetValue("id", 2), FacetValue("en", 1))
    assert facets.decades == (FacetValue("2000", 1), FacetValue("1990", 2))
    assert facets.branches == (FacetValue("B", 3), FacetValue("A", 2))
    assert facets.formats == (FacetValue("map", 3),)


def test_available_titles_count_only_at_the_selected_branches(shelves: SearchLibrary) -> None:
    shelves.empty()
    copies = (Item("A", status=ItemStatus.ON_LOAN), Item("B", status=ItemStatus.AVAILABLE))
    shelves.hold(BibliographicRecord("1", "t", items=copies))
    assert shelves.find.facets(Query()).available == 1
    assert shelves.find.facets(Query(branches=frozenset("A"))).available == 0
    assert shelves.find.facets(Query(branches=frozenset("B"))).available == 1


def test_titles_available_here_are_those_at_the_branch_of_the_visitor(
    shelves: SearchLibrary,
) -> None:
    shelves.empty()
    copies = (Item("A", status=ItemStatus.ON_LOAN), Item("B", status=ItemStatus.AVAILABLE))
    shelves.hold(BibliographicRecord("1", "t", items=copies))
    shelves.hold(BibliographicRecord("2", "t", items=(Item("B"),)))
    assert [shelves.find.facets(Query(), home).here for home in ("", "A", "B")] == [1, 0, 1]


@pytest.mark.parametrize("status", ItemStatus)
def test_only_copies_that_can_be_used_now_are_here(
    library: SearchLibrary, status: ItemStatus
) -> None:
    library.hold(BibliographicRecord("1", "Sun", items=(Item("A", status=status),)))
    here = ["1"] if status in (ItemStatus.AVAILABLE, ItemStatus.REFERENCE) else []
    assert library.found("sun", available_only=True) == here
    assert library.found("", available_only=True, branches=frozenset("A")) == here
    facets = library.find.facets(Query("sun"), "A")
    assert (facets.total, facets.available, facets.here) == (1, len(here), len(here))


@pytest.mark.parametrize(
    ("ages", "sure"),
    [([], False), ([1], True), ([1, 20], True), ([1, 21], False), ([1, 24 * 60 + 1], False)],
)
def test_counts_are_sure_while_all_sources_are_fresh(
    library: SearchLibrary, ages: list[int], sure: bool
) -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    with library.database.write() as connection:
        for number, minutes in enumerate(ages):
            read = now - timedelta(minutes=minutes)
            save_reading(connection, str(number), read, timedelta(minutes=10))
    assert library.find.facets(Query("sun")).sure(now) is sure


def test_a_title_that_grows_popular_between_the_two_connections_is_counted(tmp_path: Path) -> None:
    library = SearchLibrary(tmp_path)
    often, seldom = (Item("A"), Item("A")), (Item("A"),)
    library.hold(
        BibliographicRecord("1", "sun", items=often), BibliographicRecord("2", "sun", items=seldom)
    )
    traits = TraitsCache()
    with library.database.read() as before:
        assert count_facets([before], Query("sun"), traits).total == 2
        library.hold(BibliographicRecord("2", "sun", items=often * 2))  # now in the other half
        with library.database.read() as after:
            assert count_facets([before, after], Query("sun"), traits).total == 2
            assert count_facets([after, after], Query("sun"), traits).total == 2
    library.close()


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 9)), max_size=40),
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 9)), max_size=40),
    st.sets(st.integers(1, 60)),
)
def test_groups_follow_written_and_deleted_entries(
    first: list[tuple[int, int]], then: list[tuple[int, int]], gone: set[int]
) -> None:
    def written(titles: TitleTraits, rows: dict[int, int], gone: set[int]) -> TitleTraits:
        kinds = np.array([*rows.values()], np.int64)
        keys = pack_traits(kinds, kinds, kinds, 0 * kinds, kinds)
        return titles.with_changes(
            np.array(sorted(gone), np.int64), np.array([*rows], np.int64), keys
        )

    titles = written(written(NO_TITLES, dict(first), set()), dict(then), gone)
    held = {n: kind for n, kind in dict(first).items() if n not in gone} | dict(then)
    groups = titles.all_groups()
    assert dict(zip(groups.year.tolist(), groups.titles.tolist(), strict=True)) == Counter(
        held.values()
    )
    assert titles.groups_of([np.array([*held, 61, 1000], np.int64)] * 2).total() == len(held)
