"""The display beside a room's door: a separate window that shows data of the local database."""

import contextlib
import signal
from datetime import UTC, datetime
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.app import Clock, application
from kiosk.errors import KioskError
from kiosk.resources import assets
from kiosk.services.bookings.space_occupancy import SpaceOccupancy
from kiosk.settings import Settings
from kiosk.store.database import Database
from kiosk.ui.base import fonts
from kiosk.ui.base.display import pixels_per_mm
from kiosk.ui.base.drawings import DrawingProvider
from kiosk.ui.base.translator import Translator
from kiosk.ui.room_display.room_display import RoomDisplayModel
from kiosk.watchdog import SystemdNotifier

_WINDOW = Path(__file__).parent / "ui" / "room_display" / "RoomDisplay.qml"


class RoomDisplay(QObject):
    """The window that shows the space ``code``, alternating between ``languages``.

    ``clock`` returns the time in UTC. Raises KioskError if the space does not exist.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        code: str,
        languages: tuple[str, ...],
        clock: Clock = lambda: datetime.now(UTC),
        size: tuple[int, int] | None = None,
        screen: QScreen | None = None,
    ) -> None:
        super().__init__()
        self.translator = Translator(languages, languages[0])
        self.door = RoomDisplayModel(SpaceOccupancy(database, code), self.translator, clock)
        width, height = size or QGuiApplication.primaryScreen().size().toTuple()
        fonts.load()
        self.engine = QQmlApplicationEngine()
        self.engine.addImageProvider("icon", DrawingProvider(assets() / "icons"))
        self.engine.setInitialProperties(
            {
                "translator": self.translator,
                "door": self.door,
                "pixelsPerMm": pixels_per_mm(settings, width, height, screen),
                "family": fonts.main_family(),
                "width": width,
                "height": height,
            }
        )
        self.engine.load(QUrl.fromLocalFile(str(_WINDOW)))
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise KioskError("The display could not be loaded.", "Install the kiosk again.")
        self.window = roots[0]
        for model in (self.translator, self.door):
            model.setParent(self)

    def close(self) -> None:
        self.window.close()
        shiboken6.delete(self.engine)
        shiboken6.delete(self)


def show_room_display(
    settings: Settings,
    database: Database,
    code: str,
    languages: tuple[str, ...],
    *,
    screen: int = 0,
    windowed: bool = False,
) -> int:
    """Show the space ``code`` until the process ends, and return the exit status."""
    app = application()
    there = _screen(screen)
    size = (960, 540) if windowed else there.size().toTuple()
    with contextlib.closing(
        RoomDisplay(settings, database, code, languages, size=size, screen=there)
    ) as display:
        signs = SystemdNotifier()
        QTimer.singleShot(0, signs.ready)
        signal.signal(signal.SIGINT, lambda *_: app.quit())
        if not windowed:
            display.window.setScreen(there)
            display.window.setGeometry(there.geometry())
            display.window.showFullScreen()
        return app.exec()


def _screen(number: int) -> QScreen:
    screens = QGuiApplication.screens()
    if not 0 <= number < len(screens):
        raise KioskError(f"There is no display {number}.", f"There is: 0 to {len(screens) - 1}.")
    return screens[number]
