"""FOLIO's answers about the copies of titles (edge-rtac, real-time availability check)."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import etree

from kiosk.central.harvesting.systems.unknown_statuses import StatusNames
from kiosk.central.harvesting.systems.xml_answer import read_whole_answer
from kiosk.domain.records import Item, ItemStatus, TitleCopies
from kiosk.errors import SourceError
from kiosk.sources.marc.fields import clean_text
from kiosk.sources.text.due_dates import local_day
from kiosk.sources.xml.xml_text import descendants_named, local_name, stripped_text

_ROOTS = ("instances", "holdings", "BatchHoldingsResponse")
_COPY = ("holding", "holdings")  # newer releases repeat the name of the list
# The statuses of items, which are the same in every FOLIO (mod-inventory-storage, item.json). A
# paged item is being fetched for somebody.
_STATUSES = {
    "available": ItemStatus.AVAILABLE,
    "checked out": ItemStatus.ON_LOAN,
    "awaiting pickup": ItemStatus.HOLD_SHELF,
    "awaiting delivery": ItemStatus.HOLD_SHELF,
    "paged": ItemStatus.HOLD_SHELF,
    "in transit": ItemStatus.IN_TRANSIT,
    "on order": ItemStatus.ON_ORDER,
    "in process": ItemStatus.ON_ORDER,
    "in process (non-requestable)": ItemStatus.ON_ORDER,
    "missing": ItemStatus.MISSING,
    "long missing": ItemStatus.MISSING,
    "declared lost": ItemStatus.MISSING,
    "aged to lost": ItemStatus.MISSING,
    "lost and paid": ItemStatus.MISSING,
    "claimed returned": ItemStatus.MISSING,
    "withdrawn": ItemStatus.MISSING,
    **dict.fromkeys(
        ("unavailable", "unknown", "restricted", "intellectual item", "order closed"),
        ItemStatus.UNKNOWN,
    ),
}


def rtac_params(instances: Sequence[str]) -> dict[str, str]:
    """Return the arguments of a request for the items of these titles, also of periodicals."""
    return {"instanceIds": ",".join(instances), "fullPeriodicals": "true"}


def parse_rtac(
    path: Path,
    asked: Sequence[str],
    known: Mapping[str, Mapping[str, Item]],
    statuses: StatusNames,
    zone: ZoneInfo,
) -> Iterator[TitleCopies]:
    """Yield the copies in an answer about the titles ``asked``.

    FOLIO names a place in another way here than in OAI-PMH, so a copy that is ``known`` (by title
    and barcode) keeps its place. A title of which nothing is said is not yielded: FOLIO answers in
    this way to any fault. Raises SourceError if the answer is not one of FOLIO.
    """
    root = read_whole_answer(path, *_ROOTS)
    if root is None:
        advice = "Check the address and the API key, and that it may use RTAC."
        raise SourceError("FOLIO's answer about copies could not be understood.", advice)
    for title in descendants_named(root, "holdings"):
        number = _value(title, "instanceId") or (asked[0] if title is root else "")
        copies = [each for each in descendants_named(title, *_COPY) if _value(each, "id")]
        if number in asked and copies:
            shown = (each for each in copies if _value(each, "suppressFromDiscovery") != "true")
            mine = known.get(number, {})
            yield TitleCopies(number, tuple(_item(each, mine, statuses, zone) for each in shown))


def _item(
    node: etree._Element, known: Mapping[str, Item], statuses: StatusNames, zone: ZoneInfo
) -> Item:
    status = statuses.status(_value(node, "status"), _STATUSES)
    barcode = _value(node, "barcode")
    library = next(descendants_named(node, "library"), None)
    branch = _value(library, "name") if library is not None else ""
    place = known.get(barcode) if barcode else None
    if place is None:
        location = _value(node, "location")
        number = " ".join(filter(None, (_value(node, "callNumber"), _value(node, "volume"))))
        place = Item(branch or location, location if branch else "", number)
    return Item(
        place.branch,
        place.shelf,
        place.call_number,
        status,
        barcode,
        local_day(_value(node, "dueDate"), zone) if status is ItemStatus.ON_LOAN else None,
    )


def _value(node: etree._Element, name: str) -> str:
    """Return the text of the child ``name``, or ""."""
    child = next((each for each in node if local_name(each) == name), None)
    return clean_text(stripped_text(child))
