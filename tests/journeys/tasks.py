"""What visitors do by ear and keypad, with the fewest keys, up to the decisive word."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from kiosk.domain.reservations import BookingStatus
from kiosk.store.database import Database
from kiosk.ui.base import wording
from tests.journeys.conftest import renew, reserved_before
from tests.journeys.ear import Ear
from tests.journeys.keys import DOWN, ENTER, UP, focused
from tests.journeys.letter_keys import DIGIT_KEYS, steps_to

Task = Callable[[Ear], None]
NEXT = Qt.Key.Key_PageDown
TITLE = "siti nur"
FEW = 5  # titles that are offered below the letters
# One, two or three keys a digit: eleven keys in all, where six digits have 10.8 on average.
PICKED_CODE = "180425"


def begin(ear: Ear, language: str) -> None:
    """Start a new session in ``language`` with speech on, at the first choice."""
    visitor = ear.visitor
    visitor.kiosk.session.finish()
    visitor.kiosk.translator.choose(language)
    visitor.settle()
    visitor.kiosk.accessibility.choose("speech", True)
    visitor.settle()
    ear.start()
    assert focused(visitor) == "door-find"


def start_speech(ear: Ear) -> None:
    ear.visitor.kiosk.accessibility.choose("speech", False)
    ear.visitor.settle()
    ear.start()
    ear.press(Qt.Key.Key_F2)
    ear.hear(ear.visitor.kiosk.translator.pgettext("home", "Search"))


def ask_for_help(ear: Ear) -> None:
    """Ask where one is and what Enter does."""
    ear.press(Qt.Key.Key_F1)
    ear.hear_all()


def enlarge(ear: Ear) -> None:
    """Read with text at 200 %, and go back to 100 %."""
    settings = ear.visitor.kiosk.accessibility
    ear.press(Qt.Key.Key_F11)
    assert settings.number("scale") == 200
    while settings.number("scale") != 100:
        ear.press(Qt.Key.Key_F11)
    ear.hear("100%")


def find_whether_here(ear: Ear) -> None:
    _search(ear)
    here = ear.visitor.kiosk.translator.pgettext("catalogue", "Here: {shelf}", shelf="")
    ear.hear(here)


def find_shelf(ear: Ear) -> None:
    _search(ear)
    ear.hear(ear.visitor.kiosk.find.rows.shown_rows()[0].availability)


def _search(ear: Ear) -> None:
    ear.press(ENTER)
    ear.type(TITLE)
    ear.pause()


def find_by_arrows(ear: Ear) -> None:
    """Find a title with arrow keys and Enter alone."""
    visitor = ear.visitor
    ear.press(ENTER)
    ear.walk("choose-letters")
    ear.press(ENTER)
    if TITLE[0] not in visitor.kiosk.translator.letters:  # the pad begins with another script
        ear.walk("letter-switch", UP)
        ear.press(ENTER)
    for letter in TITLE:
        if 0 < visitor.kiosk.find.shown <= FEW:
            break
        ear.press(*steps_to(visitor, letter), ENTER)
    ear.walk("hit-0")
    assert visitor.kiosk.find.rows.shown_rows()[0].title.startswith("Siti Nurbaya")
    ear.hear(visitor.kiosk.translator.pgettext("catalogue", "Here: {shelf}", shelf=""))


def register(ear: Ear) -> None:
    """Register for the programme for newcomers on the day after tomorrow."""
    visitor = ear.visitor
    ear.walk("door-programs", NEXT)
    ear.press(ENTER)
    ear.type("3")
    assert visitor.sees("day-2").property("checked")
    ear.walk("program-0", NEXT)
    ear.walk("register-0")
    ear.press(ENTER)
    ear.hear(visitor.kiosk.registrations.confirmation.title)


def reserve(ear: Ear) -> None:
    """Reserve a room at 14:00."""
    visitor = ear.visitor
    ear.walk("door-spaces", NEXT)
    ear.press(ENTER)
    ear.walk("space-0", NEXT)
    ear.press(ENTER)
    assert focused(visitor) == "slot-0"
    ear.type("14")
    ear.press(ENTER, ENTER)
    ear.hear(visitor.kiosk.reservations.confirmation.title)


def check_in(ear: Ear, code: str) -> None:
    _type_code(ear, code)
    assert focused(ear.visitor) == "check-in"
    ear.press(ENTER)
    ear.hear(wording.reservation_state(BookingStatus.CHECKED_IN, ear.visitor.kiosk.translator))


def check_in_by_pad(ear: Ear) -> None:
    """Check in with the keys of a keypad without digits."""
    visitor = ear.visitor
    ear.press(Qt.Key.Key_F12)
    ear.press(DOWN)
    for digit in PICKED_CODE:
        ear.press(*DIGIT_KEYS[digit])
    assert focused(visitor) == "check-in"
    ear.press(ENTER, ENTER)  # the first within a second after the code changes nothing
    ear.hear(wording.reservation_state(BookingStatus.CHECKED_IN, visitor.kiosk.translator))


def cancel(ear: Ear, code: str) -> None:
    _type_code(ear, code)
    assert focused(ear.visitor) == "cancel-it"
    ear.press(ENTER)
    ear.walk("cancel-sure")
    ear.press(ENTER)
    ear.hear(ear.visitor.kiosk.translator.pgettext("codes", "Cancelled: {what}", what=""))


def _type_code(ear: Ear, code: str) -> None:
    ear.type(code)
    ear.press(ENTER)  # out of habit: the code has been looked up


def all_tasks(ear: Ear, database: Database) -> dict[str, Callable[[], None]]:
    """Return the tasks by name, in the order in which they can be done."""
    code = reserved_before(database)
    reserved: list[str] = []

    def reserve_and_keep() -> None:
        reserve(ear)
        reserved.append(ear.visitor.kiosk.reservations.code)

    def check_in_anew() -> None:
        renew(database, code, PICKED_CODE)
        check_in_by_pad(ear)

    return {
        "speech": lambda: start_speech(ear),
        "help": lambda: ask_for_help(ear),
        "text size": lambda: enlarge(ear),
        "here": lambda: find_whether_here(ear),
        "shelf": lambda: find_shelf(ear),
        "by arrows": lambda: find_by_arrows(ear),
        "programme": lambda: register(ear),
        "room": reserve_and_keep,
        "check in": lambda: check_in(ear, code),
        "by the digit pad": check_in_anew,
        "cancel": lambda: cancel(ear, reserved[0]),
    }
