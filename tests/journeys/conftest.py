"""Fixtures: a kiosk with the demo library, and a visitor in front of it."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

import pytest
import segno
from sqlalchemy import update

# Tests must make no sound, and must not depend on a loudspeaker.
os.environ["PULSE_SERVER"] = "unix:/nonexistent"
os.environ["PIPEWIRE_REMOTE"] = "/nonexistent"

from kiosk.app import Kiosk, application
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.imports.load_demo import BRANCH, CATALOGUE, LIBRARY_NAME, load_demo
from kiosk.services.upkeep.set_up import hash_pin
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store import tables
from kiosk.store.database import Database
from kiosk.store.readings import save_reading
from kiosk.testing.visitor import PORTRAIT, Look, Visitor
from tests.clocks import ManualClock
from tests.journeys.timers import HINT_MS, REST_MS, timer

# A Tuesday morning in Jakarta (09:40), when the demo library is open and has programs.
NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)
PIN = "2468"
ENGLISH = Look("en")
ROOM = "belajar-1"

Open = Callable[..., Visitor]


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demo library, which is imported once; tests work on copies."""
    folder = tmp_path_factory.mktemp("demo")
    database = Database(folder)
    load_demo(database)
    with database.write() as connection:
        save_reading(connection, CATALOGUE, NOW)  # the copies have just been read
    database.close()
    return folder


@pytest.fixture(scope="session", autouse=True)
def qr_codes_once() -> Iterator[None]:
    """Compute each QR code once in a session; those of the ways are the same for all kiosks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segno, "make_qr", lru_cache(maxsize=500)(segno.make_qr))
        yield


@pytest.fixture
def database(demo_folder: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copytree(demo_folder, tmp_path / "data")
    database = Database(tmp_path / "data")
    yield database
    database.close()


@pytest.fixture(scope="session")
def pin_hash() -> str:
    """Return the hash of PIN, which is slow to compute on purpose."""
    return hash_pin(PIN)


@pytest.fixture
def settings(tmp_path: Path, pin_hash: str) -> Settings:
    return Settings(
        data_dir=tmp_path / "data",
        library_name=LIBRARY_NAME,
        branch=BRANCH,
        languages=("en", "id", "ar"),
        pin_hash=pin_hash,
        double_tap_ms=0,  # visitors in tests tap and type fast
        scanner_ms=0,
    )


@pytest.fixture
def clock() -> ManualClock:
    """Return the clock of the kiosk, which stands at NOW."""
    clock = ManualClock()
    clock.now = NOW
    return clock


@pytest.fixture
def open_kiosk(database: Database, settings: Settings, clock: ManualClock) -> Iterator[Open]:
    """Return a function that opens a kiosk with a look at NOW; the kiosk closes after the test."""
    opened: list[Kiosk] = []
    application()

    def open_(look: Look = ENGLISH, size: tuple[int, int] = PORTRAIT) -> Visitor:
        kiosk = Kiosk(settings, database, Speaker(), clock, size)
        kiosk.attend()
        opened.append(kiosk)
        timer(kiosk.guide, REST_MS).setInterval(HINT_MS)
        kiosk.translator.choose(look.language)
        kiosk.accessibility.choose("theme", look.theme)
        kiosk.accessibility.choose("scale", look.scale)
        visitor = Visitor(kiosk)
        visitor.settle()
        return visitor

    yield open_
    while opened:
        opened.pop().close()
    # Collect garbage now. Otherwise another thread might collect objects with timers of this one,
    # and Qt would call a timer that no longer exists.
    gc.collect()
    exempt_from_collection()


@cache
def exempt_from_collection() -> None:
    """Exempt what the first kiosk has loaded for all from garbage collection, once."""
    gc.freeze()


@pytest.fixture
def visitor(open_kiosk: Open) -> Visitor:
    """Return a visitor at a kiosk in English."""
    return open_kiosk()


def open_code(visitor: Visitor, code: str) -> None:
    """Look up the booking with ``code`` by touch, starting from the first screen."""
    visitor.tap("my-reservation")
    visitor.tap("code")
    visitor.type(code)
    if not visitor.kiosk.lookup.failure and visitor.sees("look-up"):  # longer codes are in use
        visitor.tap("look-up")


def reserved_before(database: Database) -> str:
    """Reserve ROOM from 09:30, as if requested an hour before NOW, and return the code."""
    start = NOW.replace(minute=30)
    wanted = Interval(start, start + timedelta(hours=1))
    return ReservationService(database).reserve(ROOM, wanted, NOW - timedelta(hours=1)).code


def renew(database: Database, code: str, new: str) -> None:
    """Let the reservation with ``code`` be one with the code ``new``, not checked in yet."""
    table = tables.reservation
    values = {table.c.code: new, table.c.status: BookingStatus.CONFIRMED}
    with database.write() as connection:
        connection.execute(update(table).where(table.c.code == code).values(values))


def reserve_room(visitor: Visitor, slot: int = 0) -> None:
    """Reserve ROOM from now, or from a later ``slot``, by touch from the first screen."""
    visitor.tap("door-spaces")
    rows = visitor.kiosk.spaces.rows.shown_rows()
    visitor.tap(f"space-{[row.code for row in rows].index(ROOM)}")
    visitor.tap(f"slot-{slot}")
    visitor.tap("confirm-reservation")


def plain(text: str) -> str:
    """Return ``text`` without the characters that isolate names from text in another direction."""
    return text.replace("\u2068", "").replace("\u2069", "")


class Listener:
    """Records the phrases that the kiosk speaks."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.said: list[tuple[str, str]] = []
        visitor.kiosk.speaker.spoke.connect(lambda text, code: self.said.append((text, code)))

    def since(self) -> str:
        """Return the phrases spoken since the last call."""
        self.visitor.settle()
        words = " | ".join(text for text, _ in self.said)
        self.said.clear()
        return words


@pytest.fixture
def listening(visitor: Visitor) -> Iterator[Listener]:
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    visitor.settle()  # the speech bar appears
    yield listener
