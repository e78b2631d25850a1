"""The driver for Evergreen: titles and copies by OAI-PMH, copies on a screen by unAPI.

Evergreen's OAI-PMH lists a title again when the title is edited, not when a copy is lent, unless
the library added the database triggers of its documentation. Options: ``prefix`` and ``set`` of
OAI-PMH; ``dates=copies`` if it has those triggers.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.systems.asking import ask_each
from kiosk.central.harvesting.systems.dated_copies import date_copies
from kiosk.central.harvesting.systems.driver import (
    ANSWER_SECONDS,
    MOST_ASKED,
    SystemConnection,
)
from kiosk.central.harvesting.systems.evergreen_holdings import holdings_params, parse_holdings
from kiosk.central.harvesting.systems.oai_reading import WHOLE_EVERY, OaiReading
from kiosk.central.harvesting.systems.oai_system import OaiSystem
from kiosk.domain.records import Item, TitleCopies

_BELOW = ("/eg/", "/opac/")  # staff may copy the address of a page
_OAI, _UNAPI = "/opac/extras/oai/biblio", "/opac/extras/unapi"
_PREFIX = "marcxml"
_ANSWER_SIZE = 8 * 1024**2  # bytes of all answers to a question
_NO_COPIES = "Evergreen's OAI-PMH gives no copies. Check the setting “copies” of open-ils.oai."


def connect(connection: SystemConnection) -> "EvergreenDriver":
    """Return the driver. Raises SourceError if the address is not that of a web server."""
    return EvergreenDriver(connection)


class EvergreenDriver(OaiSystem):
    """Reads an Evergreen. The id of a title is its number, and branches are short names."""

    def __init__(self, connection: SystemConnection) -> None:
        super().__init__(connection, _BELOW)
        self._dates_of_copies = connection.options.get("dates", "") == "copies"

    def read_copies(self) -> Iterator[TitleCopies]:
        """Yield the copies in the fields 852 that Evergreen adds to its records."""
        reading, now = self._reading("copies"), self._connection.now
        if self._dates_of_copies:
            yield from reading.copies()
        else:
            known = self._connection.known_copies
            yield from date_copies(reading.copies(), known, now, list_is_right=True)
        self.copies_complete = reading.complete
        self.copies_current = self._dates_of_copies and reading.told
        if not reading.given:
            self._notes.append(_NO_COPIES)

    def ask(self, source_ids: Sequence[str]) -> Iterator[TitleCopies]:
        """Yield the copies of these titles as Evergreen has them now."""
        asked = [each for each in source_ids if each.isascii() and each.isdecimal()][:MOST_ASKED]
        fetcher = self._connection.fetcher.for_question(ANSWER_SECONDS, _ANSWER_SIZE)
        for title, items in ask_each(lambda each: self._holdings(fetcher, each), asked):
            yield TitleCopies(title, items)

    def _reading(self, name: str) -> OaiReading:
        repository = self._repository(self._address.at(_OAI), _PREFIX)
        often = name == "copies" and not self._dates_of_copies
        return OaiReading(
            repository, _record_id, self._state, name, self._connection.now,
            whole_every=timedelta(days=1) if often else WHOLE_EVERY,
            statuses=self._statuses if name == "copies" else None,
        )  # fmt: skip

    def _holdings(self, fetcher: Fetcher, title: str) -> tuple[Item, ...]:
        with fetcher.get(self._address.at(_UNAPI), holdings_params(title)) as answer:
            assert answer.path is not None
            return parse_holdings(answer.path, self._statuses, self._connection.zone)


def _record_id(identifier: str) -> str:
    """Return the number at the end of an OAI identifier, such as "oai:example.org:12"."""
    return identifier.rpartition(":")[2]
