"""Holdings records that follow their title become its copies."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pymarc import Record

from kiosk.domain.records import BibliographicRecord
from kiosk.sources.bibliographic import DELETED, NotATitle, bibliographic
from kiosk.sources.entries import RAW_LIMIT, Deleted, Entries, Reject
from kiosk.sources.marc_fields import Fields
from kiosk.sources.marc_items import holdings


class Parsed(NamedTuple):
    """A record that was parsed; ``group`` is the OAI identifier that it came under."""

    record: Record
    where: str
    raw: bytes
    group: str = ""


def gathered(parsed: Iterator[Parsed | BibliographicRecord | Reject]) -> Entries:
    """Titles with the copies that the holdings right after them tell of.

    Holdings belong to a title in the same OAI record, or whose 001 their 004 names.
    """
    waiting: tuple[BibliographicRecord, Parsed] | None = None
    group = ""
    for each in parsed:
        if not isinstance(each, Parsed):
            yield each
            continue
        if waiting and _holds_copies_of(each, waiting[1]):
            title, origin = waiting
            copies = (*title.items, *holdings(Fields(each.record)))
            waiting = replace(title, items=copies), origin
            continue
        try:
            found = bibliographic(each.record, _id(each, group))
        except NotATitle as fault:
            kind = Deleted if str(fault) == DELETED else Reject
            yield kind(each.group or each.where, str(fault), each.raw[:RAW_LIMIT])
            continue
        if waiting:
            yield waiting[0]
        waiting, group = (found, each), each.group
    if waiting:
        yield waiting[0]


def _holds_copies_of(each: Parsed, title: Parsed) -> bool:
    if str(each.record.leader)[6:7] not in _HOLDINGS:
        return False
    if each.group and each.group == title.group:
        return True
    named = Fields(each.record).control("004").strip()
    return bool(named) and named == Fields(title.record).control("001").strip()


_HOLDINGS = ("u", "v", "x", "y")


def _id(each: Parsed, group: str) -> str:
    """The OAI identifier; with 001 from the second title on that one record holds."""
    if not each.group or each.group != group:
        return each.group
    return f"{each.group}#{Fields(each.record).control('001').strip()}"
