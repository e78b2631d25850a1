"""The watchdog of an unattended kiosk, and the maintenance of its database."""

import os
import socket
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

from kiosk.services.bookings.retention import delete_expired_bookings
from kiosk.services.upkeep.repair import is_intact, request_repair
from kiosk.store.database import Database
from kiosk.ui.base.background import Background
from kiosk.ui.base.session import Session

RESTART = 75  # exit status (EX_TEMPFAIL, sysexits.h) that requests a restart
_HOURLY_MS = 3_600_000
_LONG_START_SECONDS = 7_200


class SystemdNotifier(QObject):
    """Sends watchdog signals to systemd from the event loop of the screens.

    The protocol is sd_notify(3): datagrams are sent to ``NOTIFY_SOCKET``, twice per
    ``WATCHDOG_USEC``. If these environment variables are not set, nothing is sent. If
    the event loop hangs, the signals stop and systemd restarts the unit.
    """

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._live)
        microseconds = os.environ.get("WATCHDOG_USEC", "")
        if _address() and microseconds.isdecimal():
            self._timer.start(max(1, int(microseconds) // 2000))

    def ready(self) -> None:
        """Report that the first screen is shown."""
        _tell("READY=1")

    @Slot()
    def _live(self) -> None:
        _tell("WATCHDOG=1")


def extend_start_timeout() -> None:
    """Ask systemd for more start-up time: indexing a million titles takes a long time."""
    _tell(f"EXTEND_TIMEOUT_USEC={_LONG_START_SECONDS * 1_000_000}")


def _address() -> str:
    return os.environ.get("NOTIFY_SOCKET", "")


def _tell(state: str) -> None:
    address = _address().replace("@", "\0", 1)  # a name in the abstract namespace
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
        out.setblocking(False)  # a blocked systemd must not block the screens
        try:
            out.sendto(state.encode(), address)
        except OSError:
            return  # systemd is busy or has exited


class CloseBlocker(QObject):
    """Prevents windows from being closed by Alt+F4, the window manager or the task bar."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Close:
            return False
        event.ignore()
        return True


class DatabaseMaintenance(QObject):
    """Maintains the database every hour, unless a visitor is using the kiosk.

    The maintenance deletes expired data and checks the database. If the database is damaged, a
    repair is requested and ``restart`` is emitted between visitors.
    """

    restart = Signal()

    def __init__(
        self,
        database: Database,
        session: Session,
        background: Background,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._database = database
        self._session = session
        self._background = background
        self._clock = clock
        self._damaged = False
        self._timer = QTimer(self, interval=_HOURLY_MS)
        self._timer.timeout.connect(self.care)
        self._timer.start()
        session.ended.connect(self._restart_if_damaged)

    @Slot()
    def care(self) -> None:
        """Run the maintenance now, unless a visitor is using the kiosk."""
        if not self._session.active:
            self._background.run("care", self._look_after, self._take, _ignore)

    def _look_after(self) -> bool:
        """Delete expired bookings if the database is intact; return True if it is intact."""
        whole = is_intact(self._database)
        if whole:
            delete_expired_bookings(self._database, self._clock())
        return whole

    def _take(self, whole: bool) -> None:
        if not whole:
            request_repair(self._database.path.parent)
            self._damaged = True
            if not self._session.active:
                self._restart_if_damaged()

    @Slot()
    def _restart_if_damaged(self) -> None:
        if self._damaged:
            self.restart.emit()


def _ignore(_fault: Exception) -> None:
    """Ignore a fault that is already logged; the maintenance runs again an hour later."""
