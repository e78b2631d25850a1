"""The driver for systems that speak SIP2: the copies of titles on a screen, by barcode.

SIP2 knows neither titles nor lists, so these come from another source, an OAI-PMH repository or a
file. The address is sip2://user:password@host:6001, or sip2s:// with TLS. Options: ``titles`` (the
address of an OAI-PMH repository, with ``prefix`` and ``set``) or ``file`` (the address of a file
with titles and copies); ``institution`` (AO), ``location`` (CP) and ``terminal_password`` (AC).
"""

import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from kiosk.central.harvesting.source_urls import redact_url
from kiosk.central.harvesting.systems import sip2_messages as sip2
from kiosk.central.harvesting.systems.dated_copies import date_copies
from kiosk.central.harvesting.systems.driver import (
    ANSWER_SECONDS,
    MOST_ASKED,
    SystemConnection,
)
from kiosk.central.harvesting.systems.listed_titles import listed_titles
from kiosk.central.harvesting.systems.oai_reading import DriverState
from kiosk.central.harvesting.systems.sip2_client import Sip2Account, Sip2Connection
from kiosk.central.harvesting.systems.unknown_statuses import StatusNames
from kiosk.central.harvesting.tls import tls_context
from kiosk.domain.records import Item, ItemStatus, TitleCopies
from kiosk.errors import SourceError
from kiosk.sources.entries import Entries

_PORT = 6001
_MOST_BARCODES = 100  # in one question
_OTHER = "01"  # a status that SIP2 does not name
# What a list says that SIP2 has no status for.
_ONLY_LISTED = frozenset({ItemStatus.REFERENCE, ItemStatus.MISSING})


def connect(connection: SystemConnection) -> "Sip2Driver":
    """Return the driver. Raises SourceError if the address is not one of SIP2."""
    return Sip2Driver(connection)


@dataclass(frozen=True, slots=True)
class _Place:
    host: str
    port: int
    tls: bool
    user: str = field(repr=False)
    password: str = field(repr=False)


class Sip2Driver:
    """Reads titles and copies from a repository or a file, and asks SIP2 how copies are now."""

    def __init__(self, connection: SystemConnection) -> None:
        self._connection = connection
        self._place = _parse_address(connection.address)
        self._account = _account(self._place, connection.options)
        self._state = DriverState(connection.state)
        self._statuses = StatusNames(connection.statuses)
        self.titles_complete = False
        self.copies_complete = False
        self.copies_current = False  # only an answer of SIP2 is

    @property
    def state(self) -> str:
        """What is remembered until the next reading."""
        return str(self._state)

    def read_titles(self) -> Entries:
        """Yield the titles of the repository or the file, if there is one."""
        if reading := listed_titles(self._connection, self._state, "titles"):
            yield from reading.titles()
            self.titles_complete = reading.complete

    def read_copies(self) -> Iterator[TitleCopies]:
        """Yield the copies that the repository or the file lists, with their barcodes."""
        if reading := listed_titles(self._connection, self._state, "copies"):
            known, now = self._connection.known_copies, self._connection.now
            yield from date_copies(reading.copies(), known, now, list_is_right=False)
            self.copies_complete = reading.complete

    def ask(self, source_ids: Sequence[str]) -> Iterator[TitleCopies]:
        """Yield the copies of these titles with the statuses that SIP2 answers.

        A title is left out if the status of one of its copies is not answered.
        """
        known = [
            title
            for title in self._connection.known_copies(list(source_ids)[:MOST_ASKED])
            if title.items and all(sip2.is_sendable(item.barcode) for item in title.items)
        ]
        if not known:
            return
        connection = self._connected()
        left = _MOST_BARCODES
        try:
            for title in known:
                left -= len(title.items)
                if left < 0:
                    return
                items = [self._asked(connection, item) for item in title.items]
                if None not in items:
                    yield TitleCopies(title.source_id, tuple(filter(None, items)))
        finally:
            connection.close()

    def notes(self) -> Sequence[str]:
        """Return what staff should know about statuses."""
        return self._statuses.notes()

    def close(self) -> None:
        """Do nothing: a connection is open only while it is asked."""

    def _connected(self) -> Sip2Connection:
        place = self._place
        self._connection.fetcher.reach.check(place.host)
        tls: ssl.SSLContext | None = None
        if place.tls:
            tls = tls_context(self._connection.authority, self._connection.fingerprint)
        deadline = time.monotonic() + ANSWER_SECONDS
        return Sip2Connection(
            place.host, place.port, self._account, tls, deadline, self._connection.fetcher.reach
        )

    def _asked(self, connection: Sip2Connection, item: Item) -> Item | None:
        """Return ``item`` as it is now, or None if the system does not know its barcode."""
        now = self._connection.now.astimezone(self._connection.zone)
        question = sip2.item_information(
            item.barcode, connection.institution, self._account.terminal_password, now
        )
        answer = connection.ask(question, "18")
        number = answer.circulation_status
        if answer.fields.get("AB", "").strip() != item.barcode.strip():
            return None
        if number == _OTHER and not answer.fields.get("AJ", "").strip():
            return None  # so systems answer about a barcode that they do not know
        status = self._statuses.meaning(
            f"SIP2 {number}", sip2.CIRCULATION_STATUSES.get(number, ItemStatus.UNKNOWN)
        )
        if item.status in _ONLY_LISTED and status in (ItemStatus.AVAILABLE, ItemStatus.UNKNOWN):
            status = item.status
        on_loan = status is ItemStatus.ON_LOAN
        due = sip2.parse_due(answer.fields.get("AH", "")) if on_loan else None
        return replace(item, status=status, due=due, as_of=None)


def _parse_address(address: str) -> _Place:
    try:
        parts = urlsplit(address.strip())
        port = parts.port or _PORT
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
    except ValueError:
        raise _not_an_address(address) from None
    if parts.scheme not in ("sip2", "sip2s") or not parts.hostname:
        raise _not_an_address(address)
    return _Place(parts.hostname, port, parts.scheme == "sip2s", user, password)


def _not_an_address(address: str) -> SourceError:
    advice = "It is like sip2://host:6001, or sip2s://host:6001 with TLS."
    return SourceError(f"“{redact_url(address)}” is not an address of SIP2.", advice)


def _account(place: _Place, options: Mapping[str, str]) -> Sip2Account:
    account = Sip2Account(
        place.user,
        place.password,
        options.get("location", ""),
        options.get("institution", ""),
        options.get("terminal_password", ""),
    )
    values = (account.user, account.password, account.location, account.institution,
              account.terminal_password)  # fmt: skip
    if not all(not value or sip2.is_sendable(value) for value in values):
        advice = "They may be 120 characters long and have no “|”."
        raise SourceError("SIP2 cannot send this user name, password or option.", advice)
    return account
