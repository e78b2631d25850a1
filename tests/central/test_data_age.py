"""Kiosks show the age of the data in the sources, not the time since the last sync."""

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
from tests.central.harvest_server import HarvestServer
from tests.central.provider import Provider, repository


@pytest.fixture
def provider() -> Iterator[Provider]:
    with repository() as found:
        yield found


def as_of(harvest_server: HarvestServer) -> datetime | None:
    with harvest_server.database.read() as connection:
        return feed.changes_since(connection, 0, 10, harvest_server.clock()).as_of


def test_the_age_is_that_of_the_last_complete_run(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    harvest_server.add(provider.url)
    assert as_of(harvest_server) is None
    harvest_server.read()
    read = harvest_server.clock()
    assert as_of(harvest_server) == read
    provider.faults.append(
        lambda _page, reply: setattr(reply, "status", 404)
    )  # the source is unreachable
    for _ in range(3):
        assert harvest_server.read().fault
    assert as_of(harvest_server) == read
    provider.faults.clear()
    assert harvest_server.read().fault == ""  # an unchanged source counts as read
    assert as_of(harvest_server) == harvest_server.clock()


def test_a_source_that_waits_for_confirmation_ages(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    provider.deleted_record = "no"
    harvest_server.add(provider.url)
    harvest_server.read()
    for number in range(1, 9):
        provider.delete(number)
    harvest_server.read()
    read = as_of(harvest_server)
    assert harvest_server.read().held == 8
    assert as_of(harvest_server) == read


def test_the_stalest_source_counts(harvest_server: HarvestServer, provider: Provider) -> None:
    harvest_server.add(provider.url)
    harvest_server.read()
    first = harvest_server.clock()
    harvest_server.clock.advance(days=2)
    ingest(
        harvest_server.database, "hand", iter([BibliographicRecord("1", "A")]), harvest_server.clock
    )
    assert as_of(harvest_server) == first


def test_without_sources_the_last_load_counts(harvest_server: HarvestServer) -> None:
    ingest(
        harvest_server.database, "hand", iter([BibliographicRecord("1", "A")]), harvest_server.clock
    )
    loaded = harvest_server.clock()
    harvest_server.clock.advance(days=2)
    assert as_of(harvest_server) == loaded


def test_an_address_that_changed_keeps_its_age(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    harvest_server.add(provider.url)
    harvest_server.read()
    read = as_of(harvest_server)
    harvest_server.clock.advance(hours=1)
    harvest_server.add(provider.url, SourceKind.OAI, set="x")
    assert as_of(harvest_server) == read
    assert harvest_server.clock() - timedelta(hours=1) == read


def test_only_the_latest_runs_are_kept(harvest_server: HarvestServer) -> None:
    for _ in range(103):
        ingest(
            harvest_server.database,
            "hand",
            iter([Reject("1", "It has no title.")]),
            harvest_server.clock,
        )
    ingest(
        harvest_server.database,
        "other",
        iter([BibliographicRecord("1", "A")]),
        harvest_server.clock,
    )
    with harvest_server.database.read() as connection:
        runs = connection.scalars(select(tables.source_run.c.source)).all()
        rejects = connection.scalar(select(func.count()).select_from(tables.source_reject))
        sources = [run["source"] for run in last_runs(connection)]
    assert (runs.count("hand"), runs.count("other"), rejects) == (100, 1, 100)
    assert sources == ["hand", "other"]
