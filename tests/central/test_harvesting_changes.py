"""Harvesting changes: start dates, and lists of changes that break off or miss titles."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kiosk.central.feed import feed
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.ingest import ingest, rejects_of_last_run
from kiosk.central.harvesting.oai_pmh import next_from_date
from kiosk.domain.branches import Branch
from kiosk.domain.records import BibliographicRecord, Item
from kiosk.protocol.bodies import SourcedCopies
from kiosk.protocol.messages import FeedKind
from tests.central.harvest_server import HarvestServer
from tests.central.provider import Provider, Reply, repository

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with repository() as found:
        yield found


def expected(provider: Provider) -> dict[str, str]:
    return {str(number): title for number, title in provider.titles.items()}


@pytest.mark.parametrize(
    ("began", "since"),
    [
        ("2026-11-24T12:00:00Z", "2026-11-23T22:00:00Z"),
        ("2026-11-24T19:00:00+07:00", "2026-11-23T22:00:00Z"),
        ("2026-11-24T07:00:00-05:00", "2026-11-23T22:00:00Z"),
        ("2026-11-24T12:00:00.123Z", "2026-11-23T22:00:00Z"),
        ("2026-11-24T12:00:00", "2026-11-23T22:00:00Z"),  # without a zone, read as UTC
        ("2027-11-24T12:00:00Z", "2026-11-23T22:00:00Z"),  # the repository's clock is a year ahead
        (
            "2025-11-24T12:00:00Z",
            "2025-11-23T22:00:00Z",
        ),  # or behind: it stamps records by that clock
        ("0001-01-01T00:00:00Z", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_the_start_of_the_next_list_by_second(began: str, since: str) -> None:
    assert next_from_date(began, True, NOW) == since


@pytest.mark.parametrize(
    ("began", "since"),
    [("2026-11-24T00:30:00Z", "2026-11-23"), ("2027-01-01T00:00:00Z", "2026-11-23"), ("x", "")],
)
def test_the_start_of_the_next_list_by_day(began: str, since: str) -> None:
    assert next_from_date(began, False, NOW) == since


def test_titles_that_move_to_a_page_already_read_stay(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    """The list is paged by OFFSET, and titles are deleted while it is read."""
    provider.deleted_record = "no"
    harvest_server.add(provider.url)
    harvest_server.read()

    def deletes(page: int, _reply: Reply) -> None:
        if page == 0:
            provider.faults.pop()
            for number in (1, 2):
                provider.delete(number)

    provider.faults.append(deletes)
    assert (
        harvest_server.read().removed == 0
    )  # 1 and 2 were read before their deletion, 6 and 7 never
    assert set(harvest_server.titles()) >= set(expected(provider))
    assert harvest_server.read().removed == 0
    assert harvest_server.read().removed == 2
    assert harvest_server.titles() == expected(provider)


def test_missed_titles_cause_a_complete_run_soon(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    """A repository that reports deletions is read completely once a week and after a miss."""
    harvest_server.add(provider.url)
    harvest_server.read()
    harvest_server.clock.advance(days=8)
    provider.titles.pop(3)
    provider.dates.pop(3)  # it is deleted without a report
    assert (harvest_server.read().removed, harvest_server.titles().get("3")) == (0, "Title 3")
    assert harvest_server.read().removed == 1
    assert harvest_server.titles() == expected(provider)


def test_half_a_catalogue_is_removed_only_after_confirmation(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    provider.deleted_record = "no"
    harvest_server.add(provider.url)
    harvest_server.read()
    for number in range(1, 7):
        provider.delete(number)
    harvest_server.read()
    for _ in range(2):
        run = harvest_server.read()
        assert (run.removed, run.held) == (0, 6)
        assert "6 of 12 titles" in run.fault
        assert "--yes" in run.fault
        assert len(harvest_server.titles()) == 12
    with harvest_server.database.write() as connection:
        upstream.allow_removal(connection, "koha", harvest_server.clock())
    run = harvest_server.read()
    assert (run.removed, run.fault) == (6, "")
    assert harvest_server.titles() == expected(provider)
    with harvest_server.database.read() as connection:
        known = upstream.find_source(connection, "koha")
    assert known and not known.options.allowed  # the permission counts once


def _size(reply: Reply, size: bytes) -> None:
    reply.body = reply.body.replace(
        b"<resumptionToken>", b'<resumptionToken completeListSize="' + size + b'">'
    )


def test_a_list_shorter_than_its_stated_size_removes_nothing(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    provider.deleted_record = "no"
    harvest_server.add(provider.url)
    harvest_server.read()

    def ends(page: int, reply: Reply) -> None:
        _size(reply, b"12")
        if page == 1:
            head, _, _ = reply.body.partition(b"<resumptionToken")
            reply.body = head + b"</ListRecords></OAI-PMH>"

    provider.faults.append(ends)
    for _ in range(3):
        run = harvest_server.read()
        assert "ended after 10 of 12 records" in run.fault
    assert harvest_server.titles() == expected(provider)


def test_an_estimated_list_size_is_not_a_fault(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    provider.faults.append(lambda _page, reply: _size(reply, b"900"))
    harvest_server.add(provider.url)
    assert harvest_server.read().fault == ""


@pytest.mark.parametrize("status", [400, 404, 410, 422])
def test_a_token_rejected_by_http_counts_as_expired(
    harvest_server: HarvestServer, provider: Provider, status: int
) -> None:
    def refuses(page: int, reply: Reply) -> None:
        if page == 1:
            reply.status = status
            provider.faults.pop()

    provider.faults.append(refuses)
    harvest_server.add(provider.url)
    assert harvest_server.read().fault == ""
    assert harvest_server.titles() == expected(provider)


def test_a_rejected_date_is_repeated_by_day_and_then_left_out(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    harvest_server.add(provider.url)
    harvest_server.read()
    provider.add_title(3, "Another title 3")

    def refuses(_page: int, reply: Reply) -> None:
        if "from" in provider.requests[-1]:
            reply.body = provider.page('<error code="badArgument">from</error>')

    provider.faults.append(refuses)
    run = harvest_server.read()
    assert (run.fault, run.removed) == ("", 0)
    assert harvest_server.titles() == expected(provider)


def test_another_order_of_subjects_and_items_is_not_a_change(harvest_server: HarvestServer) -> None:
    orders = [("a", "b"), ("b", "a")]

    def shuffled() -> Iterator[BibliographicRecord]:
        """Return two different records with one control number, and one record twice."""
        for title in ("A", "B", "B"):
            orders.reverse()
            yield BibliographicRecord("1", title, subjects=orders[0])

    first = ingest(harvest_server.database, "s", shuffled(), harvest_server.clock)
    assert (first.added, first.unchanged) == (2, 1)
    again = ingest(harvest_server.database, "s", shuffled(), harvest_server.clock)
    assert (again.changed, again.added, again.unchanged) == (0, 0, 3)


def test_items_at_unknown_branches_are_counted(harvest_server: HarvestServer) -> None:
    branch = Branch("pusat", "Pusat", aliases=("CPL",))
    copies = (Item("cpl", barcode="1"), Item("MPL", barcode="2"), Item("", barcode="3"))
    ingest(harvest_server.database, "library", iter([branch]), harvest_server.clock)
    run = ingest(
        harvest_server.database,
        "s",
        iter([BibliographicRecord("1", "A", items=copies)]),
        harvest_server.clock,
    )
    assert (run.added, run.rejected) == (1, 0)
    with harvest_server.database.read() as connection:
        [reject] = rejects_of_last_run(connection, "s")
        [thing] = feed.load_entities(connection, FeedKind.COPIES)
    assert "1 copies are at unknown branches: “MPL” (1)" in reject["reason"]
    assert isinstance(thing, SourcedCopies)
    assert [each.branch for each in thing.copies.items] == ["pusat", "MPL", ""]
