"""Screenshots of every screen, taken with a copy of the database.

The journey through the screens reserves a space and registers for a programme. Because of the copy,
the kiosk's own database stays unchanged, even if the process is killed during the journey.
"""

import contextlib
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from kiosk.app import Kiosk, application
from kiosk.errors import KioskError
from kiosk.scratch_folder import ScratchFolder
from kiosk.settings import Settings
from kiosk.speech.phrases import Phrase
from kiosk.speech.speaker import Speaker, SpeechFault
from kiosk.store.cover_files import FOLDER
from kiosk.store.database import Database
from kiosk.testing.journey import journey
from kiosk.testing.visitor import Look, Visitor

Clock = Callable[[], datetime]


def take_pictures(
    settings: Settings,
    database: Database,
    folder: Path,
    looks: Iterable[Look],
    clock: Clock = lambda: datetime.now(UTC),
) -> Iterator[Path]:
    """Take screenshots of each screen with each look, and yield the paths of the files.

    ``database`` is not changed. ``clock`` returns the time in UTC. The function needs a display or
    Qt's offscreen platform. Raises KioskError if ``folder`` or a screenshot cannot be written, and
    StoreError if the temporary folder has too little space for the copy.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise KioskError(f"{folder} cannot be created: {fault.strerror}.") from fault
    application()
    with _copy_of(database) as copy:
        for look in looks:
            yield from _journey_in(look, settings, copy, folder, clock)


class _SilentSpeaker(Speaker):
    """Says nothing, so that pictures show a kiosk with a loudspeaker wherever they are taken."""

    @property
    def fault(self) -> SpeechFault | None:
        return None

    def say(self, phrases: tuple[Phrase, ...], interrupt: bool = True, aside: bool = False) -> None:
        """Drop the phrases."""


def _journey_in(
    look: Look, settings: Settings, database: Database, folder: Path, clock: Clock
) -> Iterator[Path]:
    with contextlib.closing(Kiosk(settings, database, _SilentSpeaker(), clock, look.size)) as kiosk:
        kiosk.translator.choose(look.language or settings.language)
        kiosk.accessibility.choose("theme", look.theme)
        kiosk.accessibility.choose("scale", look.scale)
        width, height = look.size
        stem = f"{kiosk.translator.code}-{look.theme}-{look.scale}-{width}x{height}"
        visitor = Visitor(kiosk)
        if settings.attract_seconds:
            kiosk.attract.show()
            yield visitor.draw(folder / f"{stem}-00-attract.png")
            kiosk.attract.leave()
        for number, name in enumerate(journey(visitor), 1):
            yield visitor.draw(folder / f"{stem}-{number:02}-{name}.png")


@contextlib.contextmanager
def _copy_of(database: Database) -> Iterator[Database]:
    """Yield a copy of ``database``, which is deleted at the end.

    If this process is killed, the next process deletes the copy.
    """
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with (
            contextlib.closing(ScratchFolder("screens")) as scratch,
            contextlib.closing(database.duplicate(scratch.path)) as copy,
        ):
            with contextlib.suppress(OSError):  # without symbolic links all covers are drawn
                (scratch.path / FOLDER).symlink_to((database.path.parent / FOLDER).resolve())
            yield copy
    finally:
        signal.signal(signal.SIGTERM, before)
