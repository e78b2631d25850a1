"""The display at the door of a space: its text at each moment, in every language."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.app import application
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.errors import KioskError
from kiosk.room_display import RoomDisplay
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.space_availability import SpaceAvailability, load_home_branch
from kiosk.services.bookings.space_occupancy import SpaceOccupancy
from kiosk.settings import Settings
from kiosk.store.database import Database
from kiosk.testing.visitor import LANDSCAPE, PORTRAIT
from tests.journeys.conftest import NOW
from tests.journeys.screen_checks import SLACK, is_text, items, rect

OpenDoor = Callable[..., RoomDisplay]


@pytest.fixture
def branch(database: Database) -> Branch:
    return load_home_branch(database, "pusat")[0]


@pytest.fixture
def code(database: Database, branch: Branch) -> str:
    """Return the code of a space that is free at NOW."""
    return SpaceAvailability(database, branch).states(NOW, NOW)[0].space.code


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_door(
    database: Database, settings: Settings, code: str, clock: Clock
) -> Iterator[OpenDoor]:
    opened: list[RoomDisplay] = []
    application()

    def open_(
        languages: tuple[str, ...] = ("en",), size: tuple[int, int] = LANDSCAPE
    ) -> RoomDisplay:
        display = RoomDisplay(settings, database, code, languages, clock, size)
        opened.append(display)
        return display

    yield open_
    for display in opened:
        display.close()


def reserve(database: Database, code: str, start: timedelta, length: timedelta) -> None:
    first = NOW.replace(minute=30)
    wanted = Interval(first + start, first + start + length)
    ReservationService(database).reserve(code, wanted, NOW)


def says(display: RoomDisplay) -> str:
    display.door.look()
    QTest.qWait(30)
    root = display.window.contentItem()
    return " | ".join(str(item.property("text")) for item in items(root) if is_text(item))


def test_it_is_free_then_taken_then_free(
    open_door: OpenDoor, database: Database, code: str, clock: Clock
) -> None:
    display = open_door()
    said = says(display)
    assert "Free until 16:00" in said
    assert "16:00 – 17:30" in said  # a class
    reserve(database, code, timedelta(hours=1), timedelta(hours=1))
    said = says(display)
    assert "Free until 10:30" in said
    assert "Then occupied until 11:30" in said
    clock.now = NOW + timedelta(minutes=55)  # 10:35, in time to check in
    said = says(display)
    assert "Occupied until 11:30" in said
    assert "Then free until" in said
    clock.now = NOW + timedelta(hours=2)  # 11:40
    said = says(display)
    assert "Free until" in said
    assert "11:30" not in said
    clock.now = NOW + timedelta(hours=8)  # 17:40, after the class
    said = says(display)
    assert "Free until 20:00" in said
    assert "No more reservations today" in said


def test_it_says_when_the_library_is_closed(open_door: OpenDoor, clock: Clock) -> None:
    clock.now = NOW + timedelta(hours=16)  # at night
    assert "The library is closed" in says(open_door())


def test_languages_take_turns(open_door: OpenDoor) -> None:
    display = open_door(("en", "id", "ar"))
    seen = []
    for _ in range(4):
        seen.append(says(display))
        display.door.next_language()
    assert len(set(seen[:3])) == 3
    assert seen[3] == seen[0]


@pytest.mark.parametrize("language", ["en", "id", "ar", "my"])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, (1024, 600)])
def test_nothing_is_clipped(
    open_door: OpenDoor, database: Database, code: str, language: str, size: tuple[int, int]
) -> None:
    for hours in (1, 3, 5):
        reserve(database, code, timedelta(hours=hours), timedelta(hours=1))
    display = open_door((language,), size)
    says(display)
    texts = [i for i in items(display.window.contentItem()) if is_text(i)]
    assert len(texts) > 5
    for text in texts:
        said = text.property("text")
        place = rect(text)
        assert not text.property("truncated"), said
        assert text.property("contentWidth") <= text.width() + SLACK, said
        assert place.left() >= -SLACK, said
        assert place.right() <= size[0] + SLACK, said
        assert place.bottom() <= size[1] + SLACK, said


def test_nothing_on_it_can_be_operated(open_door: OpenDoor) -> None:
    display = open_door()
    says(display)

    def controls(item: QQuickItem) -> list[QQuickItem]:
        return [i for i in items(item) if i.activeFocusOnTab()]

    assert controls(display.window.contentItem()) == []


def test_a_database_that_cannot_be_read_is_told(
    open_door: OpenDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    display = open_door()

    def fail(_self: SpaceOccupancy, _now: datetime) -> None:
        raise KioskError("gone")

    monkeypatch.setattr(SpaceOccupancy, "at", fail)
    assert "Please ask a member of staff" in says(display)


def test_a_space_that_is_none_is_told(database: Database, settings: Settings) -> None:
    application()
    with pytest.raises(KioskError, match="no space") as fault:
        RoomDisplay(settings, database, "nowhere", ("en",))
    assert "belajar-1" in fault.value.advice


# Two displays of different size, as Qt's platform without a screen is told of them; it
# counts them backwards.
DISPLAYS = {
    "screens": [
        {"name": "hall", "x": 0, "y": 0, "width": 1080, "height": 1920},
        {"name": "door", "x": 1080, "y": 0, "width": 1280, "height": 720},
    ]
}
LOOK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from kiosk.app import application
from kiosk.room_display import show_room_display
from kiosk.settings import Settings
from kiosk.store.database import Database

folder, code, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def look():
    window, = QGuiApplication.topLevelWindows()
    place = window.geometry()
    mm = window.property("pixelsPerMm")
    print(window.screen().name(), *place.getRect(), round(place.height() / mm))
    QGuiApplication.quit()

application()
QTimer.singleShot(500, look)
settings = Settings(data_dir=folder)
sys.exit(show_room_display(settings, Database(folder), code, ("en",), screen=number))
"""


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "door 1080 0 1280 720 336"), (1, "hall 0 0 1080 1920 597")]
)
def test_it_fills_the_display_that_was_named(
    database: Database, code: str, tmp_path: Path, number: int, shown: str
) -> None:
    displays = tmp_path / "displays.json"
    displays.write_text(json.dumps(DISPLAYS), "ascii")
    environment = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={displays}"}
    folder = str(database.path.parent)
    command = [sys.executable, "-c", LOOK, folder, code, str(number)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.splitlines() == [shown], done.stderr
    assert done.returncode == 0
