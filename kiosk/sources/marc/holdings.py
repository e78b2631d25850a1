"""Merging holdings records into the bibliographic record that precedes them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pymarc import Record

from kiosk.domain.records import BibliographicRecord
from kiosk.sources.entries import RAW_LIMIT, DeletedRecord, Entries, Reject, SuppressedRecord
from kiosk.sources.marc.bibliographic import (
    DeletedAtSource,
    NotATitle,
    ParsedTitle,
    SuppressedAtSource,
    parse_bibliographic,
)
from kiosk.sources.marc.fields import MarcFields
from kiosk.sources.marc.items import ParsedItems, parse_holdings_items


class ParsedRecord(NamedTuple):
    """A parsed record. ``group`` is the identifier of the OAI record that contains it."""

    record: Record
    where: str
    raw: bytes
    group: str = ""


def attach_holdings(parsed: Iterator[ParsedRecord | BibliographicRecord | Reject]) -> Entries:
    """Yield titles with the copies from the holdings records that follow each title.

    A holdings record belongs to the title in the same OAI record, or to the title whose number
    (001) is in its own field 004.
    """
    waiting: tuple[ParsedTitle, ParsedRecord] | None = None
    group = ""
    for each in parsed:
        if not isinstance(each, ParsedRecord):
            yield each
            continue
        if waiting and _holds_copies_of(each, waiting[1]):
            waiting = _with_copies(*waiting, each)
            continue
        try:
            found = parse_bibliographic(each.record, _id(each, group))
        except NotATitle as fault:
            yield _reject(each, group, fault)
            continue
        if waiting:
            yield from _finished(*waiting)
        waiting, group = (found, each), each.group
    if waiting:
        yield from _finished(*waiting)


def _with_copies(
    read: ParsedTitle, origin: ParsedRecord, holdings: ParsedRecord
) -> tuple[ParsedTitle, ParsedRecord]:
    fields = MarcFields(holdings.record)
    copies = ParsedItems() if fields.leader[5] == "d" else parse_holdings_items(fields)
    title = replace(read.title, items=(*read.title.items, *copies.items))
    return ParsedTitle(title, read.hidden_count + copies.hidden_count), origin


def _finished(read: ParsedTitle, origin: ParsedRecord) -> Entries:
    yield read.title
    if read.hidden_count:
        where = f"{origin.group or origin.where}, copies"
        reason = (
            f"{read.hidden_count} copies were left out: the source hides them from its visitors."
        )
        yield Reject(where, reason)


def _reject(each: ParsedRecord, group: str, fault: NotATitle) -> Reject:
    where, reason, raw = each.group or each.where, str(fault), each.raw[:RAW_LIMIT]
    number = _id(each, group) or MarcFields(each.record).control("001").strip()
    if isinstance(fault, DeletedAtSource):
        return DeletedRecord(where, reason, raw, number)
    if isinstance(fault, SuppressedAtSource):
        return SuppressedRecord(where, reason, raw, number)
    return Reject(where, reason, raw)


def _holds_copies_of(each: ParsedRecord, title: ParsedRecord) -> bool:
    if str(each.record.leader)[6:7] not in _HOLDINGS:
        return False
    if each.group and each.group == title.group:
        return True
    named = MarcFields(each.record).control("004").strip()
    return bool(named) and named == MarcFields(title.record).control("001").strip()


_HOLDINGS = ("u", "v", "x", "y")


def _id(each: ParsedRecord, group: str) -> str:
    """Return the OAI identifier; 001 is appended for every title but the first of an OAI record."""
    if not each.group or each.group != group:
        return each.group
    return f"{each.group}#{MarcFields(each.record).control('001').strip()}"
