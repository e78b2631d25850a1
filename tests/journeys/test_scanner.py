"""A barcode scanner, which is a keyboard that types fast, on every screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from kiosk.domain.records import BibliographicRecord, Item, ItemStatus
from kiosk.search.scanned_codes import find_scanned
from kiosk.settings import Settings
from kiosk.store.database import Database
from kiosk.testing.visitor import Look, Visitor
from tests.journeys.conftest import Listener, Open
from tests.journeys.searching import hold

BY_SCANNER, BY_HAND = 5, 90  # milliseconds between two keys
BOOK = "9786020000015"
COPY = "B00012"
UNKNOWN = "9789999999991"
Key = Qt.Key


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"scanner_ms": 50})


@pytest.fixture
def database(database: Database) -> Iterator[Database]:
    copy = Item("pusat", status=ItemStatus.AVAILABLE, barcode=COPY)
    hold(
        database,
        BibliographicRecord("book", "Xylophones", isbns=(BOOK,)),
        BibliographicRecord("copy", "Yodelling", items=(copy,)),
    )
    yield database


class Keys:
    """Presses keys at times of its own, whatever the time of the machine."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.now = 1000.0
        visitor.kiosk.scanner.time_of = lambda _event: self.now

    def press(self, text: str, gap: float, *ends: Qt.Key) -> None:
        """Press the keys of ``text`` and ``ends``, ``gap`` milliseconds apart."""
        for key in (*text, *ends):
            self.now += gap
            QTest.keyClick(self.visitor.window, key)  # type: ignore[call-overload]
        self.now += 1000
        self.visitor.settle()

    def scan(self, code: str, end: Qt.Key = Key.Key_Return) -> None:
        self.press(code, BY_SCANNER, end)

    def title(self) -> str:
        return self.visitor.text("record-title")


@pytest.fixture
def keys(visitor: Visitor) -> Keys:
    return Keys(visitor)


@pytest.mark.parametrize(
    "code", [BOOK, f"{BOOK}51299", "602000001X", "]E0" + BOOK, COPY, COPY.lower()]
)
def test_each_kind_of_code_has_its_title(database: Database, code: str) -> None:
    with database.read() as connection:
        assert find_scanned(connection, code)


def test_a_scan_opens_its_title_on_every_screen(visitor: Visitor, keys: Keys) -> None:
    for door in ("door-find", "door-programs", "my-reservation"):
        visitor.tap(door)
        keys.scan(BOOK)
        assert keys.title() == "Xylophones", door
        visitor.tap("back")
        assert not visitor.text("code") + visitor.text("search-words"), "nothing stays"
        visitor.tap("back")
    keys.scan(COPY, Key.Key_Tab)
    assert keys.title() == "Yodelling"


def test_a_scan_leaves_the_typed_words_and_the_keyboard(visitor: Visitor, keys: Keys) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    keys.press("siti", BY_HAND)
    keys.scan(BOOK)
    assert keys.title() == "Xylophones"
    keys.scan(COPY)
    assert keys.title() == "Yodelling", "one title takes the place of the other"
    visitor.tap("back")
    assert visitor.text("search-words") == visitor.kiosk.find.words == "siti"


def test_an_unknown_code_says_so_and_leads_on(
    listening: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = listening.visitor
    keys = Keys(visitor)
    listening.since()
    keys.scan(UNKNOWN)
    assert f"This library does not know the code {UNKNOWN}." in listening.since()
    keys.scan(BOOK)
    assert keys.title() == "Xylophones"
    keys.scan(UNKNOWN)
    visitor.press("unknown-code-search")
    assert visitor.sees("search-words")
    visitor.kiosk.session.finish()
    visitor.settle()
    assert UNKNOWN not in visitor.kiosk.scanned.property("text")
    assert UNKNOWN not in caplog.text


def test_a_hand_is_no_scanner(visitor: Visitor, keys: Keys) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    keys.press("9786020000015", BY_HAND, Key.Key_Return)
    assert visitor.text("search-words") == "9786020000015"
    visitor.tap("clear-search")
    keys.press("perpustakaan", BY_SCANNER, Key.Key_Return)
    assert visitor.text("search-words") == "perpustakaan", "words are no codes, however fast"
    visitor.tap("clear-search")
    keys.press("12", BY_SCANNER)
    assert visitor.text("search-words") == "12", "two keys at once"


def test_a_visitors_own_code_is_typed_at_any_speed(visitor: Visitor, keys: Keys) -> None:
    for gap in (BY_HAND, BY_SCANNER):
        visitor.tap("my-reservation")
        keys.press("123456", gap, Key.Key_Return)
        assert visitor.kiosk.lookup.property("failure"), "the code was looked up"
        visitor.tap("back")


def test_a_scan_chooses_nothing_and_a_digit_still_does(visitor: Visitor, keys: Keys) -> None:
    visitor.tap("door-spaces")
    visitor.key(Key.Key_Tab)
    keys.scan("1234567890128")
    assert visitor.sees("unknown-code")
    visitor.tap("back")
    assert visitor.sees("space-0"), "no digit has opened a room"
    visitor.tap("back")
    door = visitor.sees("door-find")
    assert door
    door.forceActiveFocus()
    keys.press("7", BY_HAND)
    assert visitor.text("code") == "7"


def test_a_scan_ends_the_invitation_and_begins_a_session(visitor: Visitor, keys: Keys) -> None:
    visitor.kiosk.session.finish()
    visitor.kiosk.attract.show()
    visitor.settle()
    keys.scan(BOOK)
    assert keys.title() == "Xylophones"
    assert visitor.kiosk.session.active
    assert not visitor.kiosk.attract.property("shown")


def test_a_scan_in_arabic_while_a_panel_is_open(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("ar"))
    keys = Keys(visitor)
    visitor.tap("bar-language")
    keys.scan(COPY)
    assert keys.title() == "Yodelling"


def test_staff_type_as_they_like(visitor: Visitor, keys: Keys) -> None:
    visitor.ask_staff()
    keys.scan(BOOK)
    assert not keys.title()


def test_the_layout_of_the_keyboard_does_not_matter(visitor: Visitor) -> None:
    """An Arabic or French layout makes other letters of the keys that the scanner presses."""
    keys = Keys(visitor)
    positions = {"b": 48, "0": 11, "1": 2, "2": 3}
    typed = {"b": "لا"[0], "0": "à", "1": "&", "2": "é"}
    for letter in COPY.lower():
        keys.now += BY_SCANNER
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(
                kind,
                Key.Key_unknown,
                Qt.KeyboardModifier.NoModifier,
                positions[letter] + 8,
                0,
                0,
                typed[letter],
            )
            QGuiApplication.sendEvent(visitor.window, event)
    keys.now += BY_SCANNER
    QTest.keyClick(visitor.window, Key.Key_Return)
    visitor.settle()
    assert keys.title() == "Yodelling"


def test_keys_that_come_late_are_one_scan(visitor: Visitor, keys: Keys) -> None:
    """A busy kiosk gives back the first keys before it sees the others; nothing of them stays."""
    visitor.tap("door-find")
    visitor.tap("search-words")
    for part in (BOOK[:5], BOOK[5:]):
        for key in part:
            keys.now += BY_SCANNER
            QTest.keyClick(visitor.window, key)  # type: ignore[call-overload]
        if part == BOOK[:5]:
            visitor.kiosk.scanner.give_back()
    keys.now += BY_SCANNER
    QTest.keyClick(visitor.window, Key.Key_Return)
    visitor.settle()
    assert keys.title() == "Xylophones"
    visitor.tap("back")
    assert visitor.text("search-words") == ""
