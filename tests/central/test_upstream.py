"""Sources that the server reads by itself: OAI-PMH, over real HTTP."""

from collections.abc import Iterator

import pytest

from kiosk.central.database import CentralDatabase
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.ingest import last_runs, rejects_of
from kiosk.central.harvesting.upstream import Reader
from tests.central.provider import Provider, Reply, repository
from tests.central.shelf import Shelf


@pytest.fixture
def provider() -> Iterator[Provider]:
    with repository() as found:
        yield found


def expected(provider: Provider) -> dict[str, str]:
    return {str(number): title for number, title in provider.titles.items()}


def test_a_repository_is_harvested_over_all_its_pages(shelf: Shelf, provider: Provider) -> None:
    shelf.add(provider.url)
    run = shelf.read()
    assert shelf.titles() == expected(provider)
    assert (run.read, run.added, run.fault) == (12, 12, "")
    assert len(provider.lists()) == 3


def test_marc_is_asked_for_where_it_is_offered(shelf: Shelf, provider: Provider) -> None:
    shelf.add(provider.url)
    shelf.read()
    assert provider.lists()[0]["metadataPrefix"] == "marcxml"


def test_dublin_core_is_taken_where_there_is_nothing_better(
    shelf: Shelf, provider: Provider
) -> None:
    provider.formats = ("oai_dc", "mods")
    shelf.add(provider.url)
    shelf.read()
    assert provider.lists()[0]["metadataPrefix"] == "oai_dc"
    assert shelf.titles() == expected(provider)


def test_a_repository_of_other_formats_only_is_told_to_staff(
    shelf: Shelf, provider: Provider
) -> None:
    provider.formats = ("mods",)
    shelf.add(provider.url)
    assert "neither MARCXML nor Dublin Core" in shelf.read().fault


def test_only_changes_are_asked_for_the_next_time(shelf: Shelf, provider: Provider) -> None:
    shelf.add(provider.url)
    shelf.read()
    provider.today = "2026-11-22"
    provider.put(3, "Another title 3")
    run = shelf.read()
    assert provider.lists()[3]["from"] == "2026-11-19"  # a day's margin: days are its finest
    assert (run.changed, run.unchanged) == (1, 11)
    assert shelf.titles() == expected(provider)
    run = shelf.read()
    assert provider.lists()[-1]["from"] == "2026-11-21"
    assert run.read == 1


def test_nothing_new_is_no_fault(shelf: Shelf, provider: Provider) -> None:
    shelf.add(provider.url)
    shelf.read()
    provider.today = "2026-11-28"
    shelf.read()
    run = shelf.read()
    assert (run.read, run.fault) == (0, "")
    assert shelf.titles() == expected(provider)


def test_what_was_deleted_at_the_source_goes(shelf: Shelf, provider: Provider) -> None:
    shelf.add(provider.url)
    shelf.read()
    provider.today = "2026-11-22"
    provider.delete(4)
    run = shelf.read()
    assert (run.removed, run.rejected) == (1, 0)
    assert shelf.titles() == expected(provider)


def test_without_word_of_deletions_all_is_read_and_compared(
    shelf: Shelf, provider: Provider
) -> None:
    provider.deleted_record = "no"
    shelf.add(provider.url)
    shelf.read()
    provider.delete(4)
    provider.titles[5] = "Edited under its old date"
    run = shelf.read()
    assert (run.changed, run.missed, run.removed) == (1, 1, 0)
    assert shelf.read().removed == 1  # it may only have moved to a page that was read before
    assert all("from" not in each for each in provider.lists())
    assert shelf.titles() == expected(provider)


def test_all_is_read_once_a_week_whatever_the_source_says(shelf: Shelf, provider: Provider) -> None:
    shelf.add(provider.url)
    shelf.read()
    provider.titles[5] = "Edited under its old date"
    shelf.read()
    shelf.clock.forward(days=7)
    shelf.read()
    assert shelf.titles() == expected(provider)


def test_a_list_that_expires_is_begun_again(shelf: Shelf, provider: Provider) -> None:
    def expires(page: int, reply: Reply) -> None:
        if page == 2:
            reply.body = provider._page('<error code="badResumptionToken">too late</error>')
            provider.faults.pop()

    provider.faults.append(expires)
    shelf.add(provider.url)
    run = shelf.read()
    assert run.fault == ""
    assert shelf.titles() == expected(provider)
    assert (run.added, run.unchanged) == (12, 10)  # the first two pages came twice


def test_a_list_that_always_expires_is_a_fault_that_removes_nothing(
    shelf: Shelf, provider: Provider
) -> None:
    provider.deleted_record = "no"
    shelf.add(provider.url)
    shelf.read()
    before = shelf.titles()
    provider.delete(1)

    def expires(page: int, reply: Reply) -> None:
        if page:
            reply.body = provider._page('<error code="badResumptionToken"/>')

    provider.faults.append(expires)
    assert "expired" in shelf.read().fault
    assert shelf.titles() == before


def test_a_malformed_record_is_a_reject_and_the_rest_is_taken(
    shelf: Shelf, provider: Provider
) -> None:
    def breaks(page: int, reply: Reply) -> None:
        reply.body = reply.body.replace(b"Title 7</subfield>", b"Title 7</subfeld>")

    provider.faults.append(breaks)
    shelf.add(provider.url)
    run = shelf.read()
    assert run.rejected == 1
    assert set(shelf.titles()) == set(expected(provider)) - {"7"}
    with shelf.database.read() as connection:
        [reject] = rejects_of(connection, "koha")
    assert reject["where"] == "oai:library:7"


def test_a_title_that_is_malformed_one_day_stays_as_it_was(
    shelf: Shelf, provider: Provider
) -> None:
    provider.deleted_record = "no"
    shelf.add(provider.url)
    shelf.read()

    def breaks(page: int, reply: Reply) -> None:
        reply.body = reply.body.replace(b"Title 7</subfield>", b"Title 7</subfeld>")

    provider.faults.append(breaks)
    assert shelf.read().removed == 0
    assert shelf.titles() == expected(provider)


@pytest.mark.parametrize("kept", [0, 40, 700, -1, -12])
def test_a_page_that_is_cut_short_is_asked_for_again(
    shelf: Shelf, provider: Provider, kept: int
) -> None:
    def cuts(page: int, reply: Reply) -> None:
        if page == 1:
            reply.body = reply.body[:kept]
            provider.faults.pop()

    provider.faults.append(cuts)
    shelf.add(provider.url)
    assert shelf.read().fault == ""
    assert shelf.titles() == expected(provider)


def test_a_page_that_stays_damaged_ends_the_run_and_what_came_is_kept(
    shelf: Shelf, provider: Provider
) -> None:
    def cuts(page: int, reply: Reply) -> None:
        if page == 1:
            reply.body = b"<html>Fatal error: Allowed memory size exhausted"

    provider.faults.append(cuts)
    shelf.add(provider.url)
    run = shelf.read()
    assert "the answer is damaged" in run.fault
    with shelf.database.read() as connection:
        [told] = last_runs(connection)
    assert told["fault"] == run.fault
    assert told["finished"] is None


def test_a_stalled_socket_is_given_up_and_the_page_asked_for_again(
    shelf: Shelf, provider: Provider
) -> None:
    def stalls(page: int, reply: Reply) -> None:
        if page == 1:
            reply.stalls = 500
            provider.faults.pop()

    provider.faults.append(stalls)
    shelf.add(provider.url)
    assert shelf.read().fault == ""
    assert shelf.slept == [1.0]
    assert shelf.titles() == expected(provider)


def test_a_source_that_always_stalls_is_told_and_tried_again_soon(
    shelf: Shelf, provider: Provider
) -> None:
    def stalls(page: int, reply: Reply) -> None:
        reply.stalls = 10

    provider.faults.append(stalls)
    shelf.add(provider.url)
    assert "it stopped answering" in shelf.read().fault
    shelf.clock.forward(minutes=14)
    assert shelf.reader.read_due() == []
    provider.faults.clear()
    shelf.clock.forward(minutes=1)
    [run] = shelf.reader.read_due()
    assert run.fault == ""


def test_a_busy_source_is_waited_for_as_long_as_it_asks(shelf: Shelf, provider: Provider) -> None:
    def busy(page: int, reply: Reply) -> None:
        reply.status, reply.headers = 503, {"Retry-After": "7"}
        provider.faults.pop()

    provider.faults.append(busy)
    shelf.add(provider.url)
    assert shelf.read().fault == ""
    assert shelf.slept == [7.0]


def test_a_list_that_goes_round_in_circles_is_left(shelf: Shelf, provider: Provider) -> None:
    def circle(page: int, reply: Reply) -> None:
        reply.body = reply.body.replace(
            b"</ListRecords>", b"<resumptionToken>marcxml||5</resumptionToken></ListRecords>"
        )

    provider.faults.append(circle)
    shelf.add(provider.url)
    assert "circles" in shelf.read().fault


def test_a_source_that_is_empty_all_of_a_sudden_removes_nothing(
    shelf: Shelf, provider: Provider
) -> None:
    provider.deleted_record = "no"
    shelf.add(provider.url)
    shelf.read()
    before = shelf.titles()
    provider.titles.clear()
    assert "held 12 before" in shelf.read().fault
    assert shelf.titles() == before


def test_an_answer_without_end_is_cut_off(shelf: Shelf, provider: Provider) -> None:
    def swells(page: int, reply: Reply) -> None:
        reply.body += b" " * 2_000_000

    provider.faults.append(swells)
    shelf.add(provider.url)
    assert "larger than" in shelf.read().fault


def test_a_repository_that_refuses_is_told_with_its_own_words(
    shelf: Shelf, provider: Provider
) -> None:
    def refuses(page: int, reply: Reply) -> None:
        reply.body = provider._page('<error code="badArgument">no set &quot;x&quot;</error>')

    provider.faults.append(refuses)
    shelf.add(provider.url, set="x")
    assert 'badArgument: no set "x"' in shelf.read().fault


def test_nobody_at_the_address_is_told(shelf: Shelf) -> None:
    shelf.add("http://127.0.0.1:9/oai")
    assert "cannot be reached" in shelf.read().fault


def test_an_address_that_is_none_is_told(shelf: Shelf) -> None:
    shelf.add("gopher://library/oai")
    assert "no address" in shelf.read().fault


def test_a_source_is_read_by_one_process_at_a_time(
    shelf: Shelf, provider: Provider, central_url: str
) -> None:
    shelf.add(provider.url)
    other = Reader(CentralDatabase(central_url), shelf.clock, shelf.fetcher)
    assert shelf.reader._claim() is not None
    assert other.read_due() == []
    shelf.clock.forward(minutes=16)  # the first one died
    [run] = other.read_due()
    assert run.fault == ""


def test_a_source_that_is_taken_away_takes_its_titles_with_it(
    shelf: Shelf, provider: Provider
) -> None:
    shelf.add(provider.url)
    shelf.read()
    assert upstream.remove(shelf.database, "koha", shelf.clock())
    assert shelf.titles() == {}
