"""Spaces of LibreBooking and LibCal: they are asked before anything is promised."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from kiosk.central.bookings import arbitration
from kiosk.central.feed import feed
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.domain.branches import WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.space_blocks import SpaceBlocks
from kiosk.domain.spaces import SpaceOwner
from kiosk.protocol.messages import FeedKind
from tests.central.harvest_server import HarvestServer
from tests.central.library import ROOMS, Library
from tests.central.room_stubs import (
    ACCOUNT,
    EMAIL,
    ROOM,
    LibCalStub,
    LibreBookingStub,
    RoomStub,
    room_stub,
)

NAME = "rooms"
LENT = WeeklyHours(1, time(14), time(16))  # a Tuesday
GRACE = replace(ROOMS[0].policy, check_in_grace=timedelta(minutes=15))
OWNED = replace(ROOMS[0], owner=SpaceOwner(NAME, (LENT,)), policy=GRACE)


@pytest.fixture(params=[LibreBookingStub, LibCalStub])
def there(request: pytest.FixtureRequest) -> Iterator[RoomStub]:
    """Yield the other system, which owns room1 and calls it 12."""
    with room_stub(request.param()) as stub:
        yield stub


class Rooms:
    """A server whose room1 belongs to ``there``, and a kiosk; times are hours of a day."""

    def __init__(self, here: HarvestServer, there: RoomStub, folder: Path) -> None:
        self.here, self.there = here, there
        self.library = Library(here.database, folder, here.clock)
        self.library.server.ask_owners(here.harvester.owners)
        user, password = ACCOUNT
        url = there.url.replace("//", f"//{user}:{password.replace(' ', '%20')}@")
        options = SourceOptions(system=there.name, rooms={"room1": ROOM}, settings={"email": EMAIL})
        made = Upstream(NAME, SourceKind.TIMES, url, timedelta(hours=1), here.clock(), options)
        with here.database.write() as connection:
            feed.publish(connection, [OWNED], here.clock())
            upstream.save_source(connection, made)
        self.kiosk = self.library.pair()

    def reserve(self, start: float, end: float) -> str:
        """Reserve a time at the kiosk and wait until the other system has been asked."""
        id = self.library.reserve(self.kiosk, start, end)
        self.here.harvester.owners.wait()
        return id

    def status(self, id: str) -> str:
        return self.library.status(id)

    def wait(self, **length: float) -> None:
        """Let time pass, then do what is due."""
        self.here.clock.advance(**length)
        self.here.harvester.owners.look()
        self.here.harvester.owners.wait()

    def cancel(self, id: str) -> None:
        self.library.cancel(self.kiosk, id)
        self.here.harvester.owners.wait()

    def book_there(self, start: float, end: float) -> None:
        assert self.there.book(ROOM, self.library.moment(start), self.library.moment(end))

    def read(self) -> str:
        """Read the bookings of the other system; return what staff are told."""
        run = self.here.read()
        assert run.fault == ""
        return " ".join(str(each.reason) for each in run.rejects)

    def busy(self) -> list[Interval]:
        with self.here.database.read() as connection:
            found = feed.load_entities(connection, FeedKind.SPACE_BLOCKS)
        return [b.interval for each in found if isinstance(each, SpaceBlocks) for b in each.blocks]


@pytest.fixture
def rooms(harvest_server: HarvestServer, there: RoomStub, tmp_path: Path) -> Rooms:
    return Rooms(harvest_server, there, tmp_path / "snapshots")


def test_a_time_is_booked_there_before_it_is_promised(rooms: Rooms) -> None:
    id = rooms.reserve(10, 11)
    assert rooms.status(id) == "confirmed"
    [made] = rooms.there.kiosk_bookings()
    assert (made.room, made.start) == (ROOM, rooms.library.moment(10))
    assert made.end == rooms.library.moment(11)
    rooms.read()
    assert rooms.busy() == [], "our own booking does not stand in the way of itself"
    assert rooms.status(id) == "confirmed"


def test_a_time_that_it_does_not_give_is_refused_with_other_times(rooms: Rooms) -> None:
    rooms.book_there(10, 12)
    id = rooms.reserve(10.5, 11)
    assert rooms.status(id) == "refused"
    near = rooms.library.decided_reservation(id).alternatives
    assert near and all(each.start != rooms.library.moment(10.5) for each in near)
    assert rooms.there.kiosk_bookings() == []


def test_without_an_answer_nothing_is_promised_until_there_is_one(rooms: Rooms) -> None:
    rooms.there.down = True
    id = rooms.reserve(17, 18)
    lent = rooms.reserve(14, 15)
    assert rooms.status(id) == "requested"
    assert rooms.status(lent) == "confirmed", "lent hours need no answer"
    rooms.there.down = False
    rooms.wait(minutes=10)
    assert rooms.status(id) == "confirmed"
    assert len(rooms.there.kiosk_bookings()) == 1, "nothing was asked about lent hours"


@pytest.mark.parametrize("fault", ["silent", "deaf", "late", 502])
def test_a_lost_answer_neither_books_twice_nor_leaves_anything(
    rooms: Rooms, fault: str | int
) -> None:
    rooms.there.faults = [fault]
    id = rooms.reserve(17, 18)
    assert rooms.status(id) == "requested"
    rooms.wait(minutes=1)
    rooms.there.catch_up()
    for _ in range(3):
        rooms.wait(minutes=5)
    assert rooms.status(id) == "confirmed"
    assert len(rooms.there.kiosk_bookings()) == 1


@pytest.mark.parametrize("fault", ["silent", "deaf", "late"])
def test_a_visitor_who_cancels_before_the_answer_leaves_no_booking(
    rooms: Rooms, fault: str
) -> None:
    rooms.there.faults = [fault]
    id = rooms.reserve(17, 18)
    rooms.cancel(id)
    rooms.wait(minutes=1)
    rooms.there.catch_up()
    for _ in range(3):
        rooms.wait(minutes=15)
    assert rooms.there.kiosk_bookings() == []
    assert rooms.reserve(17, 18) and len(rooms.there.kiosk_bookings()) == 1


def test_a_request_that_was_late_and_repeated_is_found_by_its_reference(rooms: Rooms) -> None:
    rooms.there.faults = ["late"]
    id = rooms.reserve(17, 18)
    rooms.there.overtaken = rooms.there.expired = True
    rooms.wait(minutes=10)
    assert rooms.status(id) == "confirmed"
    assert len(rooms.there.kiosk_bookings()) == 1


def test_a_booking_that_appears_long_after_it_was_given_up_is_cancelled(rooms: Rooms) -> None:
    rooms.there.faults = ["late"]
    id = rooms.reserve(17, 18)
    rooms.cancel(id)
    rooms.wait(minutes=20)
    rooms.there.catch_up()
    assert len(rooms.there.kiosk_bookings()) == 1
    rooms.read()
    rooms.wait(seconds=1)
    assert rooms.there.kiosk_bookings() == []


def test_cancelling_and_not_coming_are_sent_on_and_retried(rooms: Rooms) -> None:
    gone, absent = rooms.reserve(10, 11), rooms.reserve(17, 18)
    rooms.there.down = True
    rooms.cancel(gone)
    assert len(rooms.there.kiosk_bookings()) == 2
    rooms.there.down = False
    rooms.wait(minutes=6)
    assert [e.start for e in rooms.there.kiosk_bookings()] == [rooms.library.moment(17)]
    start = rooms.library.moment(17) - rooms.here.clock()
    rooms.wait(seconds=start.total_seconds() + 14 * 60)
    assert rooms.status(absent) == "confirmed"
    rooms.wait(minutes=2)
    rooms.wait(seconds=1)
    assert rooms.status(absent) == "released"
    assert rooms.there.kiosk_bookings() == []


def test_what_is_cancelled_or_moved_there_is_refused_here(rooms: Rooms) -> None:
    kept, gone, moved = rooms.reserve(10, 11), rooms.reserve(17, 18), rooms.reserve(18.5, 19.5)
    rooms.read()
    _, second, third = rooms.there.kiosk_bookings()
    second.state = "cancelled"
    third.start = rooms.library.moment(19)
    rooms.read()
    assert [rooms.status(e) for e in (kept, gone, moved)] == ["confirmed", "refused", "refused"]
    assert len(rooms.there.kiosk_bookings()) == 2, "what was moved is theirs"


def test_a_booking_that_someone_there_approves_waits_for_it(rooms: Rooms) -> None:
    rooms.there.pending = True
    first, second = rooms.reserve(10, 11), rooms.reserve(17, 18)
    assert rooms.status(first) == rooms.status(second) == "requested"
    rooms.there.kiosk_bookings()[0].state = "booked"
    rooms.there.kiosk_bookings()[1].state = "cancelled"
    rooms.wait(minutes=2)
    assert (rooms.status(first), rooms.status(second)) == ("confirmed", "refused")


def test_staff_who_move_a_reservation_move_its_booking(rooms: Rooms) -> None:
    id = rooms.reserve(10, 11)
    later = Interval(rooms.library.moment(10.5), rooms.library.moment(11.5))
    with rooms.here.database.write() as connection:
        arbitration.move_reservation(connection, id, "room1", later, rooms.here.clock())
    rooms.wait(seconds=1)
    rooms.wait(seconds=5)
    assert rooms.status(id) == "confirmed"
    [made] = rooms.there.kiosk_bookings()
    assert made.start == later.start


def test_its_bookings_take_the_room_and_name_nobody(rooms: Rooms) -> None:
    rooms.book_there(10, 12)
    rooms.book_there(13, 17)
    notes = rooms.read()
    assert "2 bookings in 1 rooms were read." in notes
    m = rooms.library.moment
    expected = [(m(10), m(12)), (m(13), m(14)), (m(16), m(17))]  # without the lent hours
    assert [(each.start, each.end) for each in rooms.busy()] == expected
    asked = len(rooms.there.bodies)
    assert rooms.status(rooms.reserve(10, 11)) == "refused"
    assert len(rooms.there.bodies) == asked, "what is known to be taken is not asked"


def test_bookings_of_kiosks_that_nobody_knows_are_told_to_staff(rooms: Rooms) -> None:
    rooms.there.book(
        ROOM, rooms.library.moment(10), rooms.library.moment(11), "Kiosk 0123456789abcdef"
    )
    assert "1 bookings of kiosks are not known here" in rooms.read()
    assert len(rooms.busy()) == 1


def test_nothing_about_a_visitor_leaves(rooms: Rooms) -> None:
    id = rooms.reserve(10, 11)
    rooms.cancel(id)
    sent = " ".join(rooms.there.bodies)
    assert "123456" not in sent and id not in sent
    assert sum(ACCOUNT[1] in each for each in rooms.there.bodies) == rooms.there.signed_in


def test_a_wrong_password_is_told_without_it(rooms: Rooms) -> None:
    with rooms.here.database.write() as connection:
        known = upstream.find_source(connection, NAME)
        assert known
        wrong = known.address.replace("s3cret", "other")
        upstream.save_source(connection, replace(known, url=wrong))
    run = rooms.here.read()
    assert "does not accept the account" in run.fault
    assert "other" not in run.fault
    id = rooms.reserve(10, 11)
    assert rooms.status(id) == "requested"


def test_staff_may_approve_what_the_system_does_not_answer(rooms: Rooms) -> None:
    rooms.there.down = True
    id = rooms.reserve(10, 11)
    with rooms.here.database.write() as connection:
        assert arbitration.approve_request(connection, id, rooms.here.clock())
    rooms.there.down = False
    rooms.book_there(10, 11)  # staff have entered it themselves
    rooms.wait(minutes=10)
    assert rooms.status(id) == "confirmed"
    assert rooms.there.kiosk_bookings() == []
