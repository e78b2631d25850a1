"""The driver for FOLIO: titles and copies by edge-oai-pmh, copies on a screen by edge-rtac.

The password of the address is FOLIO's API key: https://:KEY@edge.example.org. Options: ``prefix``
and ``set`` of OAI-PMH; ``rtac`` (the address of edge-rtac, if it is another one).
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs, quote, urlsplit

from kiosk.central.harvesting.http_answers import RequestRejected
from kiosk.central.harvesting.systems.dated_copies import date_copies
from kiosk.central.harvesting.systems.driver import (
    ANSWER_SECONDS,
    MOST_ASKED,
    SystemConnection,
)
from kiosk.central.harvesting.systems.folio_rtac import parse_rtac, rtac_params
from kiosk.central.harvesting.systems.oai_reading import OaiReading
from kiosk.central.harvesting.systems.oai_system import OaiSystem
from kiosk.domain.records import TitleCopies
from kiosk.errors import SourceError

_BELOW = ("/oai", "/rtac")  # staff may copy the address of one of the two services
_PREFIX = "marc21_withholdings"
_ANSWER_SIZE = 8 * 1024**2  # bytes of the answer to a question
_INSTANCE = re.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NO_COPIES = (
    "FOLIO's OAI-PMH gives no copies. The format must be marc21_withholdings, which the user of "
    "the API key has to be allowed to read."
)


def connect(connection: SystemConnection) -> "FolioDriver":
    """Return the driver. Raises SourceError if the address is not that of a web server."""
    return FolioDriver(connection)


class FolioDriver(OaiSystem):
    """Reads a FOLIO. The id of a title is that of its instance; branches are libraries."""

    def __init__(self, connection: SystemConnection) -> None:
        super().__init__(connection, _BELOW)
        self._key = self._address.password or _key_in(connection.address)

    def read_copies(self) -> Iterator[TitleCopies]:
        """Yield the copies in the fields 952, whose statuses FOLIO does not tell there."""
        reading, known = self._reading("copies"), self._connection.known_copies
        now = self._connection.now
        yield from date_copies(reading.copies(), known, now, list_is_right=False)
        self.copies_complete = reading.complete  # but not current: the list tells no states
        if not reading.given:
            self._notes.append(_NO_COPIES)

    def ask(self, source_ids: Sequence[str]) -> Iterator[TitleCopies]:
        """Yield the copies of these titles as FOLIO has them now."""
        asked = [each for each in source_ids if _INSTANCE.fullmatch(each)][:MOST_ASKED]
        if not asked:
            return
        known = {
            title.source_id: {item.barcode: item for item in title.items if item.barcode}
            for title in self._connection.known_copies(asked)
        }
        fetcher = self._connection.fetcher.for_question(ANSWER_SECONDS, _ANSWER_SIZE)
        root = self._connection.options.get("rtac", "").rstrip("/") or self._address.root
        params = rtac_params(asked) | ({"apikey": self._key} if self._key else {})
        headers = {"Accept": "application/xml"}
        try:
            with fetcher.get(f"{root}/rtac", params, headers) as answer:
                assert answer.path is not None
                zone = self._connection.zone
                yield from parse_rtac(answer.path, asked, known, self._statuses, zone)
        except RequestRejected as fault:
            advice = "Check the API key, and that its user has the permission rtac.all."
            raise SourceError("FOLIO refuses to say how copies are now.", advice) from fault

    def _reading(self, name: str) -> OaiReading:
        url = self._address.at("/oai")
        url += f"?apikey={quote(self._key, safe='')}" if self._key else ""
        repository = self._repository(url, _PREFIX)
        return OaiReading(repository, _instance_id, self._state, name, self._connection.now)


def _instance_id(identifier: str) -> str:
    """Return the UUID at the end of an identifier, such as "oai:example.org:tenant/UUID"."""
    return identifier.rpartition("/")[2]


def _key_in(address: str) -> str:
    """Return the API key in the query of an address that staff copied, or ""."""
    return next(iter(parse_qs(urlsplit(address.strip()).query).get("apikey", ())), "")
