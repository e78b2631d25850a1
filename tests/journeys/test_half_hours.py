"""The times that the screen of spaces offers are half hours of the local clock."""

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


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Asia/Jakarta", "11:30"), ("Asia/Kathmandu", "10:30"), ("Australia/Adelaide", "15:00")],
)
def test_they_are_half_hours_of_the_clock_on_the_wall(
    database: Database, zone: str, shown: str
) -> None:
    branch, translator = Branch("b", "B", zone), Translator(("id",), "id")
    reservations = Reservations(ReservationService(database), branch, translator, lambda: NOW)
    spaces = SpacesModel(
        SpaceAvailability(database, branch), reservations, branch, translator, lambda: NOW
    )
    spaces.move(30)
    assert spaces.momentName.endswith(shown.replace(":", "."))


def test_a_room_that_is_free_at_midnight_can_be_chosen(database: Database) -> None:
    hours = tuple(WeeklyHours(day, time(18, 30), time(1)) for day in range(7))
    branch, translator = Branch("late", "Late", hours=hours), Translator(("en",), "en")
    with database.write() as connection:
        places.save_branch(connection, branch)
        places.save_space(
            connection, Space("r", "late", "R", policy=ReservationPolicy(timedelta(hours=1)))
        )
    evening = datetime(2026, 11, 24, 20, tzinfo=UTC)
    reservations = Reservations(ReservationService(database), branch, translator, lambda: evening)
    spaces = SpacesModel(
        SpaceAvailability(database, branch), reservations, branch, translator, lambda: evening
    )
    spaces.move(240)
    assert spaces.rows.shown_rows()[0].free
    spaces.openSpace("r")
    assert spaces.slots.shown_rows()[spaces.slotOfMoment].start == "23:30"
