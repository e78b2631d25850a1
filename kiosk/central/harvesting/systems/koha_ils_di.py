"""Koha's answers to ILS-DI GetAvailability (DLF ILS Discovery Interface; C4/ILSDI/Services.pm)."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from lxml import etree

from kiosk.central.harvesting.systems.xml_answer import read_whole_answer
from kiosk.domain.records import Item, ItemStatus, TitleCopies
from kiosk.errors import SourceError
from kiosk.sources import item_statuses
from kiosk.sources.marc.fields import clean_text
from kiosk.sources.xml.xml_text import descendants_named, stripped_text

SERVICE = "/cgi-bin/koha/ilsdi.pl"

# The messages of Koha in English; other languages have messages of their own. “Not for loan” may
# mean anything: for use in the library, ordered, or for staff.
_MESSAGES = {
    "checked out": ItemStatus.ON_LOAN,
    "not for loan": ItemStatus.UNKNOWN,
    "item lost": ItemStatus.MISSING,
    "item withdrawn": ItemStatus.MISSING,
    "item damaged": ItemStatus.MISSING,
    "on hold": ItemStatus.HOLD_SHELF,
    "in transit": ItemStatus.IN_TRANSIT,
}


def availability_params(biblio_ids: Sequence[str]) -> dict[str, str]:
    """Return the arguments of a request for the items of these titles."""
    return {"service": "GetAvailability", "id": " ".join(biblio_ids), "id_type": "bib"}


def parse_availability(
    path: Path, meaning: Callable[[str, ItemStatus], ItemStatus]
) -> Iterator[TitleCopies]:
    """Yield the copies in an answer, with the names of branches instead of their codes.

    ``meaning`` returns what staff said that a message means. Raises SourceError if the answer is
    not one of ILS-DI. A title of which nothing is said is not yielded.
    """
    root = read_whole_answer(path, "collection")
    if root is None:
        raise _not_understood()
    for record in descendants_named(root, "record"):
        title = next(descendants_named(record, "bibliographic"), None)
        number = title.get("id", "") if title is not None else ""
        found = [_item(node, meaning) for node in descendants_named(record, "simpleavailability")]
        if number:
            yield TitleCopies(number, tuple(found))


def _item(node: etree._Element, meaning: Callable[[str, ItemStatus], ItemStatus]) -> Item:
    def value(name: str) -> str:
        return clean_text(stripped_text(next(descendants_named(node, name), None)))

    return Item(value("location"), "", value("itemcallnumber"), _status(value, meaning))


def _status(
    value: Callable[[str], str], meaning: Callable[[str, ItemStatus], ItemStatus]
) -> ItemStatus:
    state, message = value("availabilitystatus"), value("availabilitymsg")
    if not message:
        return meaning(state, item_statuses.status_from_text(state))
    known = _MESSAGES.get(message.casefold())
    known = known or item_statuses.status_from_text(message)
    return meaning(message, ItemStatus.UNKNOWN if known is ItemStatus.AVAILABLE else known)


def _not_understood() -> SourceError:
    advice = "Set Koha's system preference ILS-DI to “Enable”."
    return SourceError("Koha's answer about copies could not be understood.", advice)
