"""The titles beside a system that knows only copies: from a repository or a file."""

from kiosk.central.harvesting.oai_pmh import OaiRepository
from kiosk.central.harvesting.systems.driver import SystemConnection
from kiosk.central.harvesting.systems.file_reading import FileReading
from kiosk.central.harvesting.systems.oai_reading import DriverState, OaiReading


def listed_titles(
    connection: SystemConnection, state: DriverState, name: str
) -> OaiReading | FileReading | None:
    """Return a reading of the repository or file that the options name, or None if they name none.

    The option ``titles`` is the address of an OAI-PMH repository, with ``prefix`` and ``set``;
    ``file`` is the address of a file with titles and copies. ``name`` is the name of the reading in
    ``state``.
    """
    options, fetcher, now = connection.options, connection.fetcher, connection.now
    if url := options.get("titles"):
        repository = OaiRepository(fetcher, url, options.get("prefix", ""), options.get("set", ""))
        return OaiReading(repository, str, state, name, now)
    if url := options.get("file"):
        return FileReading(fetcher, url, state, name, connection.zone.key, now)
    return None
