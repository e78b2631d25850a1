"""Koha's REST API (version 1): items, checkouts and holds.

Sources: Koha, api/v1/swagger; Koha/Item.pm, to_api_mapping and public_read_list.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, TypeVar

import httpx
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from kiosk.central.harvesting.download import Download, Fetcher
from kiosk.central.harvesting.http_answers import RequestRejected
from kiosk.central.harvesting.systems.web_address import WebAddress
from kiosk.errors import SourceError

_PATH = "/api/v1"
_PAGE = 100  # rows in one answer; Koha needs about 20 ms for an item
_MOST_PAGES = 100_000
_IDS = 100  # ids in one question, which are part of its address
_LARGEST = 16 * 1024**2  # bytes of one answer
_JSON = {"Accept": "application/json"}
_PERMISSIONS = {
    "/items": "catalogue",
    "/checkouts": "circulate_remaining_permissions",
    "/holds": "place_holds",
}


def _text(value: object) -> object:
    """Numbers are texts here: a code may be either, depending on the release of Koha."""
    if isinstance(value, bool) or value is None:
        return "1" if value else ""
    return str(value) if isinstance(value, int) else value


Text = Annotated[str, BeforeValidator(_text)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")  # above all, nothing about members is kept


class ItemRow(_Row):
    """An item. Dates are in ISO 8601; ``checked_out_date`` is the due date of an item on loan."""

    item_id: Text
    biblio_id: Text
    external_id: Text = ""  # the barcode
    home_library_id: Text = ""
    holding_library_id: Text = ""
    location: Text = ""
    callnumber: Text = ""
    checked_out_date: Text = ""
    item_type_id: Text = ""
    effective_item_type_id: Text = ""
    not_for_loan_status: Text = ""
    effective_not_for_loan_status: Text = ""
    damaged_status: Text = ""
    lost_status: Text = ""
    withdrawn: Text = ""
    restricted_status: Text = ""
    timestamp: Text = ""


class CheckoutRow(_Row):
    """An item on loan, without the borrower."""

    item_id: Text
    due_date: Text = ""


class HoldRow(_Row):
    """A hold, without the borrower. ``status`` is W (waiting), T (in transit) or P (processed)."""

    item_id: Text = ""
    biblio_id: Text = ""
    status: Text = ""


class ValueRow(_Row):
    """An authorised value and its description."""

    value: Text = ""
    description: Text = ""
    opac_description: Text = ""


class _Token(BaseModel):
    access_token: str


R = TypeVar("R", bound=_Row)
T = TypeVar("T")
_ITEMS = TypeAdapter(list[ItemRow])
_CHECKOUTS = TypeAdapter(list[CheckoutRow])
_HOLDS = TypeAdapter(list[HoldRow])
_VALUES = TypeAdapter(list[ValueRow])
_TOKEN = TypeAdapter(_Token)


class NotAllowed(SourceError):
    """Koha refuses an answer to this account (HTTP 401 or 403)."""


class NotThere(SourceError):
    """Koha has no such address (HTTP 404)."""


class KohaApi:
    """Koha's REST API at ``address``; ``oauth`` means that its account is an API key.

    Errors are raised as SourceError, with advice for staff.
    """

    def __init__(self, fetcher: Fetcher, address: WebAddress, oauth: bool) -> None:
        self._fetcher = fetcher
        self._address = address
        self._oauth = oauth
        self._header = {} if oauth else address.basic

    def with_fetcher(self, fetcher: Fetcher) -> "KohaApi":
        """Return the same API, read by another fetcher."""
        other = KohaApi(fetcher, self._address, self._oauth)
        other._header = self._header
        return other

    def all_items(self) -> Iterator[ItemRow]:
        """Yield all items."""
        yield from self._pages("/items", _ITEMS, None, "+item_id")

    def count_items(self) -> int:
        """Return the number of all items."""
        with self._get("/items", {"_per_page": "1", "_page": "1"}) as answer:
            found = _parsed(_ITEMS, answer)
            return _number(answer.headers.get("X-Total-Count", "")) or len(found)

    def items_changed(self, since: str) -> Iterator[ItemRow]:
        """Yield the items changed at or after ``since``, which is a timestamp of an item."""
        yield from self._pages("/items", _ITEMS, {"timestamp": {">=": since}}, "+item_id")

    def items_of(self, biblio_ids: Sequence[str]) -> Iterator[ItemRow]:
        """Yield the items of these titles."""
        for part in _parts(biblio_ids):
            yield from self._pages("/items", _ITEMS, {"biblio_id": part}, "+item_id")

    def checkouts_of(self, item_ids: Sequence[str]) -> Iterator[CheckoutRow]:
        """Yield the checkouts of these items."""
        for part in _parts(item_ids):
            yield from self._pages("/checkouts", _CHECKOUTS, {"item_id": part}, "+checkout_id")

    def all_checkouts(self) -> Iterator[CheckoutRow]:
        """Yield the checkouts of all items."""
        yield from self._pages("/checkouts", _CHECKOUTS, None, "+checkout_id")

    def holds_at_desks(self, biblio_ids: Sequence[str] = ()) -> Iterator[HoldRow]:
        """Yield the holds of these titles, or of all, whose item waits, travels or is prepared."""
        query: dict[str, object] = {"status": ["W", "T", "P"]}
        query |= {"biblio_id": list(biblio_ids)} if biblio_ids else {}
        yield from self._pages("/holds", _HOLDS, query, "+hold_id")

    def authorised_values(self, category: str) -> list[ValueRow]:
        """Return the values of a category, such as LOC."""
        path = f"/authorised_value_categories/{category}/authorised_values"
        with self._get(path, {"_per_page": "1000"}) as answer:
            return _parsed(_VALUES, answer)

    def public_items(self, biblio_id: str) -> list[ItemRow]:
        """Return a title's items that visitors may see; no account is needed."""
        path = f"/public/biblios/{biblio_id}/items"
        return list(self._pages(path, _ITEMS, None, "+item_id"))

    def _pages(
        self, path: str, rows: TypeAdapter[list[R]], query: Mapping[str, object] | None, order: str
    ) -> Iterator[R]:
        params = {"_per_page": str(_PAGE), "_order_by": order}
        params |= {"q": json.dumps(query, separators=(",", ":"))} if query else {}
        count = total = 0
        first: R | None = None
        for page in range(1, _MOST_PAGES):
            with self._get(path, params | {"_page": str(page)}) as answer:
                found = _parsed(rows, answer)
                total = _number(answer.headers.get("X-Total-Count", ""))
            if found and found[0] == first:
                fault = f"Koha's list of {path[1:]} goes round in circles."
                raise SourceError(fault, "Tell the people who run Koha.")
            first = found[0] if found else None
            yield from found
            count += len(found)
            if count >= total > 0 or len(found) < _PAGE:
                break
        if count < total:
            fault = f"Koha's list of {path[1:]} ended after {count} of {total}."
            raise SourceError(fault, "It will be read again later.")

    @contextmanager
    def _get(self, path: str, params: Mapping[str, str]) -> Iterator[Download]:
        with _explained(path):
            headers = {**_JSON, **self._authorisation()}
            with self._fetcher.get(self._address.at(_PATH + path), params, headers) as answer:
                yield answer

    def _authorisation(self) -> Mapping[str, str]:
        if self._oauth and not self._header:
            form = {
                "grant_type": "client_credentials",
                "client_id": self._address.user,
                "client_secret": self._address.password,
            }
            url = self._address.at(f"{_PATH}/oauth/token")
            with _explained("/oauth/token"), self._fetcher.post(url, form) as answer:
                token = _parsed(_TOKEN, answer).access_token
            self._header = {"Authorization": f"Bearer {token}"}
        return self._header


@contextmanager
def _explained(path: str) -> Iterator[None]:
    """Turn the refusal of ``path`` into a sentence that says what staff should do."""
    try:
        yield
    except RequestRejected as fault:
        if fault.status == httpx.codes.NOT_FOUND:
            advice = "Check the address: it is that of the OPAC, without a page."
            raise NotThere("Koha's REST API is not there.", advice) from fault
        if path in _PERMISSIONS and fault.status == httpx.codes.FORBIDDEN:
            advice = f"Give it the permission “{_PERMISSIONS[path]}” in Koha."
            raise NotAllowed(f"Koha's account may not read {path[1:]}.", advice) from fault
        advice = (
            "Check its name and password, and that Koha's system preference RESTBasicAuth or "
            "RESTOAuth2ClientCredentials is on."
        )
        raise NotAllowed("Koha did not accept the account.", advice) from fault


def _parsed(form: TypeAdapter[T], answer: Download) -> T:
    path = answer.path
    if path is None or path.stat().st_size > _LARGEST:
        raise SourceError("Koha's answer is too large.", "Tell the people who run Koha.")
    try:
        return form.validate_json(path.read_bytes())
    except ValidationError:
        advice = "Check the address; perhaps it is not Koha's."
        raise SourceError("Koha's answer could not be understood.", advice) from None


def _parts(ids: Sequence[str]) -> Iterator[list[str]]:
    unique = list(dict.fromkeys(ids))
    yield from (unique[at : at + _IDS] for at in range(0, len(unique), _IDS))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
