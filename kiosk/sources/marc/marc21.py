"""The reader of MARC 21 and UNIMARC files (ISO 2709); it parses each record on its own."""

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from pymarc import Field, Indicators, Record, Subfield
from pymarc.exceptions import PymarcException
from pymarc.leader import Leader

from kiosk.sources.entries import RAW_LIMIT, Entries, Reject
from kiosk.sources.marc import encoding as marc_text
from kiosk.sources.marc.holdings import ParsedRecord, attach_holdings
from kiosk.sources.marc.iso2709 import (
    FIELD_END,
    LEADER_LENGTH,
    RECORD_END,
    RecordFrame,
    find_leader,
    split_records,
)

# pymarc logs the data whenever an indicator is missing; this module rejects serious faults itself.
logging.getLogger("pymarc").setLevel(logging.CRITICAL)

_SUBFIELD = "\x1f"
_NEEDED = ("001", "245", "200")
_ODD = re.compile(rb"\x1f[\x80-\xff]|\x1e[^\x1f]{0,2}[\x80-\xff]")  # odd codes or indicators
_SHORT_LEADER = re.compile(rb"[ -~]{0,20}?4500(?=[0-9A-Za-z]{3}[0-9]{9})")
_LONG_LENGTH = re.compile(rb"[0-9]{6,9}(?=[a-z][a-z])")
_MAX_FIELDS = 20_000
_ACCENTS = "".join(map(chr, range(0x300, 0x370)))


class UnreadableRecord(ValueError):
    """Raised for bytes that contain no record; ``str(error)`` is one sentence."""


class SkippedField(NamedTuple):
    """A field that could not be decoded, and the reason."""

    tag: str
    reason: str
    raw: bytes


def read_marc21(stream: BinaryIO, progress: Callable[[int], None] | None = None) -> Entries:
    """Yield every record of ``stream``, or a reject for each unreadable record.

    Fields that cannot be decoded are left out of the record, and a reject is yielded for each. A
    record whose title or number cannot be decoded is rejected.
    """
    return attach_holdings(_parsed(stream, progress))


def _parsed(
    stream: BinaryIO, progress: Callable[[int], None] | None
) -> Iterator[ParsedRecord | Reject]:
    for number, frame in enumerate(split_records(stream, progress), start=1):
        where = f"record {number} at byte {frame.offset}"
        try:
            record, left_out = parse_frame(frame)
        except (UnreadableRecord, marc_text.Undecodable) as fault:
            yield Reject(where, str(fault), frame.raw[:RAW_LIMIT])
            continue
        yield ParsedRecord(record, where, frame.raw)
        for field in left_out:
            reason = f"This field was left out of the record. {field.reason}"
            yield Reject(f"{where}, field {field.tag}", reason, field.raw[:RAW_LIMIT])


def parse_frame(frame: RecordFrame) -> tuple[Record, list[SkippedField]]:
    """Parse the record in ``frame``. Raises UnreadableRecord and marc_text.Undecodable."""
    raw = frame.raw
    if frame.unterminated:
        raise UnreadableRecord("The end of the record was not found within eight megabytes.")
    if frame.valid and marc_text.is_utf8(raw) and not _ODD.search(raw):
        try:
            return Record(raw, force_utf8=True), []
        except (ValueError, PymarcException):
            pass  # for example, an indicator is not ASCII; see below
    return _lenient(_with_whole_leader(raw[find_leader(raw) :]))


def _with_whole_leader(raw: bytes) -> bytes:
    """Return ``raw`` with a leader of 24 bytes.

    If the beginning of the leader is missing (it ends in 4500), blanks are added at the front. If
    the length has too many digits (a record over 99,999 bytes), it is replaced by five digits.
    """
    if found := _LONG_LENGTH.match(raw):
        return b"99999" + raw[found.end() :]
    found = _SHORT_LEADER.match(raw)
    return raw[: found.end()].rjust(LEADER_LENGTH) + raw[found.end() :] if found else raw


def _lenient(raw: bytes) -> tuple[Record, list[SkippedField]]:
    """Parse a record with a wrong leader, directory or encoding, one field at a time."""
    if len(raw) < LEADER_LENGTH + 13 or FIELD_END not in raw:
        raise UnreadableRecord("These bytes are not a record: there is no directory of fields.")
    parts = list(_fields(raw))
    if not parts or not any(data for _, data in parts):
        raise UnreadableRecord("The directory of the record is damaged and lists no field.")
    record, left_out = Record(), list[SkippedField]()
    record.leader = Leader(raw[:LEADER_LENGTH].decode("ascii", "replace").replace("�", " "))
    decode = _decoder(raw, parts)
    for tag, data in parts:
        try:
            record.fields.append(parse_field(tag, decode(data)))
        except marc_text.Undecodable as fault:
            if tag in _NEEDED:
                raise
            left_out.append(SkippedField(tag, str(fault), data))
    return record, left_out


def _decoder(raw: bytes, parts: list[tuple[str, bytes]]) -> Callable[[bytes], str]:
    tags = {tag for tag, _ in parts}
    if "200" in tags and "245" not in tags:  # the record is UNIMARC
        return marc_text.decode_unimarc
    language = next((data[35:38] for tag, data in parts if tag == "008"), b"")
    if not marc_text.is_utf8(raw) and marc_text.is_windows_1251(raw, language):
        return lambda data: data.decode("cp1251")
    return partial(marc_text.decode_marc21, flagged_utf8=raw[9:10] == b"a")


def _fields(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each tag and the bytes of its field, without terminator, in order of the offsets."""
    directory, *fields = raw[LEADER_LENGTH:].split(FIELD_END)
    if fields and fields[-1].strip(RECORD_END + b"\r\n\0 ") == b"":
        fields.pop()
    if len(directory) > 12 * len(fields) and (tags := _tags_of_long(directory, fields)):
        yield from zip(tags, (field.rstrip(RECORD_END) for field in fields), strict=True)
        return
    entries = [directory[at : at + 12] for at in range(0, len(directory) - 11, 12)]
    if not all(entry[:3].isalnum() and entry[3:].isdigit() for entry in entries):
        raise UnreadableRecord("The directory of the record is damaged.")
    offsets = [int(entry[7:]) for entry in entries]
    if len(set(offsets)) == len(offsets) and max(offsets, default=0) < 99_999:
        entries = [entry for _, entry in sorted(zip(offsets, entries, strict=True))]
    if len(entries) != len(fields) or len(entries) > _MAX_FIELDS:
        found, named = len(fields), len(entries)
        reason = f"The directory lists {named} fields, but the record has {found}."
        raise UnreadableRecord(reason)
    for entry, field in zip(entries, fields, strict=True):
        yield entry[:3].decode("ascii"), field.rstrip(RECORD_END)


def _tags_of_long(directory: bytes, fields: list[bytes]) -> list[str]:
    """Return the tags of a record over 99,999 bytes, which has longer numbers in its directory.

    Returns [] if the directory does not have this form.
    """
    tags, at, offset = list[str](), 0, 0
    for field in fields:
        numbers = b"%04d%05d" % (len(field) + 1, offset)
        if not directory.startswith(numbers, at + 3):
            return []
        tags.append(directory[at : at + 3].decode("ascii", "replace"))
        at += 3 + len(numbers)
        offset += len(field) + 1
    return tags if at == len(directory) else []


def parse_field(tag: str, text: str) -> Field:
    """Parse an ISO 2709 field, which has two indicators and then subfields with codes."""
    if tag < "010" and tag.isdigit():
        return Field(tag, data=text)
    first, *rest = text.split(_SUBFIELD)
    indicators = Indicators(*(first + "  ")[:2])
    return Field(tag, indicators, [_subfield(part) for part in rest if part])


def _subfield(part: str) -> Subfield:
    """Split a subfield into code and value; accents on the code character are removed."""
    if part[:2].isascii():
        return Subfield(part[0], part[1:])
    code, value = part[0], part[1:]
    return Subfield(unicodedata.normalize("NFD", code)[0], value.lstrip(_ACCENTS))
