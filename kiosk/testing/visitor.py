"""A walk through every screen by taps, leaving a picture of each."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QSignalSpy, QTest

from kiosk.app import Kiosk, application
from kiosk.errors import KioskError
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database

PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)

_FRAME_MS = 1000  # a frame comes long before
_SOON_MS = 100  # a timer of at most so long is waited for


@dataclass(frozen=True, slots=True)
class Look:
    """How the screens are drawn: language, theme, text size in percent, pixels."""

    language: str = ""
    theme: str = "standard"
    scale: int = 100
    size: tuple[int, int] = PORTRAIT


class Visitor:
    """Does to a kiosk what a visitor's finger and keys do."""

    def __init__(self, kiosk: Kiosk) -> None:
        self.kiosk = kiosk
        self.window = kiosk.window

    def sees(self, name: str) -> QQuickItem | None:
        """The visible item with that object name."""
        return _visible(self.window.contentItem(), name)

    def tap(self, name: str) -> None:
        """Touch the item with that object name; brings it into sight first, as paging does."""
        item = self.sees(name)
        if item is None:
            raise KioskError(f"There is no “{name}” on the screen.")
        if item.activeFocusOnTab() or item.isFocusScope():
            item.forceActiveFocus()
            self.settle()
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(
            self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle
        )
        self.settle()

    def press(self, name: str) -> None:
        """Go to the item with that object name by the keypad, and choose it."""
        item = self.sees(name)
        if item is None:
            raise KioskError(f"There is no “{name}” on the screen.")
        item.forceActiveFocus()
        self.key(Qt.Key.Key_Return)

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.window, key)
            self.settle()

    def type(self, text: str) -> None:
        """Type ``text``; what no key gives is committed as an input method does."""
        for letter in text:
            if letter.isascii():
                QTest.keyClick(self.window, letter)  # type: ignore[call-overload]
                continue
            commit = QInputMethodEvent()
            commit.setCommitString(letter)
            QGuiApplication.sendEvent(self.window.focusObject(), commit)
        self.settle()

    def settle(self, ms: int = 0) -> None:
        """Let ``ms`` pass, and then everything that is under way come to its end."""
        QTest.qWait(ms)
        while any(t.isActive() and t.interval() <= _SOON_MS for t in self._timers()):
            QTest.qWait(1)
        self.kiosk.background.settle()
        QGuiApplication.processEvents()
        for _ in range(2):  # what the first frame lays out may change what the second does
            self._frame()

    def _timers(self) -> list[QTimer]:
        """Those that wait for a pause before they do something."""
        models = (self.kiosk.find, self.kiosk.browse)
        timers = (timer for model in models for timer in model.findChildren(QTimer))
        return [timer for timer in timers if timer.isSingleShot()]

    def _frame(self) -> None:
        drawn = QSignalSpy(self.window.frameSwapped)
        self.window.update()
        drawn.wait(_FRAME_MS)

    def text(self, name: str) -> str:
        """What the item with that object name says."""
        item = self.sees(name)
        return str(item.property("text")) if item else ""

    def clear(self, name: str) -> None:
        """Empty the field with that object name and stay in it."""
        item = self.sees(name)
        if item is None:
            raise KioskError(f"There is no “{name}” on the screen.")
        item.forceActiveFocus()
        item.setProperty("text", "")
        self.settle()

    def keyboard(self) -> QQuickItem | None:
        """The keyboard on the screen, when it is up."""
        return self.sees("keyboard")

    def draw(self, path: Path) -> Path:
        """Save what is on the screen."""
        self.settle()
        if not self.window.grabWindow().save(str(path)):
            raise KioskError(f"{path} cannot be written.", "Choose another folder.")
        return path


def walk(
    settings: Settings,
    database: Database,
    folder: Path,
    look: Look,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Path]:
    """Walk the main journey in one look; yields the pictures as they are made.

    A seat in a program and a space are reserved on the way and given back. Needs the
    offscreen platform, or a display.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise KioskError(f"{folder} cannot be made: {fault.strerror}.") from fault
    application()
    with contextlib.closing(Kiosk(settings, database, Speaker(), clock, look.size)) as kiosk:
        kiosk.translator.choose(look.language or settings.language)
        kiosk.accessibility.choose("theme", look.theme)
        kiosk.accessibility.choose("scale", look.scale)
        width, height = look.size
        stem = f"{kiosk.translator.code}-{look.theme}-{look.scale}-{width}x{height}"
        visitor = Visitor(kiosk)
        for number, name in enumerate(journey(visitor), 1):
            yield visitor.draw(folder / f"{stem}-{number:02}-{name}.png")


def journey(visitor: Visitor) -> Iterator[str]:
    """Go from screen to screen; yields the name of each when it is up."""
    yield "home"
    yield from _find(visitor)
    yield from _programs(visitor)
    yield from _spaces(visitor)
    for panel in ("language", "text", "theme"):
        visitor.tap(f"bar-{panel}")
        yield f"panel-{panel}"
    visitor.tap("close-panel")
    yield from _speech(visitor)
    visitor.tap("for-staff")
    yield "staff"
    visitor.tap("back")
    visitor.kiosk.session.warn()
    yield "idle"
    visitor.tap("stay")


def _find(visitor: Visitor) -> Iterator[str]:
    visitor.tap("door-find")
    yield "find"
    visitor.tap("browse")
    yield "browse"
    visitor.tap("back")
    visitor.tap("search-words")
    yield "find-keyboard"
    visitor.type("be")
    yield "find-results"
    visitor.tap("open-filters")
    yield "find-filters"
    visitor.tap("show-results")
    if not visitor.sees("hit-0"):
        visitor.tap("clear-search")
    visitor.tap("hit-0")
    yield "record"
    visitor.tap("back")
    visitor.tap("back")


def _programs(visitor: Visitor) -> Iterator[str]:
    visitor.tap("door-programs")
    yield "programs"
    visitor.tap("open-filters")
    yield "programs-filters"
    visitor.tap("show-results")
    if visitor.sees("next-program-day"):
        visitor.tap("next-program-day")
    _open_program(visitor)
    if visitor.sees("program-title"):
        yield "program"
    if not visitor.sees("register"):
        while visitor.sees("back"):  # not by "I’m done", which would end the look as well
            visitor.tap("back")
        return
    visitor.tap("register")
    yield "registered"
    code = visitor.kiosk.registrations.code
    visitor.tap("reserved-done")
    for _ in _give_back(visitor, code):
        pass  # the screens are those of a reservation


def _open_program(visitor: Visitor) -> None:
    """The first of the day that one can register for, or the last."""
    number = 0
    while visitor.sees(f"program-{number}"):
        visitor.tap(f"program-{number}")
        if visitor.sees("register"):
            return
        visitor.tap("back")
        number += 1
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
    visitor.tap("slot-0")
    yield "reserve"
    visitor.tap("confirm-reservation")
    yield "reserved"
    code = visitor.kiosk.reservations.code
    visitor.tap("reserved-done")
    yield from _give_back(visitor, code)


def _give_back(visitor: Visitor, code: str) -> Iterator[str]:
    visitor.tap("my-reservation")
    visitor.tap("code")
    visitor.type(code)
    yield "cancel"
    visitor.tap("look-up")
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


def _visible(item: QQuickItem, name: str) -> QQuickItem | None:
    if not item.isVisible():
        return None
    if item.objectName() == name:
        return item
    for child in item.childItems():
        found = _visible(child, name)
        if found is not None:
            return found
    return None
