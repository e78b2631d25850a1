"""The index agrees with the data after any sequence of changes."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_library import SearchLibrary, write
from sqlalchemy import Connection, select, text

from kiosk.domain.records import BibliographicRecord, Format, Item, ItemStatus
from kiosk.search import index
from kiosk.search.index_entries import entry_id
from kiosk.services.catalogue.catalogue_search import Query
from kiosk.store.tables import search_entry

_WORDS = st.text(st.sampled_from("abc éالك红楼 :-|"), max_size=12)
_RECORDS = st.builds(
    BibliographicRecord,
    source_id=st.sampled_from("12345"),
    title=_WORDS,
    authors=st.tuples() | st.tuples(_WORDS),
    year=st.none() | st.integers(-5, 9999),
    language=st.sampled_from(["", "en", "ar"]),
    format=st.sampled_from(Format),
    subjects=st.tuples() | st.tuples(_WORDS, _WORDS),
    isbns=st.tuples() | st.tuples(st.sampled_from(["0-306-40615-2", "?", "", "12"])),
    other_titles=st.tuples() | st.tuples(_WORDS),
    url=st.sampled_from(["", "https://example.org"]),
    items=st.lists(
        st.builds(
            Item,
            branch=st.sampled_from("AB"),
            call_number=st.sampled_from(["", "QA76.73"]),
            status=st.sampled_from(ItemStatus),
        ),
        max_size=3,
    ).map(tuple),
)
# A record to write, or the source id of one to delete.
_STEPS = st.lists(_RECORDS | st.sampled_from("12345"), max_size=12)


def _state(connection: Connection) -> tuple[Sequence[object], set[object]]:
    """Return the entries, and for each word of the index its titles and columns."""
    vocabulary = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search_fts, instance)"
    connection.execute(text(vocabulary))
    entries = connection.execute(select(search_entry).order_by(search_entry.c.id)).all()
    words = connection.execute(text("SELECT term, doc, col FROM temp.words")).all()
    connection.execute(text("DROP TABLE temp.words"))
    return entries, set(words)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_STEPS)
def test_incremental_updates_equal_a_rebuild(
    library: SearchLibrary, steps: list[BibliographicRecord | str]
) -> None:
    library.empty()
    for step in steps:
        if isinstance(step, str):
            library.drop(step)
        else:
            library.hold(step)
    with library.database.write() as connection:
        connection.execute(text("INSERT INTO search_fts(search_fts) VALUES ('integrity-check')"))
        before = _state(connection)
        index.rebuild(connection)
        assert _state(connection) == before
    assert len(before[0]) == len({s if isinstance(s, str) else s.source_id for s in steps}) - len(
        _dropped(steps)
    )


def _dropped(steps: list[BibliographicRecord | str]) -> set[str]:
    last = {s if isinstance(s, str) else s.source_id: s for s in steps}
    return {source_id for source_id, step in last.items() if isinstance(step, str)}


def test_a_rebuild_repairs_a_manipulated_index(library: SearchLibrary) -> None:
    library.hold(*(BibliographicRecord(str(n), f"Mountain {n}") for n in range(5)))
    with library.database.write() as connection:
        connection.execute(text("INSERT INTO search_fts(search_fts) VALUES ('delete-all')"))
        connection.execute(text("UPDATE search_entry SET language = 'xx', available = 1"))
    assert library.found("mountain") == []
    with library.database.write() as connection:
        index.rebuild(connection)
    assert sorted(library.found("mountain")) == ["0", "1", "2", "3", "4"]
    assert library.found("mountain", available_only=True) == []


def test_optimising_changes_nothing_that_is_found(library: SearchLibrary) -> None:
    library.hold(*(BibliographicRecord(str(n), f"Mountain {n}") for n in range(50)))
    before = library.found("mountain", 50)
    with library.database.write() as connection:
        index.optimise(connection)
    assert library.found("mountain", 50) == before


def test_many_small_changes_leave_few_segments(library: SearchLibrary) -> None:
    for year in range(16):
        library.hold(*(BibliographicRecord(str(n), f"Mountain {year} {n}") for n in range(5)))
    with library.database.read() as connection:
        pieces = connection.scalar(text("SELECT count(DISTINCT segid) FROM search_fts_idx"))
    assert pieces is not None and pieces <= 2


def test_many_ids_and_unknown_ids_are_accepted(library: SearchLibrary) -> None:
    with library.database.write() as connection:
        records = (BibliographicRecord(str(n), f"Mountain {n}") for n in range(1100))
        ids = write(connection, *records)
        index.update(connection, iter([*ids, 999_999]))
        index.update(connection, [])
    assert library.find.facets(Query("mountain")).total == 1100


def test_a_change_of_an_item_alone_updates_the_index(library: SearchLibrary) -> None:
    record = BibliographicRecord("1", "Lake", items=(Item("A", status=ItemStatus.AVAILABLE),))
    library.hold(record)
    assert library.found("lake", available_only=True) == ["1"]
    library.hold(replace(record, items=(Item("A", status=ItemStatus.ON_LOAN),)))
    assert library.found("lake", available_only=True) == []
    assert library.found("lake") == ["1"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [((2, None, 9), (1, 2020, 1)), ((1, 2020, 9), (1, 1990, 1)), ((1, 1990, 1), (1, 1990, 2)),
     ((1, 1, 9), (1, None, 1)), ((5000, 2000, 2), (5000, 1999, 1))],
)  # fmt: skip
def test_the_order_of_popularity(
    better: tuple[int, int | None, int], worse: tuple[int, int | None, int]
) -> None:
    assert entry_id(*better) < entry_id(*worse)


@given(st.integers(0), st.none() | st.integers(), st.integers(1, 2**40 - 1))
def test_an_entry_id_fits_an_sqlite_key(items: int, year: int | None, bib_id: int) -> None:
    assert 0 < entry_id(items, year, bib_id) < 2**63


def test_a_title_without_copies_is_found_by_its_own_call_number(library: SearchLibrary) -> None:
    library.hold(BibliographicRecord("1", "Emma", call_number="823.7 AUS e"))
    library.hold(BibliographicRecord("2", "Birds", items=(Item("A", call_number="598 COL"),)))
    assert library.found("823.7 aus") == ["1"]
    assert library.found("", topics=frozenset({"stories"})) == ["1"]
    [hit] = library.find.search(Query("emma")).hits
    assert (hit.call_number, hit.title_call_number) == ("823.7 AUS e", "823.7 AUS e")
    [hit] = library.find.search(Query("birds")).hits
    assert (hit.call_number, hit.title_call_number) == ("598 COL", "")
    details = library.find.record(library.find.search(Query("emma")).hits[0].id)
    assert details is not None
    assert details.record.call_number == "823.7 AUS e"
