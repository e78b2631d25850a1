"""What is said, on a Braille display, and a visitor who uses nothing but the display's keys."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from kiosk.testing.visitor import Visitor
from tests.journeys.braille_reader import BrailleReader, braille_reader, wait_until
from tests.journeys.conftest import Open
from tests.journeys.keys import focused
from tests.journeys.searching import search, titles

pytestmark = pytest.mark.skipif(
    shutil.which("brltty") is None, reason="BRLTTY is not installed (Debian: brltty)"
)
INVITATION = "Press any key here"
# Dots of letters as bits: dot 1 is 1, dot 2 is 2, dot 3 is 4 …
LETTERS = {"s": 14, "i": 10, "t": 30, " ": 0, "n": 29, "u": 37, "r": 23}


class Reader:
    """A visitor who reads the display and presses its keys."""

    def __init__(self, visitor: Visitor, display: BrailleReader) -> None:
        self.visitor = visitor
        self.display = display

    def reads(self, text: str) -> bool:
        """Return whether the display comes to show ``text``."""
        return wait_until(lambda: text in self.display.line(), lambda: QTest.qWait(10))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.display.press(key)
            QTest.qWait(50)

    def begin(self) -> bool:
        """Press a key until speech is on; BRLTTY takes the first key for its own message."""
        if not self.reads(INVITATION):
            return False
        return wait_until(
            lambda: "Reading aloud is on." in self.display.line(),
            lambda: self.press("HOME"),  # once speech is on, this key leads to where one is
        )

    def comes_to(self, name: str) -> bool:
        """Return whether the focus comes to the control called ``name``."""
        return wait_until(lambda: focused(self.visitor) == name, lambda: QTest.qWait(10))

    def changes_from(self, text: str) -> bool:
        """Return whether the display comes to show something else than ``text``."""
        return wait_until(lambda: self.display.line() != text, lambda: QTest.qWait(10))

    def finds(self, text: str, key: str = "FWINRT") -> bool:
        """Press ``key`` until the display shows ``text``, if only until the next key."""
        known = len(self.display.lines()) - 1
        for _ in range(60):
            before = self.display.line()
            if any(text in line for line in self.display.lines()[known:]):
                return True
            self.display.press(key)
            if not self.changes_from(before):
                return False
        return False


@pytest.fixture
def reader(open_kiosk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    with braille_reader(tmp_path / "brltty") as (display, environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        visitor = open_kiosk()
        visitor.kiosk.braille.follow()
        yield Reader(visitor, display)


def test_the_display_says_how_to_begin_and_any_key_begins(reader: Reader) -> None:
    assert reader.begin()


def test_a_title_is_found_with_the_keys_of_the_display_alone(reader: Reader) -> None:
    assert reader.begin()
    assert focused(reader.visitor) == "door-find"
    reader.press("ROUTE 1")  # the key at a cell chooses
    assert reader.comes_to("search-words")
    reader.press(*(f"PASSDOTS {LETTERS[letter]}" for letter in "siti"))
    find = reader.visitor.kiosk.find
    assert wait_until(lambda: find.words == "siti", lambda: QTest.qWait(10))
    reader.visitor.settle()  # else Enter may lead to the first title of "sit"
    reader.press("KEY_ENTER")  # leads to the first title
    assert reader.comes_to("hit-0")
    reader.press("KEY_ENTER")
    assert reader.reads("Details.")
    assert reader.finds("Marah Rusli")


def test_a_long_text_is_read_back_and_forth_without_leaving_the_stop(reader: Reader) -> None:
    assert reader.begin()
    place = focused(reader.visitor)
    beginning = reader.display.line()
    reader.press("FWINRT")
    assert reader.changes_from(beginning)
    reader.press("FWINLT")
    assert reader.reads("Reading aloud is on.")
    assert focused(reader.visitor) == place


def test_nothing_of_a_session_stays_on_the_display(reader: Reader) -> None:
    assert reader.begin()

    def end_the_session() -> None:  # again, if a key that was pressed before arrives late
        reader.visitor.kiosk.session.finish()
        QTest.qWait(50)

    assert wait_until(lambda: INVITATION in reader.display.line(), end_the_session)
    invitation = reader.display.line()
    reader.visitor.kiosk.braille.close()
    assert reader.changes_from(invitation)


def test_a_display_that_is_unplugged_disturbs_nobody(reader: Reader) -> None:
    assert reader.reads(INVITATION)
    reader.display.close()
    search(reader.visitor, "siti nur")
    assert titles(reader.visitor) == ["Siti Nurbaya: kasih tak sampai"]
