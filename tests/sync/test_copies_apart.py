"""Copies that come apart from their titles: in any order, without indexing the titles again."""

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from kiosk.domain.freshness import Reading
from kiosk.domain.records import BibliographicRecord, Format, Item, ItemStatus, TitleCopies
from kiosk.protocol import bodies
from kiosk.protocol.messages import Change, Snapshot
from kiosk.search import index
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.store import readings, tables
from kiosk.store.copies import load_item
from kiosk.store.database import Database
from kiosk.store.sync import feed_state
from kiosk.sync.apply import apply_changes
from kiosk.sync.bootstrap import replace_database

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SHELVED = Item("main", "Fiction", "823 AUS", ItemStatus.AVAILABLE, "1")
LENT = Item("main", "Fiction", "823 AUS", ItemStatus.ON_LOAN, "1", due=date(2026, 12, 20))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


def changed(thing: bodies.FeedObject) -> Change:
    return Change(
        seq=1, kind=bodies.kind_of(thing), key=bodies.key_of(thing), body=bodies.dump_body(thing)
    )


def gone(thing: bodies.FeedObject) -> Change:
    return Change(seq=1, kind=bodies.kind_of(thing), key=bodies.key_of(thing), body=None)


def title(words: str = "Emma", *items: Item, apart: bool = True) -> bodies.SourcedRecord:
    record = BibliographicRecord("r", words, format=Format.BOOK, items=items)
    return bodies.SourcedRecord("s", 0, record, copies_apart=apart)


def copies(*items: Item) -> bodies.SourcedCopies:
    return bodies.SourcedCopies("s", 0, TitleCopies("r", items))


def apply(database: Database, *batches: Change | list[Change]) -> None:
    for batch in batches:
        with database.write() as connection:
            changes = batch if isinstance(batch, list) else [batch]
            apply_changes(connection, changes, index)


def found(database: Database, words: str = "emma", **filters: bool) -> list[tuple[Item, ...]]:
    hits = CatalogueSearch(database).search(Query(words, **filters)).hits
    return [hit.items for hit in hits]


def shown(*items: Item) -> tuple[Item, ...]:
    """Return ``items`` as hits show them, without barcodes."""
    return tuple(replace(item, barcode="") for item in items)


@pytest.mark.parametrize("order", ["title first", "copies first", "together", "copies in a page"])
def test_copies_meet_their_title_in_any_order(database: Database, order: str) -> None:
    first, second = changed(title()), changed(copies(LENT))
    apply(
        database,
        *{
            "title first": (first, second),
            "copies first": (second, first),
            "together": ([first, second],),
            "copies in a page": ([second], [first]),
        }[order],
    )
    assert found(database) == [shown(LENT)]
    assert found(database, "823 aus") == [shown(LENT)]
    assert found(database, available_only=True) == []


def test_a_changed_title_keeps_its_copies(database: Database) -> None:
    apply(database, changed(title()), changed(copies(SHELVED)), changed(title("Emma, a novel")))
    assert found(database, "novel") == [shown(SHELVED)]
    assert found(database, "novel", available_only=True) == [shown(SHELVED)]


def test_a_loan_changes_what_is_here_but_not_the_words(database: Database) -> None:
    apply(database, changed(title()), changed(copies(SHELVED)))
    with database.write() as connection:  # any write of words would break this index
        connection.exec_driver_sql("INSERT INTO search_fts(search_fts) VALUES ('delete-all')")
        before = words_in_index(connection)
    search = CatalogueSearch(database)
    assert search.facets(Query(), "main").here == 1
    apply(database, changed(copies(LENT)))
    assert search.facets(Query(), "main").here == 0
    assert [hit.items for hit in search.search(Query()).hits] == [shown(LENT)]
    with database.read() as connection:
        assert words_in_index(connection) == before
    apply(database, changed(copies(SHELVED)))
    assert search.facets(Query(), "main").here == 1


def words_in_index(connection: Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM search_fts_data")]


def test_a_new_due_date_is_shown(database: Database) -> None:
    later = replace(LENT, due=date(2027, 1, 3))
    apply(database, changed(title()), changed(copies(LENT)), changed(copies(later)))
    assert found(database) == [shown(later)]


def test_a_moved_copy_is_found_by_its_new_number(database: Database) -> None:
    moved = Item("north", "Classics", "920 BRO", ItemStatus.AVAILABLE, "1")
    apply(database, changed(title()), changed(copies(SHELVED)), changed(copies(moved, SHELVED)))
    assert found(database, "920 bro") == [shown(moved, SHELVED)]
    apply(database, changed(copies(moved)))
    assert found(database, "aus") == []


def test_copies_that_are_deleted_leave_the_title(database: Database) -> None:
    apply(database, changed(title()), changed(copies(SHELVED)), gone(copies()))
    assert found(database) == [()]
    assert found(database, available_only=True) == []


def test_a_deleted_title_takes_its_copies(database: Database) -> None:
    apply(database, changed(title()), changed(copies(SHELVED)), gone(title()))
    assert found(database) == []
    apply(database, changed(title()))
    assert found(database) == [()]


def test_copies_of_a_deleted_title_do_not_wait(database: Database) -> None:
    apply(database, changed(copies(SHELVED)), gone(title()), changed(title()))
    assert found(database) == [()]
    apply(database, gone(title()), changed(copies(SHELVED)), gone(copies()), changed(title()))
    assert found(database) == [()]


def test_titles_of_an_older_server_contain_their_copies(database: Database) -> None:
    apply(database, changed(title("Emma", SHELVED, apart=False)))
    assert found(database) == [shown(SHELVED)]
    apply(database, changed(title("Emma", LENT, apart=False)))
    assert found(database) == [shown(LENT)]
    apply(database, changed(title("Emma", apart=False)))
    assert found(database) == [()]


def test_copies_stay_when_a_server_begins_to_send_them_apart(database: Database) -> None:
    apply(database, changed(title("Emma", SHELVED, apart=False)))
    apply(database, [changed(title()), changed(copies(LENT))])
    assert found(database) == [shown(LENT)]


def test_copies_that_nobody_lists_any_more_go(database: Database) -> None:
    apply(database, changed(title("Emma", SHELVED, apart=False)), changed(title()))
    assert found(database) == [()]
    apply(database, changed(copies(LENT)), changed(title("Emma", apart=False)))
    assert found(database) == [()]


def test_occurrences_of_one_number_keep_their_own_copies(database: Database) -> None:
    other = bodies.SourcedRecord("s", 1, BibliographicRecord("r", "Persuasion"), copies_apart=True)
    of_other = bodies.SourcedCopies("s", 1, TitleCopies("r", (LENT,)))
    apply(database, changed(of_other), changed(copies(SHELVED)), [changed(title()), changed(other)])
    assert found(database, "emma") == [shown(SHELVED)]
    assert found(database, "persuasion") == [shown(LENT)]


def test_the_reading_of_the_source_dates_its_copies(database: Database) -> None:
    asked = Item("main", status=ItemStatus.AVAILABLE, as_of=NOW + timedelta(minutes=3))
    reading = bodies.SourceReading("s", NOW, 300)
    apply(database, changed(title()), changed(copies(SHELVED, asked)))
    search = CatalogueSearch(database)
    [hit] = search.search(Query("emma")).hits
    assert (hit.items[0].as_of, hit.reading) == (None, None)
    apply(database, changed(reading))
    [hit] = search.search(Query("emma")).hits
    details = search.record(hit.id)
    assert details is not None
    for items, of in ((hit.items, hit.reading), (details.record.items, details.reading)):
        assert [item.as_of for item in items] == [NOW, NOW + timedelta(minutes=3)]
        assert of == Reading(NOW, timedelta(minutes=5))
    apply(database, gone(reading))
    assert search.search(Query("emma")).hits[0].reading is None


def test_times_are_those_of_this_machines_clock(database: Database) -> None:
    apply(database, changed(bodies.SourceReading("s", NOW, 0)))
    with database.write() as connection:
        feed_state.start_feed(connection, "feed")
        feed_state.record_contact(connection, NOW, timedelta(hours=2))
        known = readings.load_readings(connection)
    hours_behind = NOW - timedelta(hours=2)
    assert known.of("s") == Reading(hours_behind, readings.DEFAULT_INTERVAL)
    assert known.as_of("s", NOW) == hours_behind


def test_an_older_server_tells_only_the_age_of_its_stalest_source(database: Database) -> None:
    apply(database, changed(title("Emma", SHELVED, apart=False)))
    with database.write() as connection:
        feed_state.start_feed(connection, "feed")
        feed_state.record_completion(connection, NOW, NOW - timedelta(hours=5))
    [hit] = CatalogueSearch(database).search(Query("emma")).hits
    assert hit.items[0].as_of == NOW - timedelta(hours=5)


ITEMS = st.lists(
    st.builds(
        Item,
        branch=st.sampled_from(["main", "north"]),
        call_number=st.sampled_from(["", "820 AUS"]),
        status=st.sampled_from(ItemStatus),
        barcode=st.sampled_from(["", "1", "2"]),
        due=st.sampled_from([None, date(2026, 12, 20)]),
        as_of=st.sampled_from([None, NOW]),
    ),
    max_size=3,
).map(tuple)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["copies", "title", "whole title", "no title", "no copies"]),
        st.sampled_from(["a", "b"]),
        ITEMS,
    ),
    max_size=12,
)


class Expected:
    """The copies that each title should have."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[Item, ...]] = {}
        self.waiting: dict[str, tuple[Item, ...]] = {}
        self.apart: set[str] = set()

    def change(self, kind: str, name: str, items: tuple[Item, ...]) -> None:
        if kind == "no title":
            self.held.pop(name, None)
            self.waiting.pop(name, None)
            self.apart.discard(name)
        elif kind == "whole title":
            self.held[name] = items
            self.waiting.pop(name, None)
            self.apart.discard(name)
        elif kind == "title":
            if name not in self.held or name not in self.apart:
                self.held[name] = self.waiting.pop(name, ())
            self.apart.add(name)
        elif name in self.held:
            self.held[name] = items if kind == "copies" else ()
            self.apart.add(name)
        else:
            self.waiting[name] = items if kind == "copies" else ()


def change_of(kind: str, name: str, items: tuple[Item, ...]) -> Change:
    if kind in ("copies", "no copies"):
        thing = bodies.SourcedCopies("s", 0, TitleCopies(name, items))
        return gone(thing) if kind == "no copies" else changed(thing)
    whole = items if kind == "whole title" else ()
    record = BibliographicRecord(name, name, format=Format.BOOK, items=whole)
    thing = bodies.SourcedRecord("s", 0, record, copies_apart=kind != "whole title")
    return gone(thing) if kind == "no title" else changed(thing)


@settings(max_examples=80, deadline=None)
@given(steps=STEPS)
def test_any_order_of_changes_leads_to_the_same_copies_and_index(steps: list[tuple]) -> None:
    with TemporaryDirectory() as folder:
        database, expected = Database(Path(folder)), Expected()
        for step in steps:
            apply(database, change_of(*step))
            expected.change(*step)
        with database.write() as connection:
            assert held_copies(connection) == {
                name: sorted(items, key=repr) for name, items in expected.held.items()
            }
            connection.exec_driver_sql(
                "INSERT INTO search_fts(search_fts, rank) VALUES ('integrity-check', 1)"
            )
            before = entries(connection)
            index.rebuild(connection)
            assert entries(connection) == before
        database.close()


def held_copies(connection: Connection) -> dict[str, list[Item]]:
    held: dict[str, list[Item]] = {
        row.source_id: [] for row in connection.execute(select(tables.bib.c.source_id))
    }
    for row in connection.execute(select(tables.item, tables.bib.c.source_id).join(tables.bib)):
        held[row.source_id].append(load_item(row))
    return {name: sorted(items, key=repr) for name, items in held.items()}


def entries(connection: Connection) -> list[tuple[object, ...]]:
    of = tables.search_entry.c
    rows = connection.execute(
        select(of.id, of.bib_id, of.available, of.branches, of.numbers).order_by(of.id)
    )
    return [tuple(row) for row in rows]


class CountingIndex:
    """The search index, which counts how often each title is indexed."""

    def __init__(self) -> None:
        self.indexed: Counter[int] = Counter()
        self.optimise = index.optimise

    def update(self, connection: Connection, bib_ids: Iterable[int]) -> None:
        ids = list(bib_ids)
        self.indexed.update(ids)
        index.update(connection, ids)

    def update_availability(self, connection: Connection, bib_ids: Iterable[int]) -> None:
        index.update_availability(connection, bib_ids)


def test_a_title_that_comes_with_its_copies_is_indexed_once(database: Database) -> None:
    counting = CountingIndex()
    with database.write() as connection:
        apply_changes(connection, [changed(title()), changed(copies(SHELVED))], counting)
    with database.write() as connection:
        apply_changes(connection, [changed(copies(LENT))], counting)
    assert list(counting.indexed.values()) == [1]


def test_a_snapshot_indexes_every_title_once(database: Database, tmp_path: Path) -> None:
    lines = [changed(title()), changed(copies(LENT)), changed(bodies.SourceReading("s", NOW, 60))]
    file = tmp_path / "snapshot"
    file.write_bytes(gzip.compress(b"".join(f"{c.model_dump_json()}\n".encode() for c in lines)))
    snapshot = Snapshot(feed="f", cursor=9, count=3, hash="", size=0)
    counting = CountingIndex()
    replace_database(database, snapshot, file, counting, NOW)
    assert list(counting.indexed.values()) == [1]
    [hit] = CatalogueSearch(database).search(Query("emma")).hits
    assert [(i.status, i.due, i.as_of) for i in hit.items] == [(ItemStatus.ON_LOAN, LENT.due, NOW)]
    assert hit.reading == Reading(NOW, timedelta(minutes=1))
