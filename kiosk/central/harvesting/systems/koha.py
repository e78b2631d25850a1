"""The driver for Koha: titles by OAI-PMH, copies by the REST API, by OAI-PMH or by ILS-DI.

With an account, copies are read by the REST API. Without, they are read by OAI-PMH, if Koha is told
to give them (packaging/koha/oai.yaml). Options: ``auth`` ("oauth" if the account is an API key),
``prefix`` and ``set`` of OAI-PMH, ``opac`` (the address of the catalogue, if it is another one, for
covers).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.http_answers import RequestRejected
from kiosk.central.harvesting.systems import koha_ils_di as ils_di
from kiosk.central.harvesting.systems.asking import ask_each
from kiosk.central.harvesting.systems.driver import (
    ANSWER_SECONDS,
    MOST_ASKED,
    SystemConnection,
)
from kiosk.central.harvesting.systems.koha_api import (
    CheckoutRow,
    HoldRow,
    ItemRow,
    KohaApi,
    NotAllowed,
    NotThere,
)
from kiosk.central.harvesting.systems.koha_copies import KohaCopies, KohaNames, SeenItems
from kiosk.central.harvesting.systems.oai_reading import OaiReading
from kiosk.central.harvesting.systems.oai_system import OaiSystem
from kiosk.central.harvesting.systems.web_address import web_address
from kiosk.domain.records import TitleCopies
from kiosk.errors import SourceError

_BELOW = ("/cgi-bin/koha", "/api/v1")  # staff may copy the address of a page
_OAI = "/cgi-bin/koha/oai.pl"
_COVER = "/cgi-bin/koha/opac-image.pl?thumbnail=0&biblionumber="
_OPAC = "opac"
_PREFIX = "marcxml"
_WHOLE_EVERY = timedelta(days=7)
_AFTER_DELETION = timedelta(days=1)  # the API says how many items there are, not which are gone
_OVERLAP = timedelta(minutes=2)  # changes that were being written during the last reading
_ANSWER_SIZE = 8 * 1024**2  # bytes of all answers to a question
_NO_COPIES = (
    "Koha's OAI-PMH gives titles without copies. Set it up as packaging/koha/README.md says."
)
_NO_HOLDS = (
    "Koha's account may not read holds, so books that wait for a borrower look free. "
    "Give it the permission “place_holds”, or read the copies without an account."
)


def connect(connection: SystemConnection) -> "KohaDriver":
    """Return the driver. Raises SourceError if the address is not that of a web server."""
    return KohaDriver(connection)


class KohaDriver(OaiSystem):
    """Reads a Koha. The id of a title is its biblionumber; branches are Koha's codes."""

    def __init__(self, connection: SystemConnection) -> None:
        super().__init__(connection, _BELOW)
        oauth = connection.options.get("auth", "") == "oauth"
        self._api = KohaApi(connection.fetcher, self._address, oauth)

    def read_copies(self) -> Iterator[TitleCopies]:
        """Yield the items of all titles, or of the titles of which an item changed."""
        if self._address.user:
            yield from self._read_items()
            self.copies_current = True
            return
        reading = self._reading("copies")
        yield from reading.copies()
        self.copies_complete, self.copies_current = reading.complete, reading.told
        if not reading.given:
            self._notes.append(_NO_COPIES)

    def ask(self, source_ids: Sequence[str]) -> Iterator[TitleCopies]:
        """Yield the items of these titles as Koha has them now."""
        asked = [each for each in source_ids if each.isascii() and each.isdecimal()][:MOST_ASKED]
        if not asked:
            return
        fetcher = self._connection.fetcher.for_question(ANSWER_SECONDS, _ANSWER_SIZE)
        if self._address.user:
            yield from self._ask_with_account(self._api.with_fetcher(fetcher), asked)
            return
        try:
            yield from self._ask_in_public(self._api.with_fetcher(fetcher), asked)
        except (NotAllowed, NotThere):  # the REST API is closed to the public, or too old
            yield from self._ask_ils_di(fetcher, asked)

    def covers(self, titles: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the address of the local cover image of each title.

        Koha does not list them, and answers with one pixel if there is none.
        """
        opac = self._connection.options.get(_OPAC)
        address = web_address(opac, *_BELOW) if opac else self._address
        for title in titles:
            if title.isascii() and title.isdecimal():
                yield title, address.at(_COVER + title)

    def _reading(self, name: str) -> OaiReading:
        repository = self._repository(self._address.at(_OAI), _PREFIX)
        statuses = self._statuses if name == "copies" else None
        now = self._connection.now
        return OaiReading(repository, _biblio_id, self._state, name, now, statuses=statuses)

    def _read_items(self) -> Iterator[TitleCopies]:
        state, since = self._state, self._state["since"]
        self.copies_complete = not since or self._is_whole_due()
        held, seen = self._holds(self._api), SeenItems(state)
        if self.copies_complete:
            state.update({"names": KohaNames.read(self._api).as_text()})
            due, titles = _due_dates(self._api.all_checkouts), list[str]()
            yield from self._copies(seen.follow(self._api.all_items()), titles, held, due)
        else:
            titles = self._changed_titles(since, held)
            rows = list(self._api.items_of(titles))
            on_loan = [row.item_id for row in rows if row.checked_out_date]
            due = _due_dates(lambda: self._api.checkouts_of(on_loan))
            yield from self._copies(seen.follow(rows), titles, held, due)
        now = self._connection.now
        state.update(seen.new_state(self._api.count_items(), now, whole=self.copies_complete))
        state.update({"held": " ".join(sorted(map(_hold_key, held.values())))})

    def _is_whole_due(self) -> bool:
        """Return whether all items have to be read: weekly, or daily if some were deleted."""
        last, every = self._state.time("whole"), _WHOLE_EVERY
        if self._state["deleted"]:
            every = _AFTER_DELETION
        return last is None or not timedelta(0) <= self._connection.now - last < every

    def _changed_titles(self, since: str, held: Mapping[str, HoldRow]) -> list[str]:
        """Return the titles of which an item or a hold at a desk changed since ``since``."""
        changed = [row.biblio_id for row in self._api.items_changed(_earlier(since))]
        before, after = set(self._state["held"].split()), set(map(_hold_key, held.values()))
        return [*changed, *(key.rpartition("/")[2] for key in sorted(before ^ after))]

    def _holds(self, api: KohaApi, titles: Sequence[str] = ()) -> dict[str, HoldRow]:
        """Return the holds whose items wait or travel, by item."""
        try:
            found = list(api.holds_at_desks(titles))
        except NotAllowed:
            if _NO_HOLDS not in self._notes:
                self._notes.append(_NO_HOLDS)
            return {}
        return {hold.item_id: hold for hold in found if hold.item_id}

    def _copies(
        self,
        rows: Iterable[ItemRow],
        titles: Sequence[str],
        held: Mapping[str, HoldRow],
        due: Mapping[str, str],
    ) -> Iterator[TitleCopies]:
        """Yield the copies in ``rows``, and no copies for those of ``titles`` without a row."""
        names = KohaNames.from_text(self._state["names"])
        without = dict.fromkeys(titles)
        for title in KohaCopies(names, self._statuses, held, due).by_title(rows):
            without.pop(title.source_id, None)
            yield title
        yield from (TitleCopies(each, ()) for each in without)

    def _ask_with_account(self, api: KohaApi, asked: Sequence[str]) -> Iterator[TitleCopies]:
        with ThreadPoolExecutor(1, "holds") as pool:
            asking = pool.submit(self._holds, api, asked)
            rows, held = list(api.items_of(asked)), asking.result()
        yield from self._copies(rows, asked, held, {})

    def _ask_in_public(self, api: KohaApi, asked: Sequence[str]) -> Iterator[TitleCopies]:
        for title, rows in ask_each(api.public_items, asked):
            yield from self._copies(rows, [title], {}, {})

    def _ask_ils_di(self, fetcher: Fetcher, asked: Sequence[str]) -> Iterator[TitleCopies]:
        url, params = self._address.at(ils_di.SERVICE), ils_di.availability_params(asked)
        try:
            with fetcher.get(url, params) as answer:
                assert answer.path is not None
                yield from ils_di.parse_availability(answer.path, self._statuses.meaning)
        except RequestRejected as fault:
            advice = (
                "Set the system preference RESTPublicAnonymousRequests or ILS-DI of Koha to "
                "“Enable”, and allow this server in ILS-DI:AuthorizedIPs."
            )
            raise SourceError("Koha gives nobody the items of a title.", advice) from fault


def _biblio_id(identifier: str) -> str:
    """Return the biblionumber at the end of an OAI identifier, such as "KOHA-OAI:101"."""
    return identifier.rpartition(":")[2]


def _hold_key(hold: HoldRow) -> str:
    return f"{hold.item_id}/{hold.status}/{hold.biblio_id}"


def _due_dates(checkouts: Callable[[], Iterator[CheckoutRow]]) -> dict[str, str]:
    """Return due dates by item, or none if the account may not read checkouts."""
    try:
        return {row.item_id: row.due_date for row in checkouts()}
    except NotAllowed:
        return {}  # an item on loan has its due date too


def _earlier(timestamp: str) -> str:
    """Return a somewhat earlier time in the same zone.

    Koha's databases differ in whether they respect the zone of a time, so it is Koha's own zone.
    """
    return (datetime.fromisoformat(timestamp) - _OVERLAP).isoformat()
