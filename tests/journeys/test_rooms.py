"""The rooms on one day: bars, needs, the room that the kiosk chooses, and what is reserved."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.store.database import Database
from kiosk.testing.visitor import LANDSCAPE, Look, Visitor
from tests.journeys.conftest import NOW, ROOM, Listener, Open, open_code
from tests.journeys.keys import choose, focused
from tests.journeys.room_bars import part_of, row_of
from tests.journeys.screen_checks import check, clip_of, rect


def take(database: Database, room: str, hour: int, minutes: int = 60) -> None:
    """Reserve ``room`` today from the local ``hour``, as asked yesterday."""
    start = datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=hour - 7)
    wanted = Interval(start, start + timedelta(minutes=minutes))
    ReservationService(database).reserve(room, wanted, NOW - timedelta(days=1))


def test_the_bar_and_the_words_say_the_same(visitor: Visitor, database: Database) -> None:
    take(database, ROOM, 11)
    visitor.tap("door-spaces")
    row = visitor.kiosk.spaces.rows.shown_rows()[row_of(visitor)]
    assert row.condition == "Free until 11:00"
    assert row.freeTimes == "Free: 09:40 – 11:00, 12:00 – 16:00, 17:30 – 20:00"
    assert row.kinds == ("past", "free", "taken", "free", "taken", "free")  # a class from 16:00
    # 8 to 20: 9:40, 11, 12, 16 and 17:30
    assert row.edges == (0, 1389, 2500, 3333, 6667, 7917, 10000)


def test_what_is_taken_now_says_until_when(visitor: Visitor, database: Database) -> None:
    begun = NOW.replace(minute=30)
    ReservationService(database).reserve(ROOM, Interval(begun, begun + timedelta(hours=1)), NOW)
    visitor.tap("door-spaces")
    row = visitor.kiosk.spaces.rows.shown_rows()[row_of(visitor)]
    assert row.condition == "Taken until 10:30"
    assert not row.free
    assert row.kinds == ("past", "taken", "free", "taken", "free")


def test_a_tap_on_the_free_part_and_one_on_the_length_reserve_now(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    visitor.tap(part_of(visitor, ROOM, "free"))
    assert visitor.text("wish").endswith("from now")
    visitor.tap("confirm-reservation")
    made = visitor.kiosk.reservations.reservation
    assert made is not None
    assert (made.space, made.interval.start, made.status) == (ROOM, NOW, BookingStatus.CHECKED_IN)


def test_a_tap_on_a_later_free_part_chooses_its_time(visitor: Visitor, database: Database) -> None:
    take(database, ROOM, 11)
    visitor.tap("door-spaces")
    visitor.tap(part_of(visitor, ROOM, "free", 1))  # from 12 to 16, tapped in the middle
    assert visitor.text("wish").endswith(("from 13:30", "from 14:00"))
    visitor.tap("slot-5")
    start = visitor.kiosk.spaces.slots.shown_rows()[5].start
    assert visitor.text("wish").endswith(start)
    assert focused(visitor) == "confirm-reservation"
    visitor.tap("length-1")
    made = visitor.kiosk.reservations.reservation
    assert made is not None
    assert made.interval.duration == timedelta(minutes=30)


def test_needs_narrow_the_rooms_and_can_be_taken_back(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    spaces = visitor.kiosk.spaces
    everything = spaces.shown
    visitor.tap("need-hearing_loop")
    assert {"Hearing loop"} <= set(spaces.rows.shown_rows()[0].needs)
    assert 0 < spaces.shown < everything
    visitor.tap("need-hearing_loop")
    assert spaces.shown == everything
    visitor.tap("more-needs")
    visitor.tap("need-sewing_machine")
    assert [row.code for row in spaces.rows.shown_rows()] == ["kreasi"]


def test_the_kiosk_chooses_the_smallest_room_that_is_free_and_fits(
    visitor: Visitor, database: Database
) -> None:
    visitor.tap("door-spaces")
    visitor.tap("need-show")  # a screen or a projector
    visitor.tap("choose-for-me")
    assert visitor.kiosk.spaces.space.code == ROOM  # 6 people; the others are larger
    assert visitor.text("wish").endswith("from now")
    visitor.tap("confirm-reservation")
    made = visitor.kiosk.reservations.reservation
    assert made is not None
    assert made.space == ROOM


def test_no_room_is_chosen_where_none_is_free(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    for row in visitor.kiosk.spaces.rows.shown_rows():
        if row.free:
            visitor.kiosk.spaces.useNow(row.code)
            visitor.kiosk.reservations.reserve(1)
    visitor.tap("choose-for-me")
    assert "is free now" in visitor.text("no-room")
    assert visitor.sees("choose-for-me")


def test_another_day_says_so_and_has_no_present(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    spaces = visitor.kiosk.spaces
    visitor.tap(f"day-{spaces.days.shown_rows()[2].value}")
    assert spaces.nowPlace == -1
    said = {row.code: row.condition for row in spaces.rows.shown_rows()}
    classes = {"belajar-2": "09:00", "akses": "10:00", "kreasi": "09:00"}  # whole hours only
    for room, condition in said.items():
        held = classes.get(room)
        assert condition == (f"Free 08:00 to {held}" if held else "Free all day")
    assert not visitor.sees("need-free-now")


@pytest.mark.parametrize("scale", [100, 200])
def test_by_ear_and_in_large_text_it_is_a_list(open_kiosk: Open, scale: int) -> None:
    visitor = open_kiosk(Look("en", scale=scale))
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", scale == 100)
    choose(visitor, "door-spaces")
    assert not visitor.sees(part_of(visitor, ROOM, "free"))
    choose(visitor, f"space-{row_of(visitor)}")
    said = listener.since()
    choose(visitor, "confirm-reservation")
    assert visitor.kiosk.reservations.code
    if scale == 100:
        assert "Free until" in said
        assert "Free: 09:40" in said
        assert "6 people · Level" in said


@pytest.mark.parametrize("look", [Look("ar"), Look("en", "yellow-on-black"), Look("en", scale=300)])
@pytest.mark.parametrize("size", [(1080, 1920), LANDSCAPE, (1366, 768)])
def test_the_rooms_hold_together(open_kiosk: Open, look: Look, size: tuple[int, int]) -> None:
    visitor = open_kiosk(look, size)
    visitor.tap("door-spaces")
    visitor.tap("other-days")
    visitor.tap("more-needs")
    check(visitor, f"rooms {look} {size}")
    visitor.tap("space-0")
    check(visitor, f"room {look} {size}")


def test_names_equipment_and_levels_are_in_the_language_of_the_visitor(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("ar"))
    visitor.tap("door-spaces")
    row = visitor.kiosk.spaces.rows.shown_rows()[row_of(visitor)]
    assert (row.name, row.nameLanguage) == ("غرفة الدراسة 1", "ar")
    visitor.kiosk.translator.choose("id")
    row = visitor.kiosk.spaces.rows.shown_rows()[row_of(visitor)]
    assert row.name == "Ruang Belajar 1"
    assert row.nameLanguage == visitor.kiosk.translator.home


def test_unknown_equipment_keeps_the_words_of_the_library(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    visitor.kiosk.spaces.openSpace("komputer")
    offered = visitor.kiosk.spaces.space.equipment.shown_rows()
    said = {row.label: row.language for row in offered}
    assert said["Screen reader"] == ""
    assert said["empat belas komputer"] == visitor.kiosk.translator.home


def test_the_done_page_has_the_code_the_time_and_a_calendar_entry(visitor: Visitor) -> None:
    visitor.tap("door-spaces")
    visitor.tap(part_of(visitor, ROOM, "free"))
    visitor.tap("confirm-reservation")
    shown = visitor.kiosk.reservations.confirmation
    assert visitor.text("reservation-time") == "Today, now until 10:30"
    assert shown.name == "Study Room 1"
    assert f"DESCRIPTION:{shown.shownCode}" in shown.calendar
    assert visitor.sees("calendar-code")
    assert visitor.sees("floor-map")
    visitor.tap("reserved-done")
    open_code(visitor, visitor.kiosk.reservations.code)
    assert visitor.kiosk.lookup.card.name == "Study Room 1"
    visitor.tap("cancel-it")
    assert visitor.sees("cancel-question")
    visitor.tap("cancel-sure")
    assert not visitor.kiosk.lookup.card.isHeld
    assert visitor.text("found").startswith("Cancelled")


@pytest.mark.parametrize("size", [(1080, 1920), (1366, 768), (1024, 768)])
def test_the_code_is_wholly_in_sight_at_300_percent(
    open_kiosk: Open, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(Look("en", scale=300), size)
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    visitor.tap("confirm-reservation")
    code = visitor.sees("reservation-code")
    pane = clip_of(code)
    assert code
    assert pane
    assert rect(pane).contains(rect(code))
