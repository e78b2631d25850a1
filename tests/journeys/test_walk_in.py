"""Visitors without a reservation: a room at once, closed hours, and clocks set back."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.app import Kiosk, application
from kiosk.domain.branches import Branch, Closure, WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus
from kiosk.domain.spaces import ReservationPolicy, Space
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store import places
from kiosk.store.database import Database
from kiosk.testing.visitor import PORTRAIT, Visitor
from tests.journeys.conftest import Listener, Open, open_code, reserve_room
from tests.journeys.keys import choose

ROOM = Space("r", "b", "Room", policy=ReservationPolicy(check_in_grace=timedelta(minutes=15)))
DAILY = tuple(WeeklyHours(day, time(8), time(18)) for day in range(7))
ALWAYS = tuple(WeeklyHours(day, time(0), time(0)) for day in range(7))
TUESDAY = datetime(2026, 11, 24, tzinfo=UTC)

OpenAt = Callable[..., Visitor]


@pytest.fixture
def open_at(tmp_path: Path) -> Iterator[OpenAt]:
    """Return a function that opens a kiosk of a library with one room and given hours."""
    application()
    opened: list[tuple[Kiosk, Database]] = []

    def open_(
        now: datetime,
        hours: tuple[WeeklyHours, ...] = DAILY,
        closures: tuple[Closure, ...] = (),
        zone: str = "UTC",
        room: Space = ROOM,
        language: str = "en",
    ) -> Visitor:
        database = Database(tmp_path / str(len(opened)))
        with database.write() as connection:
            places.save_branch(connection, Branch("b", "B", zone, hours=hours, closures=closures))
            places.save_space(connection, room)
        settings = Settings(
            data_dir=database.path.parent, branch="b", languages=(language,), double_tap_ms=0
        )
        kiosk = Kiosk(settings, database, Speaker(), lambda: now, PORTRAIT)
        kiosk.attend()
        opened.append((kiosk, database))
        visitor = Visitor(kiosk)
        visitor.settle()
        return visitor

    yield open_
    for kiosk, database in opened:
        kiosk.close()
        database.close()


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return TUESDAY.replace(hour=hour, minute=minute, second=second)


def plain(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\u2068\u2069"))).replace("\u202f", " ")


def made_in(visitor: Visitor) -> tuple[BookingStatus, Interval]:
    reserved = visitor.kiosk.reservations.reservation
    assert reserved is not None
    return reserved.status, reserved.interval


def test_a_room_that_is_reserved_now_is_checked_in_by_that(open_at: OpenAt) -> None:
    visitor = open_at(at(16, 20))
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    assert visitor.text("slot-0") == "Now"
    visitor.tap("slot-0")
    assert plain(visitor.text("wish")).endswith("from now")
    usual = visitor.sees("confirm-reservation")
    assert usual
    assert usual.property("until") == "until 17:30"
    visitor.tap("confirm-reservation")
    assert made_in(visitor) == (BookingStatus.CHECKED_IN, Interval(at(16, 20), at(17, 30)))
    assert plain(visitor.kiosk.reservations.confirmation.text).endswith("16:20 – 17:30")
    assert visitor.kiosk.reservations.confirmation.title == "Your room is ready"
    assert visitor.text("reservation-time") == "Today, now until 17:30"
    assert visitor.text("reservation-explanation") == "You are checked in: just go in."
    code = visitor.kiosk.reservations.code
    visitor.tap("reserved-done")
    open_code(visitor, code)
    assert visitor.text("found").startswith("Checked in")
    assert not visitor.sees("check-in")
    assert visitor.sees("cancel-it")


def test_by_ear_and_keypad_it_is_the_same(open_kiosk: Open) -> None:
    visitor = open_kiosk()
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    reserve_room_by_keys(visitor)
    said = plain(listener.since())
    assert "now – " in said
    assert "You are checked in" in said
    assert made_in(visitor)[0] is BookingStatus.CHECKED_IN


def reserve_room_by_keys(visitor: Visitor) -> None:
    choose(visitor, "door-spaces")
    rows = visitor.kiosk.spaces.rows.shown_rows()
    choose(visitor, f"space-{[row.code for row in rows].index('belajar-1')}")
    choose(visitor, "slot-0")
    choose(visitor, "confirm-reservation")


def test_nobody_else_gets_the_room_after_the_time_to_check_in(
    visitor: Visitor, database: Database
) -> None:
    reserve_room(visitor)
    reserved = visitor.kiosk.reservations.reservation
    assert reserved is not None
    later = reserved.interval.start + timedelta(minutes=25)
    kept = ReservationService(database).find(reserved.code, later).reserved
    assert kept.status is BookingStatus.CHECKED_IN


@pytest.mark.parametrize(
    ("now", "slot", "until", "lengths"),
    [
        (at(16, 0), 30, at(17, 0), ["30 minutes", "1 hour", "1 hour 30 minutes", "2 hours"]),
        (
            at(16, 10),
            30,
            at(17, 0),
            ["20 minutes", "50 minutes", "1 hour 20 minutes", "1 hour 50 minutes"],
        ),
        (at(16, 29, 40), 30, at(17, 30), ["1 minute", "30 minutes", "1 hour", "1 hour 30 minutes"]),
        (at(17, 40), 30, at(18, 0), ["20 minutes"]),
        (at(17, 59, 59), 30, at(18, 0), ["1 minute"]),
        (at(16, 20), 60, at(17, 0), ["40 minutes", "1 hour 40 minutes"]),
        (at(16, 7), 15, at(17, 0), [f"{n} minutes" for n in (8, 23, 38, 53)]),
    ],
)
def test_a_slot_under_way_counts_from_now(
    open_at: OpenAt, now: datetime, slot: int, until: datetime, lengths: list[str]
) -> None:
    visitor = open_at(
        now, room=Space("r", "b", "Room", policy=ReservationPolicy(timedelta(minutes=slot)))
    )
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    visitor.tap("slot-0")
    offered = [choice.label for choice in visitor.kiosk.reservations.lengths.shown_rows()]
    assert offered[: len(lengths)] == lengths
    visitor.tap("confirm-reservation")
    assert made_in(visitor) == (BookingStatus.CONFIRMED, Interval(now, until))


def test_a_time_to_come_is_not_checked_in(open_at: OpenAt) -> None:
    visitor = open_at(at(16, 20))
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    visitor.tap("slot-1")
    visitor.tap("confirm-reservation")
    assert made_in(visitor) == (BookingStatus.CONFIRMED, Interval(at(16, 30), at(17, 30)))
    assert "16:45" in visitor.text("reservation-explanation")


WEEKDAYS = tuple(hours for hours in DAILY if hours.weekday < 5)


@pytest.mark.parametrize(
    ("now", "hours", "closures", "opens", "free"),
    [
        (at(5, 0), DAILY, (), "Opens again: 08:00.", "Closed until 08:00"),
        (
            at(19, 0),
            DAILY,
            (),
            "Opens again: Wednesday 25 November 2026, 08:00.",
            "Free all day",
        ),
        (
            at(19, 0) + timedelta(days=3),  # a Friday
            WEEKDAYS,
            (),
            "Opens again: Monday 30 November 2026, 08:00.",
            "Free all day",
        ),
        (
            at(12, 0),
            DAILY,
            (Closure(TUESDAY.date(), "Feast"), Closure(TUESDAY.date() + timedelta(days=1))),
            "Opens again: Thursday 26 November 2026, 08:00.",
            "Free all day",
        ),
    ],
)
def test_a_closed_library_says_until_when_and_offers_what_comes_next(
    open_at: OpenAt,
    now: datetime,
    hours: tuple[WeeklyHours, ...],
    closures: tuple[Closure, ...],
    opens: str,
    free: str,
) -> None:
    visitor = open_at(now, hours, closures)
    visitor.tap("door-spaces")
    assert plain(visitor.text("spaces-summary")).endswith(opens)
    [row] = visitor.kiosk.spaces.rows.shown_rows()
    assert plain(row.condition) == free
    visitor.tap("space-0")
    assert plain(visitor.text("slot-0")) == "08:00"
    visitor.tap("slot-0")
    visitor.tap("confirm-reservation")
    assert made_in(visitor)[0] is BookingStatus.CONFIRMED


@pytest.mark.parametrize(
    ("zone", "evening", "twice"),
    [
        ("Europe/Berlin", datetime(2026, 10, 24, 20, tzinfo=UTC), "02:00"),
        ("America/New_York", datetime(2026, 11, 1, 2, tzinfo=UTC), "01:30"),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 12, tzinfo=UTC), "01:30"),
        ("Africa/Casablanca", datetime(2026, 2, 14, 22, tzinfo=UTC), "02:00"),
    ],
)
def test_the_hour_that_comes_twice_is_told_apart(
    open_at: OpenAt, zone: str, evening: datetime, twice: str
) -> None:
    policy = ReservationPolicy(max_length=timedelta(minutes=30))
    visitor = open_at(evening, ALWAYS, zone=zone, room=Space("r", "b", "Room", policy=policy))
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    visitor.kiosk.spaces.moveSlotsDay(1)
    visitor.settle()
    rows = visitor.kiosk.spaces.slots.shown_rows()
    starts = [plain(row.start) for row in rows]
    assert len(set(starts)) == len(starts)
    places = [place for place, start in enumerate(starts) if start.startswith(twice)]
    assert len(places) == 2
    told, listener = [], Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    for place in reversed(places):  # what is reserved leaves the list
        choose(visitor, f"slot-{place}")
        choose(visitor, "confirm-reservation")
        shown = plain(visitor.kiosk.reservations.confirmation.text)
        assert shown in plain(listener.since().replace(" | ", " "))
        told.append(shown)
        choose(visitor, "reserved-done")
        choose(visitor, "door-spaces")
        choose(visitor, "space-0")
        visitor.kiosk.spaces.moveSlotsDay(1)
        visitor.settle()
    assert all(twice in words for words in told)
    assert told[0] != told[1]
