"""Evergreen's answers about the copies of a title (unAPI, format holdings_xml).

Source: Evergreen, OpenILS/WWW/SuperCat.pm and 990.schema.unapi.sql.
"""

from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import etree

from kiosk.central.harvesting.systems.unknown_statuses import StatusNames
from kiosk.central.harvesting.systems.xml_answer import read_whole_answer
from kiosk.domain.records import Item, ItemStatus
from kiosk.errors import SourceError
from kiosk.sources.marc.fields import clean_text
from kiosk.sources.text.due_dates import local_day
from kiosk.sources.xml.xml_text import descendants_named, stripped_text

_FALSE, _TRUE = ("f", "false"), ("t", "true")
# The statuses that every Evergreen has, by number; libraries add others from 100 on, with names.
_STATUSES = {
    "0": ItemStatus.AVAILABLE,
    "1": ItemStatus.ON_LOAN,
    "2": ItemStatus.MISSING,  # at the bindery
    "3": ItemStatus.MISSING,
    "4": ItemStatus.MISSING,
    "5": ItemStatus.ON_ORDER,  # in process
    "6": ItemStatus.IN_TRANSIT,
    "7": ItemStatus.AVAILABLE,  # back, and put on its shelf soon
    "8": ItemStatus.HOLD_SHELF,
    "9": ItemStatus.ON_ORDER,
    "11": ItemStatus.ON_ORDER,  # being catalogued
    "13": ItemStatus.MISSING,  # discarded
    "14": ItemStatus.MISSING,  # damaged
    "15": ItemStatus.HOLD_SHELF,
    "16": ItemStatus.MISSING,  # long overdue
    "17": ItemStatus.MISSING,  # lost and paid
}


def holdings_params(record: str) -> dict[str, str]:
    """Return the arguments of a request for the copies of a title."""
    return {"id": f"tag:kiosk:biblio-record_entry/{record}", "format": "holdings_xml-full"}


def parse_holdings(path: Path, statuses: StatusNames, zone: ZoneInfo) -> tuple[Item, ...]:
    """Return the copies in an answer, without those that Evergreen hides from visitors.

    Raises SourceError if the answer is not one of Evergreen.
    """
    root = read_whole_answer(path, "holdings", "volumes")
    if root is None:
        raise SourceError("Evergreen's answer about copies could not be understood.",
                          "Check the address, and that /opac/extras/unapi works.")  # fmt: skip
    return tuple(
        _item(copy, volume, statuses, zone)
        for volume in descendants_named(root, "volume")
        for copy in descendants_named(volume, "copy")
        if not _is_hidden(volume) and not any(map(_is_hidden, copy.iter("{*}*")))
    )


def _item(
    copy: etree._Element, volume: etree._Element, statuses: StatusNames, zone: ZoneInfo
) -> Item:
    branch, shelf, loan = (
        next(descendants_named(copy, name), None) for name in ("circ_lib", "location", "circ")
    )
    status = _status(copy, statuses)
    due = loan.get("due_date", "") if loan is not None and status is ItemStatus.ON_LOAN else ""
    return Item(
        branch=clean_text(
            (branch.get("shortname", "") if branch is not None else "") or volume.get("lib", "")
        ),
        shelf=clean_text(stripped_text(shelf)),
        call_number=clean_text(volume.get("label", "")),
        status=status,
        barcode=clean_text(copy.get("barcode", "")),
        due=local_day(due, zone),
    )


def _status(copy: etree._Element, statuses: StatusNames) -> ItemStatus:
    node = next(descendants_named(copy, "status"), None)
    if node is None:
        return ItemStatus.UNKNOWN
    name, number = clean_text(stripped_text(node)), node.get("ident", "")
    known = {name.casefold(): _STATUSES[number]} if number in _STATUSES else {}
    status = statuses.status(name, known)
    only_here = copy.get("ref") in _TRUE or copy.get("circulate") in _FALSE
    return ItemStatus.REFERENCE if status is ItemStatus.AVAILABLE and only_here else status


def _is_hidden(node: etree._Element) -> bool:
    return node.get("opac_visible", "") in _FALSE or node.get("deleted", "") in _TRUE
