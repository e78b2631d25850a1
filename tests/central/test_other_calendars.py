"""Spaces that another system owns: its calendar is read, and an old reading promises nothing."""

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from kiosk.central.bookings.blocks import covered_reservations
from kiosk.central.feed import feed
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.upstream import SourceKind
from kiosk.domain.branches import WeeklyHours
from kiosk.domain.space_blocks import SpaceBlocks
from kiosk.domain.spaces import SpaceOwner
from kiosk.protocol.messages import FeedKind
from tests.central.harvest_server import HarvestServer
from tests.central.library import ROOMS, Library
from tests.central.provider import Reply, web_server

NAME = "koha"  # of the source that HarvestServer adds
LENT = WeeklyHours(1, time(14), time(16))  # a Tuesday
OWNED = replace(ROOMS[0], names=(("en", "Studio"),), owner=SpaceOwner(NAME, (LENT,)))


class OtherSystem:
    """A system that books rooms and has a calendar; times are hours of 24 November 2026 in UTC."""

    def __init__(self) -> None:
        self.taken: list[tuple[int, int, str]] = []
        self.status = 200
        self.more = ""
        self.asked: list[str] = []

    def serve(
        self, _path: str, _query: dict[str, str], headers: dict[str, str], reply: Reply
    ) -> None:
        self.asked.append(headers.get("if-none-match", ""))
        tag = f'"{hash((*self.taken, self.more))}"'
        reply.headers["ETag"] = tag
        reply.status = self.status
        if self.status == 200 and self.asked[-1] == tag:
            reply.status = 304
        elif self.status == 200:
            events = "".join(
                f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:20261124T{start:02}0000Z\r\n"
                f"DTEND:20261124T{end:02}0000Z\r\nSUMMARY:Budi\r\nLOCATION:{room}\r\nEND:VEVENT\r\n"
                for n, (start, end, room) in enumerate(self.taken)
            )
            reply.body = f"BEGIN:VCALENDAR\r\n{events}{self.more}END:VCALENDAR\r\n".encode()


@pytest.fixture
def library(harvest_server: HarvestServer, tmp_path: Path) -> Library:
    library = Library(harvest_server.database, tmp_path / "snapshots", harvest_server.clock)
    with library.database.write() as connection:
        feed.publish(connection, [OWNED], library.server.clock())
    return library


@pytest.fixture
def system() -> OtherSystem:
    return OtherSystem()


def outcome(library: Library, start: float, end: float) -> str:
    return library.status(library.reserve(library.pair(), start, end))


def test_its_times_are_refused_and_others_confirmed_while_the_reading_is_fresh(
    library: Library, harvest_server: HarvestServer, system: OtherSystem
) -> None:
    system.taken = [(11, 13, "Studio"), (18, 19, "Elsewhere")]
    with web_server(system.serve) as url:
        harvest_server.add(url, SourceKind.TIMES)
        run = harvest_server.read()
        assert run.fault == ""
        notes = " ".join(str(each.reason) for each in run.rejects)
        assert "1 times in 1 rooms were read." in notes
        assert "“Elsewhere” is no room here" in notes
    assert outcome(library, 11, 12) == "refused"
    assert outcome(library, 18, 19) == "confirmed"


def test_without_a_fresh_reading_a_request_waits_and_the_next_reading_decides(
    library: Library, harvest_server: HarvestServer, system: OtherSystem
) -> None:
    early = library.reserve(library.pair(), 11, 12)
    assert library.status(early) == "requested", "the calendar was never read"
    with web_server(system.serve) as url:
        harvest_server.add(url, SourceKind.TIMES)
        harvest_server.read()
        assert library.status(early) == "confirmed"
        system.status = 503
        for _ in range(3):
            harvest_server.clock.advance(hours=1)
            harvest_server.harvester.harvest_due()
        waiting = library.reserve(library.pair(), 16.5, 17.5)
        lost = library.reserve(library.pair(), 19, 19.5)
        assert library.status(waiting) == library.status(lost) == "requested"
        system.status, system.taken = 200, [(19, 20, "room1")]
        harvest_server.read()
    assert (library.status(waiting), library.status(lost)) == ("confirmed", "refused")


def test_an_unchanged_calendar_counts_as_read(
    library: Library, harvest_server: HarvestServer, system: OtherSystem
) -> None:
    with web_server(system.serve) as url:
        harvest_server.add(url, SourceKind.TIMES)
        for _ in range(4):
            harvest_server.read()
        assert system.asked[-1], "only changes were asked for"
    assert outcome(library, 17, 18) == "confirmed"


@pytest.mark.parametrize("lost", ["BEGIN:VEVENT\r\nUID:x\r\nDTSTART:soon\r\nEND:VEVENT\r\n"])
def test_a_calendar_that_is_not_understood_promises_nothing(
    library: Library, harvest_server: HarvestServer, system: OtherSystem, lost: str
) -> None:
    system.taken, system.more = [(11, 12, "room1")], lost
    with web_server(system.serve) as url:
        harvest_server.add(url, SourceKind.TIMES)
        run = harvest_server.read()
    assert "requests wait for staff" in " ".join(str(each.reason) for each in run.rejects)
    assert outcome(library, 11, 12) == "refused", "what was understood counts"
    assert outcome(library, 17, 18) == "requested"


def test_a_page_that_is_no_calendar_is_a_fault_and_changes_nothing(
    library: Library, harvest_server: HarvestServer, system: OtherSystem
) -> None:
    system.taken = [(17, 18, "room1")]
    with web_server(system.serve) as url:
        harvest_server.add(url, SourceKind.TIMES)
        harvest_server.read()
    with web_server(lambda _p, _q, _h, reply: setattr(reply, "body", b"<html>Sign in")) as url:
        harvest_server.add(url, SourceKind.TIMES)
        assert "No time in this calendar could be read." in harvest_server.read().fault
    assert outcome(library, 17, 18) == "refused"


def test_only_lent_times_are_leased_and_they_are_firm(
    library: Library, harvest_server: HarvestServer, system: OtherSystem
) -> None:
    kiosk = library.pair()
    days = [library.grant(kiosk) for _ in range(2)][-1]
    leases = [each for each in days.leases if each.space == "room1"]
    assert [(each.start.hour, each.end.hour) for each in leases] == [(14, 16)]
    system.taken = [(13, 15, "room1")]
    with web_server(system.serve) as url:
        harvest_server.add(url, SourceKind.TIMES)
        harvest_server.read()
    harvest_server.clock.advance(hours=3)  # the reading is old
    promised = library.reserve(kiosk, 14, 14.5, promised=True)
    assert library.status(promised) == "confirmed"
    assert outcome(library, 13, 14) == "refused"
    asked = library.reserve(kiosk, 15, 15.5)
    assert library.status(asked) == "confirmed", "lent, and its buffer too"
    assert outcome(library, 17, 18) == "requested"


def test_leases_outside_the_lent_times_are_recalled_when_a_space_gets_an_owner(
    library: Library,
) -> None:
    with library.database.write() as connection:
        feed.publish(connection, [ROOMS[0]], library.server.clock())
    kiosk = library.pair()
    first = library.grant(kiosk)
    room = next(r for r in ("room1", "room2") if library.is_lent(first, 10, 12, r))
    owned = next(replace(each, owner=OWNED.owner) for each in ROOMS if each.code == room)
    with library.database.write() as connection:
        feed.publish(connection, [owned], library.server.clock())
    second = library.grant(kiosk, first.epoch)
    assert not library.is_lent(second, 10, 10.5, room)
    assert library.is_lent(second, 14, 16, room)


def test_staff_may_approve_what_an_old_reading_leaves_open(
    library: Library, harvest_server: HarvestServer
) -> None:
    from kiosk.central.bookings import arbitration

    asked = library.reserve(library.pair(), 17, 18)
    with library.database.write() as connection:
        assert arbitration.approve_request(connection, asked, library.server.clock())
    assert library.status(asked) == "confirmed"


def test_a_booking_there_over_one_of_ours_is_told_to_staff(
    library: Library, harvest_server: HarvestServer, system: OtherSystem
) -> None:
    with web_server(system.serve) as url:
        harvest_server.add(url, SourceKind.TIMES)
        harvest_server.read()
        made = library.reserve(library.pair(), 17, 18)
        system.taken = [(17, 19, "room1")]
        harvest_server.read()
    with library.database.read() as connection:
        found = covered_reservations(connection, [OWNED], library.server.clock())
    assert [each.reservation.id for each in found] == [made]
    assert library.status(made) == "confirmed"


def test_no_title_of_a_booking_is_stored(
    library: Library, harvest_server: HarvestServer, system: OtherSystem
) -> None:
    system.taken = [(17, 18, "room1")]
    with web_server(system.serve) as url:
        harvest_server.add(url, SourceKind.TIMES)
        harvest_server.read()
    with library.database.read() as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM entity").scalars()
        rejects = connection.exec_driver_sql("SELECT raw FROM source_reject").scalars()
        assert not any("Budi" in str(each) for each in (*bodies, *rejects))


def test_a_calendar_of_one_room_needs_no_places(
    library: Library, harvest_server: HarvestServer, system: OtherSystem
) -> None:
    system.taken = [(17, 18, "")]
    with web_server(system.serve) as url:
        harvest_server.add(url, SourceKind.TIMES, space="room1")
        harvest_server.read()
    assert outcome(library, 17, 18) == "refused"


def test_a_removed_source_frees_its_times(
    library: Library, harvest_server: HarvestServer, system: OtherSystem
) -> None:
    system.taken = [(17, 18, "room1")]
    with web_server(system.serve) as url:
        harvest_server.add(url, SourceKind.TIMES)
        harvest_server.read()
    upstream.delete_source(library.database, NAME, library.server.clock())
    with library.database.read() as connection:
        assert not any(
            isinstance(each, SpaceBlocks)
            for each in feed.load_entities(connection, FeedKind.SPACE_BLOCKS)
        )
    assert outcome(library, 17, 18) == "requested", "nothing is known of the space any more"
