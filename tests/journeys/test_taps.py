"""How many taps a task takes, from the first screen to its end."""

from kiosk.domain.reservations import BookingStatus
from kiosk.testing.visitor import Visitor


class Counter:
    """Taps for a visitor, and counts the taps."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self.taps = 0

    def tap(self, *names: str) -> None:
        for name in names:
            self._visitor.tap(name)
            self.taps += 1


def test_a_program_of_today_takes_one_tap(visitor: Visitor) -> None:
    counter = Counter(visitor)
    counter.tap("today-0")
    assert visitor.text("program-title")
    assert counter.taps == 1


def test_a_program_on_thursday_takes_three_taps(visitor: Visitor) -> None:
    counter = Counter(visitor)
    counter.tap("door-programs", "day-2", "program-0")
    assert "Thursday 26 November" in visitor.kiosk.programs.summary
    assert visitor.text("program-title")
    assert counter.taps == 3


def test_a_seat_on_thursday_takes_three_taps(visitor: Visitor) -> None:
    counter = Counter(visitor)
    counter.tap("door-programs", "day-2", "register-0")
    assert visitor.text("reservation-code").replace(" ", "") == visitor.kiosk.registrations.code
    assert counter.taps == 3


def test_a_filter_takes_one_tap_and_goes_with_one(visitor: Visitor) -> None:
    visitor.tap("door-programs")
    counter = Counter(visitor)
    counter.tap("kind-workshop")
    assert visitor.kiosk.programs.chosenCount == 1
    counter.tap("kind-workshop")
    assert visitor.kiosk.programs.chosenCount == 0
    assert counter.taps == 2


def test_a_room_now_takes_two_taps(visitor: Visitor) -> None:
    counter = Counter(visitor)
    counter.tap("use-now-0", "confirm-reservation")
    made = visitor.kiosk.reservations.reservation
    assert made is not None
    assert made.status is BookingStatus.CHECKED_IN
    assert visitor.text("reservation-code").replace(" ", "") == made.code
    assert counter.taps == 2


def test_a_room_now_takes_two_taps_on_the_bars(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    counter = Counter(visitor)
    counter.tap("bar-0-free-1", "confirm-reservation")
    assert visitor.text("reservation-time").startswith("Today, now until")
    assert counter.taps == 2


def test_a_room_at_another_time_takes_three_taps(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    counter = Counter(visitor)
    counter.tap("bar-0-free-1", "slot-8", "length-1")
    made = visitor.kiosk.reservations.reservation
    assert made is not None
    assert made.status is BookingStatus.CONFIRMED
    assert counter.taps == 3


def test_a_room_chosen_by_the_kiosk_takes_two_taps(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    counter = Counter(visitor)
    counter.tap("choose-for-me", "confirm-reservation")
    assert visitor.text("reservation-time").startswith("Today, now until")
    assert counter.taps == 2
