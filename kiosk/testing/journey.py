"""A visitor's journey through every screen."""

from collections.abc import Iterator

from kiosk.errors import KioskError
from kiosk.testing.visitor import Visitor

_MOST_SCREENS = 10  # open at a time


def journey(visitor: Visitor) -> Iterator[str]:
    """Open one screen after another; yield the name of each screen when it is shown.

    The visitor reserves a space and registers for a programme. Both bookings are cancelled at the
    end.
    """
    yield "home"
    yield from _find(visitor)
    yield from _programs(visitor)
    yield from _spaces(visitor)
    yield from _map(visitor)
    for panel in ("display", "language", "help"):
        if not visitor.sees(f"bar-{panel}"):
            visitor.tap("bar-display")
        visitor.tap(f"bar-{panel}")
        yield f"panel-{panel}"
    visitor.tap("close-panel")
    yield from _speech(visitor)
    visitor.ask_staff()
    yield "staff"
    visitor.tap("back")
    visitor.kiosk.session.warn()
    yield "idle"
    visitor.tap("stay")


def _map(visitor: Visitor) -> Iterator[str]:
    """Look at the map of the house and the way to a place, if staff have drawn a plan."""
    if not visitor.sees("house-map"):
        return
    visitor.tap("house-map")
    yield "map"
    visitor.tap("map-place-0")
    yield "way"
    _go_home(visitor)


def _go_home(visitor: Visitor) -> None:
    for _ in range(_MOST_SCREENS):
        if not visitor.sees("back"):
            return
        visitor.tap("back")  # "I’m done" would also reset the theme and text size
    raise KioskError("The back button does not lead to the first screen.")


def _find(visitor: Visitor) -> Iterator[str]:
    visitor.tap("door-find")
    yield "find"
    visitor.tap("browse")
    yield "browse"
    visitor.tap("back")
    visitor.tap("pictures")
    yield "pictures"
    visitor.tap("back")
    visitor.tap("search-words")
    yield "find-keyboard"
    visitor.touch_type("be")
    yield "find-results"
    visitor.close_keyboard()  # in large text it covers the filters
    visitor.tap("filter-language")
    yield "find-filters"
    visitor.tap("filter-language")
    visitor.tap("search-words")
    visitor.touch_type("qqqqqq")
    yield "nothing-found"
    visitor.tap("clear-search")
    visitor.close_keyboard()
    visitor.tap("hit-0")
    yield "record"
    _go_home(visitor)


def _programs(visitor: Visitor) -> Iterator[str]:
    visitor.tap("door-programs")
    yield "programs"
    visitor.tap("open-filters")
    yield "programs-filters"
    visitor.tap("open-filters")
    if visitor.sees("open-days"):  # in large text the days are folded
        visitor.tap("open-days")
    visitor.tap("month")
    yield "programs-month"
    visitor.tap("month")
    open_program(visitor)
    if visitor.sees("program-title"):
        yield "program"
    if not visitor.sees("register"):
        _go_home(visitor)
        return
    visitor.tap("register")
    yield "registered"
    code = visitor.kiosk.registrations.code
    visitor.tap("reserved-done")
    for _ in _give_back(visitor, code):
        pass  # the screens are the same as for a reservation


def open_program(visitor: Visitor) -> None:
    """Open the day's first programme that accepts registrations, or else the last programme."""
    number = 0
    while visitor.sees(f"program-{number}"):
        visitor.tap(f"program-{number}")
        if visitor.sees("register"):
            return
        number += 1
        if not visitor.sees("program-0"):  # in a wide window the list stays on the screen
            visitor.tap("back")
    if number:
        visitor.tap(f"program-{number - 1}")


def _spaces(visitor: Visitor) -> Iterator[str]:
    visitor.tap("door-spaces")
    yield "spaces"
    if not visitor.sees("space-0"):
        visitor.tap("back")
        return
    visitor.tap("space-0")
    if not visitor.sees("slot-0"):
        visitor.tap("next-day")
    yield "space"
    visitor.tap("confirm-reservation")
    yield "reserved"
    code = visitor.kiosk.reservations.code
    visitor.tap("reserved-done")
    yield from _give_back(visitor, code)


def _give_back(visitor: Visitor, code: str) -> Iterator[str]:
    visitor.tap("my-reservation")
    visitor.tap("code")
    visitor.type(code[:-1])
    yield "cancel"
    visitor.type(code[-1])
    yield "cancel-found"
    visitor.tap("cancel-it")
    yield "cancel-asked"
    visitor.tap("cancel-sure")
    yield "cancelled"
    visitor.tap("cancel-done")


def _speech(visitor: Visitor) -> Iterator[str]:
    for name in ("speech", "panel-speech"):
        if not visitor.kiosk.accessibility.speaks:
            visitor.tap("bar-speech")
        if name == "panel-speech":
            visitor.press("speech-settings")
        yield name
    visitor.press("close-panel")
    if visitor.kiosk.accessibility.speaks:
        visitor.press("bar-speech")
