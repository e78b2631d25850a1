"""The moments at which spaces are looked at."""

from datetime import UTC, datetime

import pytest

from kiosk.domain.branches import Branch
from kiosk.services.keep_reservations import KeepReservations
from kiosk.services.list_spaces import ListSpaces
from kiosk.store.database import Database
from kiosk.ui.reservations import Reservations
from kiosk.ui.spaces import SpacesModel
from kiosk.ui.translator import Translator

NOW = datetime(2026, 11, 24, 4, 20, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Asia/Jakarta", "11:30"), ("Asia/Kathmandu", "10:30"), ("Australia/Adelaide", "15:00")],
)
def test_they_are_half_hours_of_the_clock_on_the_wall(
    database: Database, zone: str, shown: str
) -> None:
    branch, translator = Branch("b", "B", zone), Translator(("id",), "id")
    reservations = Reservations(KeepReservations(database), branch, translator, lambda: NOW)
    spaces = SpacesModel(
        ListSpaces(database, branch), reservations, branch, translator, lambda: NOW
    )
    spaces.move(30)
    assert spaces.momentName.endswith(shown.replace(":", "."))
