"""Registering at a kiosk without a server, and at one with a server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.registrations import Registration
from kiosk.domain.reservations import BookingStatus, Refusal
from kiosk.errors import ReservationRefused
from kiosk.protocol.messages import Action, CancelOrder, RegisterOrder
from kiosk.services.bookings.calendar_event import MAX_BYTES, encode_calendar_event
from kiosk.services.bookings.registration_service import RegistrationService
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.store import programs
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, outbox

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TEN = Interval(NOW + timedelta(hours=1), NOW + timedelta(hours=2))
CIRCLE = Program("circle", "2026-11-24", "Circle", TEN, seats=2, source="calendar")
CONFIRMED, REQUESTED = BookingStatus.CONFIRMED, BookingStatus.REQUESTED
WAITING, REFUSED = BookingStatus.WAITING, BookingStatus.REFUSED


class Desk:
    """A kiosk at nine o'clock."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.registrations = RegistrationService(database)
        self.codes = ReservationService(database)
        self.change(CIRCLE)

    def change(self, program: Program) -> None:
        with self.database.write() as connection:
            programs.save_programs(connection, "calendar", [(program, repr(program).encode())])

    def register(self) -> Registration:
        return self.registrations.register(CIRCLE.key, NOW)

    def look_up(self, made: Registration, now: datetime = NOW) -> tuple[BookingStatus, int]:
        found = self.codes.find(made.code, now).reserved
        assert isinstance(found, Registration)
        return found.status, found.place

    def orders(self) -> list[outbox.OutboxOrder]:
        with self.database.read() as connection:
            return outbox.list_next_orders(connection, 100)

    def pair(self, *seats: int) -> None:
        with self.database.write() as connection:
            feed_state.start_feed(connection, "feed")
            leases.replace_seat_leases(connection, [(CIRCLE.key, seat) for seat in seats])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    database = Database(tmp_path)
    yield Desk(database)
    database.close()


def test_seats_are_assigned_before_places_on_the_waiting_list(desk: Desk) -> None:
    made = [desk.register() for _ in range(4)]
    assert [each.status for each in made] == [CONFIRMED, CONFIRMED, WAITING, WAITING]
    assert [each.place for each in made] == [0, 0, 1, 2]
    assert len({each.code for each in made}) == 4
    assert desk.registrations.standing(CIRCLE, NOW).waiting == 2
    assert desk.orders() == [], "there is no server to be told"


def test_a_cancelled_seat_goes_to_the_next_on_the_waiting_list(desk: Desk) -> None:
    first, _, third, fourth = (desk.register() for _ in range(4))
    desk.codes.cancel(first.code, NOW)
    assert desk.look_up(third) == (CONFIRMED, 0)
    assert desk.look_up(fourth) == (WAITING, 1)
    with pytest.raises(ReservationRefused):
        desk.look_up(first)


def test_leaving_the_waiting_list_moves_the_others_up(desk: Desk) -> None:
    _, _, third, fourth = (desk.register() for _ in range(4))
    desk.codes.cancel(third.code, NOW)
    assert desk.look_up(fourth) == (WAITING, 1)


def test_new_seats_go_to_the_waiting_list_first(desk: Desk) -> None:
    third = [desk.register() for _ in range(3)][2]
    desk.change(Program("circle", "2026-11-24", "Circle", TEN, seats=3, source="calendar"))
    assert desk.register().status is WAITING
    assert desk.look_up(third) == (CONFIRMED, 0)


def test_the_waiting_list_ends_when_the_program_starts(desk: Desk) -> None:
    third = [desk.register() for _ in range(3)][2]
    assert desk.look_up(third, TEN.start) == (REFUSED, 0)
    with pytest.raises(ReservationRefused) as refused:
        desk.registrations.register(CIRCLE.key, TEN.start)
    assert refused.value.reason == Refusal.PROGRAM_STARTED


def test_registering_for_an_unknown_program_is_refused(desk: Desk) -> None:
    with pytest.raises(ReservationRefused) as refused:
        desk.registrations.register("calendar\x1fother\x1f", NOW)
    assert refused.value.reason == Refusal.UNKNOWN_PROGRAM


def test_a_cancelled_program_is_reported(desk: Desk) -> None:
    made = desk.register()
    with desk.database.write() as connection:
        programs.delete_program(connection, "calendar", "circle", "2026-11-24")
    with pytest.raises(ReservationRefused) as refused:
        desk.codes.find(made.code, NOW)
    assert refused.value.reason == Refusal.UNKNOWN_PROGRAM


def test_a_registration_cannot_be_checked_in(desk: Desk) -> None:
    with pytest.raises(ReservationRefused) as refused:
        desk.codes.check_in(desk.register().code, NOW)
    assert refused.value.reason == Refusal.NO_CHECK_IN


def test_a_leased_seat_is_promised_and_others_are_requested(desk: Desk) -> None:
    desk.pair(2)
    first, second = desk.register(), desk.register()
    assert (first.status, first.seat) == (CONFIRMED, 2)
    assert (second.status, second.seat) == (REQUESTED, None)
    told = [RegisterOrder.model_validate_json(each.body) for each in desk.orders()]
    assert [(each.id, each.seat) for each in told] == [(first.id, 2), (second.id, None)]


def test_a_cancelled_leased_seat_can_be_promised_again(desk: Desk) -> None:
    desk.pair(2)
    first = desk.register()
    desk.codes.cancel(first.code, NOW)
    assert desk.register().seat == 2
    assert [each.action for each in desk.orders()] == [
        Action.REGISTER,
        Action.CANCEL,
        Action.REGISTER,
    ]
    assert CancelOrder.model_validate_json(desk.orders()[1].body).id == first.id


def test_a_kiosk_with_a_server_assigns_no_unleased_seats(desk: Desk) -> None:
    desk.pair()
    made = desk.register()
    assert desk.look_up(made) == (REQUESTED, 0)


@pytest.mark.parametrize("title", ["Circle", "Lingkaran " * 60, "حلقة القراءة " * 60])
def test_the_calendar_event_is_valid_and_small(title: str) -> None:
    program = Program("circle", "", title, TEN, location="Room 1", source="calendar")
    text = encode_calendar_event(program, UTC, NOW)
    assert len(text.encode()) <= MAX_BYTES
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert event.decoded("dtstart") == TEN.start
    assert event.decoded("dtend") == TEN.end
    assert title.startswith(str(event["summary"]).rstrip("…"))


def test_an_all_day_event_has_days(tmp_path: Path) -> None:
    day = Interval(datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 26, tzinfo=UTC))
    program = Program("fair", "", "Book fair", day, all_day=True)
    event = Calendar.from_ical(encode_calendar_event(program, UTC, NOW)).walk("VEVENT")[0]
    assert str(event.decoded("dtstart")) == "2026-11-24"
    assert str(event.decoded("dtend")) == "2026-11-26"
