"""The times that the screens of spaces show are those of the local clock."""

from datetime import UTC, datetime, time, timedelta

import pytest

from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.spaces import ReservationPolicy, Space
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.space_availability import SpaceAvailability
from kiosk.store import places
from kiosk.store.database import Database
from kiosk.ui.base.translator import Translator
from kiosk.ui.spaces.reservations import Reservations
from kiosk.ui.spaces.spaces import SpacesModel

NOW = datetime(2026, 11, 24, 4, 20, 31, tzinfo=UTC)


def spaces_of(
    database: Database, branch: Branch, now: datetime, language: str, space: Space
) -> SpacesModel:
    """Return the model of a branch with one space, started at ``now``."""
    with database.write() as connection:
        places.save_branch(connection, branch)
        places.save_space(connection, space)
    translator = Translator((language,), language)
    reservations = Reservations(ReservationService(database), branch, translator, lambda: now)
    availability = SpaceAvailability(database, branch)
    spaces = SpacesModel(availability, reservations, branch, translator, lambda: now)
    spaces.start()
    return spaces


@pytest.mark.parametrize(
    ("zone", "now", "next_slot"),
    [
        ("Asia/Jakarta", "11.20", "11.30"),
        ("Asia/Kathmandu", "10.05", "10.30"),
        ("Australia/Adelaide", "14.50", "15.00"),
    ],
)
def test_hours_and_times_are_those_of_the_clock_on_the_wall(
    database: Database, zone: str, now: str, next_slot: str
) -> None:
    hours = tuple(WeeklyHours(day, time(8, 30), time(18)) for day in range(7))
    branch = Branch("b", "B", zone, hours=hours)
    spaces = spaces_of(database, branch, NOW, "id", Space("r", "b", "R"))
    assert spaces.nowText == now
    marks = spaces.hours.shown_rows()
    assert [mark.label for mark in marks][:2] == ["09.00", "10.00"]
    assert marks[0].place == pytest.approx(0.5 / 9.5)
    assert marks[-1].place == 1
    spaces.openSpace("r")
    assert [row.start for row in spaces.slots.shown_rows()][1] == next_slot


def test_a_room_that_is_free_at_midnight_can_be_chosen(database: Database) -> None:
    hours = tuple(WeeklyHours(day, time(18, 30), time(1)) for day in range(7))
    room = Space("r", "late", "R", policy=ReservationPolicy(timedelta(hours=1)))
    branch = Branch("late", "Late", hours=hours)
    evening = datetime(2026, 11, 24, 20, tzinfo=UTC)
    spaces = spaces_of(database, branch, evening, "en", room)
    (row,) = spaces.rows.shown_rows()
    assert row.condition == "Free until 00:30"
    spaces.openSpace("r")
    assert [slot.start for slot in spaces.slots.shown_rows()][-1] == "23:30"


def test_after_midnight_the_evening_goes_on(database: Database) -> None:
    hours = tuple(WeeklyHours(day, time(18), time(2)) for day in range(7))
    night = datetime(2026, 11, 25, 0, 40, tzinfo=UTC)
    branch = Branch("late", "Late", hours=hours)
    spaces = spaces_of(database, branch, night, "en", Space("r", "late", "R"))
    (row,) = spaces.rows.shown_rows()
    assert row.condition == "Free until 02:00"
    spaces.openSpace("r")
    assert [slot.start for slot in spaces.slots.shown_rows()] == ["Now", "01:00", "01:30"]


def test_without_opening_hours_nothing_is_free(database: Database) -> None:
    spaces = spaces_of(database, Branch("b", "B"), NOW, "en", Space("r", "b", "R"))
    (row,) = spaces.rows.shown_rows()
    assert (row.condition, row.free, row.kinds) == ("Closed on this day", False, ())
    assert spaces.summary == "The library is closed at this time."
    spaces.openSpace("r")
    assert len(spaces.slots) == 0
    assert spaces.slotsCount == "No free times on this day. Please choose another day."
