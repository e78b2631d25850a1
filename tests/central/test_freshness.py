"""The age that kiosks tell is the source's, not that of the last word of a server."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from kiosk.central import tables
from kiosk.central.feed import feed
from kiosk.central.harvesting.ingest import ingest, last_runs
from kiosk.central.harvesting.upstream import SourceKind
from kiosk.domain.records import BibliographicRecord
from kiosk.sources.entries import Reject
from tests.central.provider import Provider, repository
from tests.central.shelf import Shelf


@pytest.fixture
def provider() -> Iterator[Provider]:
    with repository() as found:
        yield found


def as_of(shelf: Shelf) -> datetime | None:
    with shelf.database.read() as connection:
        return feed.changes(connection, 0, 10, shelf.clock()).as_of


def test_the_age_is_that_of_the_last_reading_to_the_end(shelf: Shelf, provider: Provider) -> None:
    shelf.add(provider.url)
    assert as_of(shelf) is None
    shelf.read()
    read = shelf.clock()
    assert as_of(shelf) == read
    provider.faults.append(lambda _page, reply: setattr(reply, "status", 404))  # it is dead
    for _ in range(3):
        assert shelf.read().fault
    assert as_of(shelf) == read
    provider.faults.clear()
    assert shelf.read().fault == ""  # nothing new is as good
    assert as_of(shelf) == shelf.clock()


def test_a_source_that_waits_for_staff_grows_old(shelf: Shelf, provider: Provider) -> None:
    provider.deleted_record = "no"
    shelf.add(provider.url)
    shelf.read()
    for number in range(1, 9):
        provider.delete(number)
    shelf.read()
    read = as_of(shelf)
    assert shelf.read().held == 8
    assert as_of(shelf) == read


def test_the_stalest_source_counts(shelf: Shelf, provider: Provider) -> None:
    shelf.add(provider.url)
    shelf.read()
    first = shelf.clock()
    shelf.clock.forward(days=2)
    ingest(shelf.database, "hand", iter([BibliographicRecord("1", "A")]), shelf.clock)
    assert as_of(shelf) == first


def test_without_sources_the_last_load_counts(shelf: Shelf) -> None:
    ingest(shelf.database, "hand", iter([BibliographicRecord("1", "A")]), shelf.clock)
    loaded = shelf.clock()
    shelf.clock.forward(days=2)
    assert as_of(shelf) == loaded


def test_an_address_that_changed_keeps_its_age(shelf: Shelf, provider: Provider) -> None:
    shelf.add(provider.url)
    shelf.read()
    read = as_of(shelf)
    shelf.clock.forward(hours=1)
    shelf.add(provider.url, SourceKind.OAI, set="x")
    assert as_of(shelf) == read
    assert shelf.clock() - timedelta(hours=1) == read


def test_the_latest_runs_are_kept(shelf: Shelf) -> None:
    for _ in range(103):
        ingest(shelf.database, "hand", iter([Reject("1", "It has no title.")]), shelf.clock)
    ingest(shelf.database, "other", iter([BibliographicRecord("1", "A")]), shelf.clock)
    with shelf.database.read() as connection:
        runs = connection.scalars(select(tables.source_run.c.source)).all()
        rejects = connection.scalar(select(func.count()).select_from(tables.source_reject))
        told = [run["source"] for run in last_runs(connection)]
    assert (runs.count("hand"), runs.count("other"), rejects) == (100, 1, 100)
    assert told == ["hand", "other"]
