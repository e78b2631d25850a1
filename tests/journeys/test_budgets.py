"""What visitors do by ear takes few keys and few words, in each language."""

from math import ceil
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint

from kiosk.settings import SHIPPED_LANGUAGES, Settings
from kiosk.store.database import Database
from kiosk.testing.visitor import Look, Visitor
from tests.journeys.conftest import Open
from tests.journeys.ear import Ear, count_words
from tests.journeys.finger import Finger, middle
from tests.journeys.flicks import ABOVE, BELOW, RIGHT, START, flick
from tests.journeys.keys import MOST_STEPS, focused
from tests.journeys.tasks import all_tasks, begin


class Budget(NamedTuple):
    """The most keys, words up to the decisive one, and words if each stop is heard to its end.

    The words are those of Indonesian.
    """

    keys: int
    words: int
    all_words: int


BUDGETS = {
    "speech": Budget(1, 16, 16),
    "help": Budget(1, 15, 15),
    "text size": Budget(3, 9, 30),
    "here": Budget(9, 21, 40),
    "shelf": Budget(9, 25, 44),
    "by arrows": Budget(17, 30, 50),
    "programme": Budget(9, 30, 120),
    "room": Budget(11, 30, 170),  # a room says which programme is held in it
    "check in": Budget(10, 35, 70),
    "by the digit pad": Budget(16, 40, 95),
    "cancel": Budget(12, 40, 95),
}
# Other languages need more words for the same, or ICU finds more in texts without blanks.
RATIO = 1.3


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"languages": SHIPPED_LANGUAGES})


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_each_task_takes_few_keys_and_words(
    open_kiosk: Open, database: Database, language: str
) -> None:
    ear = Ear(open_kiosk(Look(language)))
    ratio = 1 if language == "id" else RATIO
    over = []
    for name, do in all_tasks(ear, database).items():
        begin(ear, language)
        do()
        needed = Budget(ear.keys, ear.words, ear.all_words)
        keys, words, all_words = BUDGETS[name]
        most = Budget(keys, ceil(words * ratio), ceil(all_words * ratio))
        if any(used > given for used, given in zip(needed, most, strict=True)):
            said = " | ".join(each.text for each in ear.heard)
            over.append(f"{name}: {needed} instead of {most}: {said}")
    assert not over, "\n".join(over)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Di sini: Rak umum, lantai 2", "id", 6),
        ("Kelas · 9 – 11", "id", 3),
        ("Pukul 9 – 11", "id", 3),
        ("今日活动", "zh", 2),
        ("Siti Nurbaya: kasih tak sampai", "zh", 5),
        ("ယနေ့ ဤမှာ", "my", 3),
    ],
)
def test_words_are_counted_by_blanks_or_by_the_dictionary(
    text: str, language: str, words: int
) -> None:
    assert count_words(text, language) == words


class BlindFinger:
    """A visitor without keys, who flicks from thing to thing and counts those that are heard."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.finger = Finger(visitor, None)
        self.finger.tap(middle(visitor, "bar-speech"))
        self.heard = 1

    def flick(self, stroke: QPoint, to: str) -> None:
        """Flick by ``stroke`` until the control called ``to`` is heard."""
        for _ in range(MOST_STEPS):
            if focused(self.visitor) == to:
                return
            flick(self.finger, stroke)
            self.heard += 1
        raise AssertionError(f"the flicks never come to “{to}”")

    def double_tap(self) -> None:
        for _ in range(2):
            self.finger.tap(START)
        self.heard += 1


def test_by_touch_a_room_is_reserved_after_few_things(open_kiosk: Open) -> None:
    blind = BlindFinger(open_kiosk())
    blind.flick(BELOW, "door-spaces")
    blind.double_tap()
    blind.flick(BELOW, "space-0")
    blind.double_tap()
    (place,) = [
        number
        for number, row in enumerate(blind.visitor.kiosk.spaces.slots.shown_rows())
        if row.start == "14:00"
    ]
    blind.flick(RIGHT, f"slot-{place}")
    blind.double_tap()
    blind.double_tap()
    assert blind.visitor.kiosk.reservations.code
    assert blind.heard <= 20


def test_by_touch_the_text_size_is_found_after_few_things(open_kiosk: Open) -> None:
    blind = BlindFinger(open_kiosk())
    blind.flick(ABOVE, "bar-speech")
    blind.flick(RIGHT, "bar-display")
    blind.double_tap()
    assert focused(blind.visitor) == "scale-100"
    assert blind.heard <= 12
