"""Harvesting OAI-PMH repositories over HTTP."""

from collections.abc import Iterator

import pytest

from kiosk.central.database import CentralDatabase
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.harvester import Harvester
from kiosk.central.harvesting.ingest import last_runs, rejects_of_last_run
from tests.central.harvest_server import HarvestServer
from tests.central.provider import Provider, Reply, repository


@pytest.fixture
def provider() -> Iterator[Provider]:
    with repository() as found:
        yield found


def expected(provider: Provider) -> dict[str, str]:
    return {str(number): title for number, title in provider.titles.items()}


def test_all_pages_of_a_repository_are_harvested(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    harvest_server.add(provider.url)
    run = harvest_server.read()
    assert harvest_server.titles() == expected(provider)
    assert (run.read, run.added, run.fault) == (12, 12, "")
    assert len(provider.list_requests()) == 3


def test_marc_is_preferred_if_offered(harvest_server: HarvestServer, provider: Provider) -> None:
    harvest_server.add(provider.url)
    harvest_server.read()
    assert provider.list_requests()[0]["metadataPrefix"] == "marcxml"


def test_dublin_core_is_used_if_there_is_nothing_better(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    provider.formats = ("oai_dc", "mods")
    harvest_server.add(provider.url)
    harvest_server.read()
    assert provider.list_requests()[0]["metadataPrefix"] == "oai_dc"
    assert harvest_server.titles() == expected(provider)


def test_a_repository_with_other_formats_only_is_reported(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    provider.formats = ("mods",)
    harvest_server.add(provider.url)
    assert "neither MARCXML nor Dublin Core" in harvest_server.read().fault


def test_the_next_run_requests_only_changes(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    harvest_server.add(provider.url)
    harvest_server.read()
    provider.today = "2026-11-22"
    provider.add_title(3, "Another title 3")
    run = harvest_server.read()
    assert (
        provider.list_requests()[3]["from"] == "2026-11-19"
    )  # a margin of one day, because its granularity is a day
    assert (run.changed, run.unchanged) == (1, 11)
    assert harvest_server.titles() == expected(provider)
    run = harvest_server.read()
    assert provider.list_requests()[-1]["from"] == "2026-11-21"
    assert run.read == 1


def test_an_empty_list_of_changes_is_not_a_fault(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    harvest_server.add(provider.url)
    harvest_server.read()
    provider.today = "2026-11-28"
    harvest_server.read()
    run = harvest_server.read()
    assert (run.read, run.fault) == (0, "")
    assert harvest_server.titles() == expected(provider)


def test_records_deleted_at_the_source_are_removed(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    harvest_server.add(provider.url)
    harvest_server.read()
    provider.today = "2026-11-22"
    provider.delete(4)
    run = harvest_server.read()
    assert (run.removed, run.rejected) == (1, 0)
    assert harvest_server.titles() == expected(provider)


def test_a_repository_that_reports_no_deletions_is_read_completely(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    provider.deleted_record = "no"
    harvest_server.add(provider.url)
    harvest_server.read()
    provider.delete(4)
    provider.titles[5] = "Edited under its old date"
    run = harvest_server.read()
    assert (run.changed, run.missed, run.removed) == (1, 1, 0)
    assert (
        harvest_server.read().removed == 1
    )  # it may only have moved to a page that was already read
    assert all("from" not in each for each in provider.list_requests())
    assert harvest_server.titles() == expected(provider)


def test_every_repository_is_read_completely_once_a_week(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    harvest_server.add(provider.url)
    harvest_server.read()
    provider.titles[5] = "Edited under its old date"
    harvest_server.read()
    harvest_server.clock.advance(days=7)
    harvest_server.read()
    assert harvest_server.titles() == expected(provider)


def test_a_list_that_expires_is_restarted(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    def expires(page: int, reply: Reply) -> None:
        if page == 2:
            reply.body = provider.page('<error code="badResumptionToken">too late</error>')
            provider.faults.pop()

    provider.faults.append(expires)
    harvest_server.add(provider.url)
    run = harvest_server.read()
    assert run.fault == ""
    assert harvest_server.titles() == expected(provider)
    assert (run.added, run.unchanged) == (12, 10)  # the first two pages were read twice


def test_a_list_that_always_expires_is_a_fault_that_removes_nothing(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    provider.deleted_record = "no"
    harvest_server.add(provider.url)
    harvest_server.read()
    before = harvest_server.titles()
    provider.delete(1)

    def expires(page: int, reply: Reply) -> None:
        if page:
            reply.body = provider.page('<error code="badResumptionToken"/>')

    provider.faults.append(expires)
    assert "expired" in harvest_server.read().fault
    assert harvest_server.titles() == before


def test_a_malformed_record_is_rejected_alone(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    def breaks(page: int, reply: Reply) -> None:
        reply.body = reply.body.replace(b"Title 7</subfield>", b"Title 7</subfeld>")

    provider.faults.append(breaks)
    harvest_server.add(provider.url)
    run = harvest_server.read()
    assert run.rejected == 1
    assert set(harvest_server.titles()) == set(expected(provider)) - {"7"}
    with harvest_server.database.read() as connection:
        [reject] = rejects_of_last_run(connection, "koha")
    assert reject["where"] == "oai:library:7"


def test_a_title_that_becomes_malformed_stays_unchanged(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    provider.deleted_record = "no"
    harvest_server.add(provider.url)
    harvest_server.read()

    def breaks(page: int, reply: Reply) -> None:
        reply.body = reply.body.replace(b"Title 7</subfield>", b"Title 7</subfeld>")

    provider.faults.append(breaks)
    assert harvest_server.read().removed == 0
    assert harvest_server.titles() == expected(provider)


@pytest.mark.parametrize("kept", [0, 40, 700, -1, -12])
def test_a_truncated_page_is_requested_again(
    harvest_server: HarvestServer, provider: Provider, kept: int
) -> None:
    def cuts(page: int, reply: Reply) -> None:
        if page == 1:
            reply.body = reply.body[:kept]
            provider.faults.pop()

    provider.faults.append(cuts)
    harvest_server.add(provider.url)
    assert harvest_server.read().fault == ""
    assert harvest_server.titles() == expected(provider)


def test_a_page_that_stays_damaged_ends_the_run_and_earlier_pages_are_kept(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    def cuts(page: int, reply: Reply) -> None:
        if page == 1:
            reply.body = b"<html>Fatal error: Allowed memory size exhausted"

    provider.faults.append(cuts)
    harvest_server.add(provider.url)
    run = harvest_server.read()
    assert "the answer is damaged" in run.fault
    with harvest_server.database.read() as connection:
        [last_run] = last_runs(connection)
    assert last_run["fault"] == run.fault
    assert last_run["finished"] is None


def test_a_stalled_connection_is_closed_and_the_page_requested_again(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    def stalls(page: int, reply: Reply) -> None:
        if page == 1:
            reply.stalls = 500
            provider.faults.pop()

    provider.faults.append(stalls)
    harvest_server.add(provider.url)
    assert harvest_server.read().fault == ""
    assert harvest_server.slept == [1.0]
    assert harvest_server.titles() == expected(provider)


def test_a_source_that_always_stalls_is_reported_and_retried_soon(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    def stalls(page: int, reply: Reply) -> None:
        reply.stalls = 10

    provider.faults.append(stalls)
    harvest_server.add(provider.url)
    assert "it stopped answering" in harvest_server.read().fault
    harvest_server.clock.advance(minutes=14)
    assert harvest_server.harvester.harvest_due() == []
    provider.faults.clear()
    harvest_server.clock.advance(minutes=1)
    [run] = harvest_server.harvester.harvest_due()
    assert run.fault == ""


def test_retry_after_of_a_busy_source_is_obeyed(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    def busy(page: int, reply: Reply) -> None:
        reply.status, reply.headers = 503, {"Retry-After": "7"}
        provider.faults.pop()

    provider.faults.append(busy)
    harvest_server.add(provider.url)
    assert harvest_server.read().fault == ""
    assert harvest_server.slept == [7.0]


def test_a_list_that_repeats_its_pages_is_abandoned(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    def circle(page: int, reply: Reply) -> None:
        reply.body = reply.body.replace(
            b"</ListRecords>", b"<resumptionToken>marcxml||5</resumptionToken></ListRecords>"
        )

    provider.faults.append(circle)
    harvest_server.add(provider.url)
    assert "circles" in harvest_server.read().fault


def test_a_source_that_is_suddenly_empty_removes_nothing(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    provider.deleted_record = "no"
    harvest_server.add(provider.url)
    harvest_server.read()
    before = harvest_server.titles()
    provider.titles.clear()
    assert "before, it listed 12" in harvest_server.read().fault
    assert harvest_server.titles() == before


def test_an_endless_answer_is_abandoned(harvest_server: HarvestServer, provider: Provider) -> None:
    def swells(page: int, reply: Reply) -> None:
        reply.body += b" " * 2_000_000

    provider.faults.append(swells)
    harvest_server.add(provider.url)
    assert "larger than" in harvest_server.read().fault


def test_the_error_message_of_a_repository_is_reported(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    def refuses(page: int, reply: Reply) -> None:
        reply.body = provider.page('<error code="badArgument">no set &quot;x&quot;</error>')

    provider.faults.append(refuses)
    harvest_server.add(provider.url, set="x")
    assert 'badArgument: no set "x"' in harvest_server.read().fault


def test_an_unreachable_address_is_reported(harvest_server: HarvestServer) -> None:
    harvest_server.add("http://127.0.0.1:9/oai")
    assert "cannot be reached" in harvest_server.read().fault


def test_a_bad_address_is_reported(harvest_server: HarvestServer) -> None:
    harvest_server.add("gopher://library/oai")
    assert "not an address" in harvest_server.read().fault


def test_a_source_is_read_by_one_process_at_a_time(
    harvest_server: HarvestServer, provider: Provider, central_url: str
) -> None:
    harvest_server.add(provider.url)
    other = Harvester(CentralDatabase(central_url), harvest_server.clock, harvest_server.fetcher)
    assert harvest_server.harvester.claim() is not None
    assert other.harvest_due() == []
    harvest_server.clock.advance(minutes=16)  # the first process died
    [run] = other.harvest_due()
    assert run.fault == ""


def test_deleting_a_source_removes_its_titles(
    harvest_server: HarvestServer, provider: Provider
) -> None:
    harvest_server.add(provider.url)
    harvest_server.read()
    assert upstream.delete_source(harvest_server.database, "koha", harvest_server.clock())
    assert harvest_server.titles() == {}
