"""What the drivers have in common whose titles come by OAI-PMH."""

from collections.abc import Sequence

from kiosk.central.harvesting.oai_pmh import OaiRepository
from kiosk.central.harvesting.systems.driver import SystemConnection
from kiosk.central.harvesting.systems.oai_reading import DriverState, OaiReading
from kiosk.central.harvesting.systems.unknown_statuses import StatusNames
from kiosk.central.harvesting.systems.web_address import web_address
from kiosk.sources.entries import Entries


class OaiSystem:
    """A library system on the web; a driver adds ``_reading``, ``read_copies`` and ``ask``.

    ``below`` are paths that staff may have copied with the address. Raises SourceError if the
    address is not that of a web server.
    """

    def __init__(self, connection: SystemConnection, below: Sequence[str]) -> None:
        self._connection = connection
        self._address = web_address(connection.address, *below)
        self._state = DriverState(connection.state)
        self._statuses = StatusNames(connection.statuses)
        self._notes: list[str] = []
        self.titles_complete = False
        self.copies_complete = False
        self.copies_current = False

    @property
    def state(self) -> str:
        """What is remembered until the next reading."""
        return str(self._state)

    def read_titles(self) -> Entries:
        """Yield the titles in the system's OAI-PMH repository."""
        reading = self._reading("titles")
        yield from reading.titles()
        self.titles_complete = reading.complete

    def notes(self) -> Sequence[str]:
        """Return what staff should know about the last reading."""
        return [*self._notes, *self._statuses.notes()]

    def close(self) -> None:
        """Do nothing: the fetcher belongs to the caller."""

    def _reading(self, name: str) -> OaiReading:
        """Return a reading of the repository, with its ``name`` in the state."""
        raise NotImplementedError

    def _repository(self, url: str, prefix: str) -> OaiRepository:
        """Return the repository at ``url``; ``prefix`` is the usual format of the system."""
        options = self._connection.options
        return OaiRepository(
            self._connection.fetcher, url, options.get("prefix", prefix), options.get("set", "")
        )
