"""The reader of MARCXML, MODS and OAI-PMH 2.0 responses, with any namespace or none."""

import codecs
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from lxml import etree
from pymarc import Field, Indicators, Record, Subfield
from pymarc.leader import Leader

from kiosk.domain.records import BibliographicRecord
from kiosk.sources.entries import (
    RAW_LIMIT,
    WHOLE_FILE,
    DeletedRecord,
    Entries,
    Reject,
    SuppressedRecord,
)
from kiosk.sources.marc.bibliographic import DELETED_REASON, SUPPRESSED_REASON
from kiosk.sources.marc.fields import clean_text
from kiosk.sources.marc.holdings import ParsedRecord, attach_holdings
from kiosk.sources.xml.dublin_core import parse_dublin_core
from kiosk.sources.xml.mods import parse_mods
from kiosk.sources.xml.xml_text import (
    MalformedXml,
    declared_encoding,
    descendants_named,
    element_text,
    local_name,
    parse_element,
    stripped_text,
)
from kiosk.sources.xml.xml_units import XmlUnit, split_xml

_LEADER = "     nam a22     u  4500"
_NOTHING = "No record of MARCXML, MODS or OAI-PMH was found in this XML."


def read_marcxml(stream: BinaryIO, progress: Callable[[int], None] | None = None) -> Entries:
    """Yield each record of a MARCXML or MODS file or an OAI-PMH response, or a reject for it."""
    empty = True
    for entry in attach_holdings(_parsed(stream, progress)):
        empty = False
        yield entry
    if empty:
        yield Reject(WHOLE_FILE, _NOTHING)


def _parsed(
    stream: BinaryIO, progress: Callable[[int], None] | None
) -> Iterator[ParsedRecord | BibliographicRecord | Reject]:
    head = stream.read(1024)
    stream.seek(0)
    encoding = declared_encoding(head)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream = cast("BinaryIO", codecs.EncodedFile(stream, "utf-8", "utf-16", "replace"))
    reader = _Reader(encoding)
    for unit in split_xml(stream, progress):
        yield from reader.take(unit)
    yield from reader.finish()


class _Reader:
    """Reads the units of one file; remembers the OAI header that applies to the next record."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._count = 0
        self._identifier = ""
        self._used = True  # the last header was followed by its record, or needs no record
        self._bare = 0  # the number of headers without a record

    def take(self, unit: XmlUnit) -> Iterator[ParsedRecord | BibliographicRecord | Reject]:
        if unit.name == "end":
            self._identifier = ""
            return
        if unit.name == "record":
            self._count += 1
        number = f" {self._count}" if unit.name == "record" else ""
        where = f"{unit.name}{number} at byte {unit.offset}"
        try:
            node = self._element(unit)
        except MalformedXml as fault:
            yield Reject(self._identifier or where, str(fault), unit.raw[:RAW_LIMIT])
            return
        if unit.name == "header":
            yield from self._header(node, where, unit)
        elif unit.name == "error":
            code = node.get("code", "unnamed")
            message = clean_text(stripped_text(node))
            reason = f"The source answered with an error ({code}): {message}".rstrip(": ")
            yield Reject(where, reason, unit.raw[:RAW_LIMIT])
        else:
            yield from self._record(node, where, unit)

    def _element(self, unit: XmlUnit) -> etree._Element:
        self._used = self._used or unit.name == "record"  # even if the record cannot be parsed
        if unit.defect:
            raise MalformedXml(unit.defect)
        return parse_element(unit.raw, self._encoding)

    def finish(self) -> Iterator[Reject]:
        self._bare += not self._used
        if self._bare:
            reason = "These are identifiers without records; ask the source for ListRecords."
            yield Reject(f"{self._bare} headers", reason)

    def _header(self, node: etree._Element, where: str, unit: XmlUnit) -> Iterator[Reject]:
        self._bare += not self._used
        self._identifier = stripped_text(next(descendants_named(node, "identifier"), None))
        self._used = node.get("status") == "deleted"
        if self._used:
            raw = unit.raw[:RAW_LIMIT]
            yield DeletedRecord(self._identifier or where, DELETED_REASON, raw, self._identifier)
            self._identifier = ""

    def _record(
        self, node: etree._Element, where: str, unit: XmlUnit
    ) -> Iterator[ParsedRecord | BibliographicRecord | Reject]:
        if _is_marc(node):
            self._used = True
            yield ParsedRecord(parse_marcxml_record(node), where, unit.raw, self._identifier)
            return
        identifier, self._identifier = self._identifier, ""
        if local_name(node) == "mods":
            self._used = True
            yield _result(parse_mods(node, identifier), node, identifier, where, unit)
            return
        metadata = next(descendants_named(node, "metadata"), None)
        if metadata is None and identifier == "" and self._used:
            return  # a deleted record; its header has already been reported
        self._used = True
        where = identifier or where
        found = None if metadata is None else parse_dublin_core(metadata, identifier or where)
        yield _result(found, metadata, identifier, where, unit)


def _result(
    found: BibliographicRecord | None,
    node: etree._Element | None,
    identifier: str,
    where: str,
    unit: XmlUnit,
) -> BibliographicRecord | Reject:
    raw = unit.raw[:RAW_LIMIT]
    if found and node is not None and _is_hidden(node):
        return SuppressedRecord(identifier or where, SUPPRESSED_REASON, raw, found.source_id)
    reason = "The record holds neither MARC, MODS nor Dublin Core with a title."
    return found or Reject(identifier or where, reason, raw)


def _is_hidden(node: etree._Element) -> bool:
    """Return whether the SLiMS flag ``opac_hide`` is set."""
    return any(
        stripped_text(each) in ("1", "true") for each in descendants_named(node, "opac_hide")
    )


def _is_marc(node: etree._Element) -> bool:
    return any(local_name(child) in ("leader", "controlfield", "datafield") for child in node)


def parse_marcxml_record(node: etree._Element) -> Record:
    """Return the MARC record in a ``record`` element; fields without a tag are skipped."""
    record = Record()
    record.leader = Leader(_LEADER)
    for child in node:
        kind, tag = local_name(child), child.get("tag", "")
        if kind == "leader":
            record.leader = Leader(stripped_text(child).ljust(24)[:24])
        elif kind == "controlfield" and len(tag) == 3:
            record.fields.append(_control(tag, child))
        elif kind == "datafield" and len(tag) == 3:
            record.fields.append(_data(tag, child))
    return record


def _control(tag: str, node: etree._Element) -> Field:
    if tag < "010" and tag.isdigit():
        return Field(tag, data=element_text(node))
    return Field(tag, Indicators(" ", " "), [Subfield("a", element_text(node))])


def _data(tag: str, node: etree._Element) -> Field:
    subfields = [
        Subfield(child.get("code") or " ", element_text(child))
        for child in node
        if local_name(child) == "subfield"
    ]
    if tag < "010" and tag.isdigit():
        return Field(tag, data=" ".join(s.value for s in subfields) or stripped_text(node))
    first, second = ((node.get(key) or " ")[:1] for key in ("ind1", "ind2"))
    return Field(tag, Indicators(first, second), subfields)
