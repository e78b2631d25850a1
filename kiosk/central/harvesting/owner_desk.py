"""The threads that ask the owners of spaces: one for each system, so that none delays another."""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from kiosk.central.bookings import owner_bookings
from kiosk.central.bookings.owner_bookings import OwnerBooking
from kiosk.central.database import CentralDatabase
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.owner_outbox import OwnerOutbox

_log = logging.getLogger(__name__)


class OwnerDesk:
    """Lets ``outbox`` work through the attempts that are due, each system in its own thread."""

    def __init__(
        self, database: CentralDatabase, clock: Callable[[], datetime], outbox: OwnerOutbox
    ) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._lock = threading.Lock()
        self._running: dict[str, threading.Thread] = {}

    def look(self) -> None:
        """Ask about the attempts that are due, in the background. Errors are logged."""
        try:
            self._outbox.release_absent_visitors()
            self.ask_now()
        except Exception:
            _log.exception("the owners of spaces could not be asked")

    def ask_now(self) -> None:
        """Start asking about the attempts that are due now; return at once."""
        with self._lock:
            for source in self._due().keys() - self._running.keys():
                thread = threading.Thread(target=self._ask, args=(source,), daemon=True)
                self._running[source] = thread
                thread.start()

    def wait(self) -> None:
        """Wait until all systems that are being asked have answered, for tests."""
        for thread in list(self._running.values()):
            thread.join()

    def _due(self) -> dict[str, list[OwnerBooking]]:
        """Return the attempts that are due, by source."""
        with self._database.read() as connection:
            due = owner_bookings.due_bookings(connection, self._clock())
        found: dict[str, list[OwnerBooking]] = defaultdict(list)
        for each in due:
            found[each.source].append(each)
        return found

    def _ask(self, name: str) -> None:
        """Work through what is due in one system, and what becomes due meanwhile."""
        try:
            with self._database.read() as connection:
                source = upstream.find_source(connection, name)
            while source and (due := self._due().get(name)):
                self._outbox.work(source, due)
        except Exception:
            _log.exception("“%s” could not be asked", name)
        finally:
            with self._lock:
                del self._running[name]
