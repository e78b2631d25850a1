"""Turning the rows of Koha's REST API into copies."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from kiosk.central.harvesting.systems.koha_api import (
    HoldRow,
    ItemRow,
    KohaApi,
    NotAllowed,
    NotThere,
)
from kiosk.central.harvesting.systems.oai_reading import DriverState
from kiosk.central.harvesting.systems.unknown_statuses import StatusNames
from kiosk.domain.records import Item, ItemStatus, TitleCopies
from kiosk.errors import SourceError
from kiosk.sources import item_statuses
from kiosk.sources.marc.koha_items import NOT_FOR_LOAN_NAME, koha_status, parse_due

# The status of an item on whose hold Koha acts: W waiting, T in transit, P being prepared.
_HELD = {"W": ItemStatus.HOLD_SHELF, "T": ItemStatus.IN_TRANSIT, "P": ItemStatus.HOLD_SHELF}
_OVERRIDDEN = frozenset({ItemStatus.AVAILABLE, ItemStatus.REFERENCE, ItemStatus.UNKNOWN})
_PLAIN = frozenset({"", "0", "1", "-1"})  # values of “not for loan” that every Koha has
_AHEAD = timedelta(days=1)  # a time that is further ahead is the fault of a clock
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_LOCATIONS, _NOT_LOAN = "LOC", "NOT_LOAN"


@dataclass(frozen=True, slots=True)
class KohaNames:
    """The descriptions of the codes of shelves and of “not for loan”, for visitors."""

    shelves: Mapping[str, str] = field(default_factory=dict)
    not_for_loan: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, api: KohaApi) -> "KohaNames":
        """Read the descriptions; there are none if the account may not read them."""
        return cls(_descriptions(api, _LOCATIONS), _descriptions(api, _NOT_LOAN))

    @classmethod
    def from_text(cls, text: str) -> "KohaNames":
        """Return the names stored by ``as_text``, or none."""
        try:
            found = json.loads(text or "{}")
            return cls(dict(found[_LOCATIONS]), dict(found[_NOT_LOAN]))
        except (ValueError, KeyError, TypeError):
            return cls()

    def as_text(self) -> str:
        """Return the names as text, for the state of the driver."""
        return json.dumps({_LOCATIONS: self.shelves, _NOT_LOAN: self.not_for_loan})


def _descriptions(api: KohaApi, category: str) -> dict[str, str]:
    try:
        values = api.authorised_values(category)
    except (NotAllowed, NotThere):
        return {}
    return {each.value: each.opac_description or each.description for each in values}


class KohaCopies:
    """Makes copies of rows. ``held`` are holds by item id, ``due`` are due dates by item id."""

    def __init__(
        self,
        names: KohaNames,
        statuses: StatusNames,
        held: Mapping[str, HoldRow],
        due: Mapping[str, str],
    ) -> None:
        self._names = names
        self._statuses = statuses
        self._held = held
        self._due = due

    def by_title(self, rows: Iterable[ItemRow]) -> Iterator[TitleCopies]:
        """Yield the copies in ``rows`` by title."""
        items = defaultdict[str, list[Item]](list)
        for row in rows:
            items[row.biblio_id].append(self._item(row))
        for title, found in items.items():
            yield TitleCopies(title, tuple(found))

    def _item(self, row: ItemRow) -> Item:
        status = self._status(row)
        due = parse_due(self._due.get(row.item_id) or row.checked_out_date)
        return Item(
            branch=row.holding_library_id or row.home_library_id,
            shelf=self._names.shelves.get(row.location) or row.location,
            call_number=row.callnumber,
            status=status,
            barcode=row.external_id,
            due=due if status is ItemStatus.ON_LOAN else None,
        )

    def _status(self, row: ItemRow) -> ItemStatus:
        not_for_loan = row.not_for_loan_status
        if not_for_loan in ("", "0"):  # then the rule of the item type applies
            not_for_loan = row.effective_not_for_loan_status
        status = koha_status(
            gone=(row.withdrawn, row.lost_status, row.damaged_status),
            on_loan=bool(row.checked_out_date) or row.item_id in self._due,
            restricted=row.restricted_status,
            not_for_loan="" if not_for_loan not in _PLAIN else not_for_loan,
        )
        if status is ItemStatus.AVAILABLE and not_for_loan not in _PLAIN:
            status = self._own_status(not_for_loan)
        if status is ItemStatus.AVAILABLE and _is_reference(row):
            status = ItemStatus.REFERENCE
        hold = self._held.get(row.item_id)
        if hold and status in _OVERRIDDEN:
            return _HELD.get(hold.status, status)
        return status

    def _own_status(self, value: str) -> ItemStatus:
        """Return the status of a value of “not for loan” that this library defined."""
        name = self._names.not_for_loan.get(value) or NOT_FOR_LOAN_NAME.format(value)
        status = item_statuses.status_from_text(self._names.not_for_loan.get(value, ""))
        known = ItemStatus.UNKNOWN if status is ItemStatus.AVAILABLE else status
        return self._statuses.meaning(name, known)


def _is_reference(row: ItemRow) -> bool:
    kind = row.effective_item_type_id or row.item_type_id
    return item_statuses.status_from_text(kind) is ItemStatus.REFERENCE


class SeenItems:
    """What the items of one reading say about the next one, beside the ``state`` of before.

    Items are never given a number of before, so new ones are known by their numbers. If there are
    fewer items than expected, some were deleted.
    """

    def __init__(self, state: DriverState) -> None:
        self._before = state
        self._times: set[str] = {state["since"]}
        self._known_up_to = self._highest = _number(state["highest"])
        self._new = 0

    def follow(self, rows: Iterable[ItemRow]) -> Iterator[ItemRow]:
        """Yield ``rows`` again."""
        for row in rows:
            number = _number(row.item_id)
            self._new += number > self._known_up_to
            self._highest = max(self._highest, number)
            self._times.add(row.timestamp)
            yield row

    def new_state(self, count: int, now: datetime, *, whole: bool) -> dict[str, str]:
        """Return the state after a reading. Koha has ``count`` items at ``now``.

        Raises SourceError if Koha had items before and has none now.
        """
        before = _number(self._before["count"])
        if before and not count:
            raise SourceError("Koha lists no item at all.", "Nothing was changed. Check Koha.")
        believed = (each for each in self._times if _moment(each) < now + _AHEAD)
        new = {
            "since": max(believed, default="", key=_moment),
            "highest": str(self._highest),
            "count": str(count),
        }
        if whole:
            return {**new, "whole": now.isoformat(), "deleted": ""}
        return {**new, "deleted": "yes"} if count < before + self._new else new


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 15 else 0


def _moment(timestamp: str) -> datetime:
    try:
        moment = datetime.fromisoformat(timestamp)
    except ValueError:
        return _LONG_AGO
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
