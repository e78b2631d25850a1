"""A room in which a programme is held, or which staff have closed, cannot be reserved then."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from kiosk.domain.branches import WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.space_blocks import Block, SpaceBlocks
from kiosk.domain.spaces import SpaceOwner
from kiosk.store import places, programs, readings, space_blocks
from kiosk.store.database import Database
from kiosk.testing.visitor import LANDSCAPE, Look, Visitor
from tests.journeys.conftest import NOW, ROOM, Listener, Open
from tests.journeys.keys import choose
from tests.journeys.room_bars import part_of, row_of
from tests.journeys.screen_checks import check


def span(first: int, last: int) -> Interval:
    """Return today from one local hour to another."""
    midnight = datetime(2026, 11, 24, tzinfo=UTC) - timedelta(hours=7)
    return Interval(midnight + timedelta(hours=first), midnight + timedelta(hours=last))


@pytest.fixture
def held(database: Database) -> Database:
    """A library with a programme in the room from 10 to 12, named with its branch."""
    location = "Ruang Belajar 1, Perpustakaan Pusat"
    program = Program("talk", "2026-11-24", "Talk", span(10, 12), location=location)
    with database.write() as connection:
        programs.save_programs(connection, "calendar", [(program, b"digest")])
    return database


def offered(visitor: Visitor) -> list[str]:
    return [row.start for row in visitor.kiosk.spaces.slots.shown_rows()]


def test_a_time_of_a_programme_cannot_be_tapped(held: Database, visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    row = visitor.kiosk.spaces.rows.shown_rows()[row_of(visitor)]
    assert row.heldTimes.startswith("Programme: 10:00 – 12:00")
    assert row.freeTimes.startswith("Free: 09:40 – 10:00, 12:00 – 16:00")
    visitor.tap(part_of(visitor, ROOM, "taken"))
    assert visitor.text("wish").endswith("from now"), "the room opens, at no time of the programme"
    assert not {"10:00", "10:30", "11:00", "11:30"} & set(offered(visitor))
    assert "12:00" in offered(visitor)


def test_by_keys_the_page_of_the_room_says_what_is_there(held: Database, visitor: Visitor) -> None:
    choose(visitor, "door-spaces")
    choose(visitor, f"space-{row_of(visitor)}")
    assert visitor.text("held-times").startswith("Programme: 10:00 – 12:00")
    assert "10:30" not in offered(visitor)
    choose(visitor, "confirm-reservation")
    made = visitor.kiosk.reservations.reservation
    assert made is not None
    assert made.interval.end == span(9, 10).end, "the room is given until the programme begins"


def test_by_ear_the_programme_is_heard(held: Database, visitor: Visitor) -> None:
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    choose(visitor, "door-spaces")
    choose(visitor, f"space-{row_of(visitor)}")
    said = listener.since()
    assert "Programme: 10:00" in said
    assert "10:30" not in said


def test_a_room_that_staff_have_closed_says_so(database: Database, visitor: Visitor) -> None:
    with database.write() as connection:
        closed = SpaceBlocks(ROOM, "", (Block(span(9, 13)),))
        space_blocks.save_blocks(connection, closed)
    visitor.tap("door-spaces")
    row = visitor.kiosk.spaces.rows.shown_rows()[row_of(visitor)]
    assert row.condition == "Closed until 13:00"
    assert not row.free
    assert row.heldTimes.startswith("Programme: 16:00 – 17:30")
    assert "Closed: 09:40 – 13:00" in row.heldTimes


@pytest.mark.parametrize(
    ("look", "size"),
    [
        (Look("en"), LANDSCAPE),
        (Look("en", scale=300), (1080, 1920)),
        (Look("ar", "yellow-on-black"), (1366, 768)),
    ],
)
def test_the_screens_hold_together(
    held: Database, open_kiosk: Open, look: Look, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(look, size)
    visitor.tap("door-spaces")
    check(visitor, f"held rooms {look} {size}")
    visitor.tap(f"space-{row_of(visitor)}")
    check(visitor, f"held room {look} {size}")


def own_elsewhere(database: Database, minutes: int) -> None:
    """Let another system own the room; its calendar was read ``minutes`` ago, every 5 minutes."""
    with database.write() as connection:
        room = places.find_space(connection, ROOM)
        assert room
        hours = tuple(WeeklyHours(day, time(8), time(20)) for day in range(7))
        places.save_space(connection, replace(room, owner=SpaceOwner("rooms", hours)))
        at = NOW - timedelta(minutes=minutes)
        readings.save_reading(connection, "rooms", at, timedelta(minutes=5))


@pytest.mark.parametrize(("minutes", "said"), [(9, "Free until 16:00"), (60, "As known at 08:40")])
def test_times_that_were_read_long_ago_are_not_called_free(
    database: Database, visitor: Visitor, minutes: int, said: str
) -> None:
    own_elsewhere(database, minutes)
    visitor.tap("door-spaces")
    row = visitor.kiosk.spaces.rows.shown_rows()[row_of(visitor)]
    assert row.condition == said
    assert row.free == (minutes == 9)
    assert ("free" in row.kinds) == bool(row.freeTimes) == (minutes == 9)
    visitor.tap("need-free-now")
    codes = [each.code for each in visitor.kiosk.spaces.rows.shown_rows()]
    assert (ROOM in codes) == (minutes == 9)
    visitor.kiosk.spaces.openSpace(ROOM)
    assert visitor.kiosk.spaces.space.isOwnedElsewhere
    assert (said in visitor.kiosk.spaces.heldTimes) == (minutes == 60)
    by_ear = {row.freeUntil for row in visitor.kiosk.spaces.slots.shown_rows()}
    assert by_ear == {said} if minutes == 60 else "Free until 16:00" in by_ear
