"""Opening a program by touch, and filling programs with registrations."""

from datetime import timedelta

from kiosk.services.bookings.program_search import ProgramSearch
from kiosk.services.bookings.registration_service import RegistrationService
from kiosk.store.database import Database
from kiosk.testing import journey
from kiosk.testing.visitor import Visitor
from tests.journeys.conftest import NOW


def open_program(visitor: Visitor) -> None:
    """Open, by touch, the first program of today for which visitors can register."""
    visitor.tap("door-programs")
    journey.open_program(visitor)
    assert visitor.sees("register")


def fill(database: Database, waiting: int = 0) -> None:
    """Register other visitors for all seats of today's programs that have seats."""
    keeper = RegistrationService(database)
    for program in ProgramSearch(database).between(NOW, NOW + timedelta(days=1)):
        if program.seats and program.interval.start > NOW:
            for _ in range(program.seats + waiting):
                keeper.register(program.key, NOW)
