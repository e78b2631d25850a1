"""Sources that the server reads by itself: OAI-PMH and files by URL, over real HTTP."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.central import feed, upstream
from kiosk.central.database import CentralDatabase
from kiosk.central.download import Fetcher, Patience
from kiosk.central.ingest import Run, last_runs
from kiosk.central.upstream import Options, Reader, SourceKind, Upstream
from kiosk.errors import SourceError
from kiosk.protocol import bodies
from kiosk.protocol.messages import Kind
from tests.central.conftest import StoppedClock
from tests.central.provider import Provider, Reply, answering, repository

_HOUR = timedelta(hours=1)


class Shelf:
    """The records of the server, and a source that is read into it."""

    def __init__(self, database: CentralDatabase, clock: StoppedClock) -> None:
        self.database = database
        self.clock = clock
        self.slept: list[float] = []
        patience = Patience(connect=2, silence=0.5, size=1_000_000, pauses=(1.0, 2.0))
        self.fetcher = Fetcher(patience, self.slept.append)
        self.reader = Reader(database, clock, self.fetcher)

    def add(self, url: str, kind: SourceKind = SourceKind.OAI, **options: str) -> None:
        source = Upstream("koha", kind, url, _HOUR, self.clock(), Options.model_validate(options))
        with self.database.write() as connection:
            upstream.put(connection, source)

    def read(self) -> Run:
        """What is due, after an hour."""
        self.clock.forward(hours=1)
        [run] = self.reader.read_due()
        return run

    def titles(self) -> dict[str, str]:
        with self.database.read() as connection:
            keys = feed.keys_of(connection, Kind.RECORD, "")
            found = [feed.thing(connection, Kind.RECORD, key) for key in keys]
        return {
            each.record.source_id.rpartition(":")[2]: each.record.title
            for each in found
            if isinstance(each, bodies.SourcedRecord)
        }


@pytest.fixture
def shelf(central: CentralDatabase, clock: StoppedClock) -> Iterator[Shelf]:
    shelf = Shelf(central, clock)
    yield shelf
    shelf.fetcher.close()


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
    assert all("from" not in each for each in provider.lists())
    assert (run.changed, run.removed) == (1, 1)
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
        [reject] = upstream.rejects(connection, "koha")
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
    with shelf.database.write() as connection:
        assert upstream.remove(connection, "koha", shelf.clock())
    assert shelf.titles() == {}


# --- files by URL -----------------------------------------------------------------

_EVENT = (
    "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261201T090000Z\r\n"
    "DTEND:20261201T100000Z\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
)


class Calendar:
    """A calendar on a web server that knows what it said before."""

    def __init__(self) -> None:
        self.events = {"1": "Reading circle", "2": "Batik"}
        self.version = 1
        self.sent = 0

    def __call__(
        self, _path: str, _query: dict[str, str], headers: dict[str, str], reply: Reply
    ) -> None:
        etag = f'"{self.version}"'
        reply.headers["ETag"] = etag
        if headers.get("if-none-match") == etag:
            reply.status = 304
            return
        self.sent += 1
        events = "".join(_EVENT.format(uid=uid, title=t) for uid, t in self.events.items())
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n{events}END:VCALENDAR\r\n"
        reply.body = text.encode()


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def calendar_url(calendar: Calendar) -> Iterator[str]:
    with answering(calendar) as url:
        yield f"{url}/programs.ics"


def programs(shelf: Shelf) -> set[str]:
    with shelf.database.read() as connection:
        keys = feed.keys_of(connection, Kind.PROGRAM, "")
        found = [feed.thing(connection, Kind.PROGRAM, key) for key in keys]
    return {each.program.title for each in found if isinstance(each, bodies.SourcedProgram)}


def test_a_calendar_is_read_by_its_address(shelf: Shelf, calendar_url: str) -> None:
    shelf.add(calendar_url, SourceKind.FILE)
    assert shelf.read().added == 2
    assert programs(shelf) == {"Reading circle", "Batik"}


def test_an_unchanged_file_is_not_sent_again(
    shelf: Shelf, calendar: Calendar, calendar_url: str
) -> None:
    shelf.add(calendar_url, SourceKind.FILE)
    shelf.read()
    run = shelf.read()
    assert (calendar.sent, run.read, run.fault) == (1, 0, "")
    assert programs(shelf) == {"Reading circle", "Batik"}


def test_an_unchanged_calendar_is_read_daily_because_repeated_programs_go_on(
    shelf: Shelf, calendar: Calendar, calendar_url: str
) -> None:
    shelf.add(calendar_url, SourceKind.FILE)
    shelf.read()
    shelf.clock.forward(days=1)
    shelf.read()
    assert calendar.sent == 2


def test_a_program_that_left_the_calendar_goes(
    shelf: Shelf, calendar: Calendar, calendar_url: str
) -> None:
    shelf.add(calendar_url, SourceKind.FILE)
    shelf.read()
    del calendar.events["2"]
    calendar.version = 2
    assert shelf.read().removed == 1
    assert programs(shelf) == {"Reading circle"}


def test_a_file_of_the_wrong_kind_is_told(shelf: Shelf) -> None:
    def picture(_path: str, _query: object, _headers: object, reply: Reply) -> None:
        reply.body = b"\x89PNG\r\n\x1a\n" + bytes(100)

    with answering(picture) as url:
        shelf.add(f"{url}/poster.png", SourceKind.FILE)
        assert "of no kind that is known" in shelf.read().fault


def test_a_page_that_is_not_there_is_not_asked_for_again(shelf: Shelf) -> None:
    asked = []

    def missing(path: str, _query: object, _headers: object, reply: Reply) -> None:
        asked.append(path)
        reply.status = 404

    with (
        answering(missing) as url,
        pytest.raises(SourceError, match="answered 404"),
        shelf.fetcher.get(f"{url}/gone"),
    ):
        pass
    assert asked == ["/gone"]


def test_the_file_of_an_answer_is_gone_after_its_use(shelf: Shelf, calendar_url: str) -> None:
    with shelf.fetcher.get(calendar_url) as answer:
        path = answer.path
        assert path is not None
        assert path.name == "programs.ics"
    assert not Path(path).exists()
