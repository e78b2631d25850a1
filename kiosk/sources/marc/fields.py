"""Access to the fields of a MARC record, and functions that clean the text of fields."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pymarc import Field, Record

from kiosk.sources.text import html_text
from kiosk.sources.text.mojibake import repair_double_encoding

_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_TIDY = {
    # The two halves of a combining mark in MARC-8 become one mark over two letters.
    **{0xFE20: 0x0361, 0xFE21: None, 0xFE22: 0x0360, 0xFE23: None},
    # Non-sorting marks of MARC 21 and UNIMARC.
    **dict.fromkeys([0x98, 0x9C, 0x88, 0x89]),
}
# Non-sorting marks used by Aleph, Alma and PICA: <<Der>> Prozess, ¬Der¬ Prozess.
_NOT_SORTED = re.compile(r"<<([^<>]{1,12})>>|¬([^¬]{1,12})¬")
_ISBD = " \t\n/:;=,"
_INITIAL = re.compile(r"(?:^|[\s.\-])\w\.$|(?:\b(?:Jr|Sr|etc|vol|no|ed|St)\.)$|\.\.\.$", re.I)


class MarcFields:
    """A record's fields by tag; an 880 field is stored under the tag in its link ($6)."""

    def __init__(self, record: Record) -> None:
        self.leader = str(record.leader).ljust(24)
        self._by_tag: dict[str, list[Field]] = {}
        self._vernacular: dict[str, list[Field]] = {}
        for field in record.fields:
            self._by_tag.setdefault(field.tag, []).append(field)
        for field in self._by_tag.get("880", ()):
            tag = next((s.value[:3] for s in field.subfields if s.code == "6"), "")
            self._vernacular.setdefault(tag, []).append(field)

    def __contains__(self, tag: str) -> bool:
        return tag in self._by_tag

    def all(self, *tags: str) -> Iterator[Field]:
        """Yield the fields with these tags, sorted as in ``tags`` and then as in the record."""
        for tag in tags:
            yield from self._by_tag.get(tag, ())

    def vernacular(self, *tags: str) -> Iterator[Field]:
        """Yield the 880 fields that are linked to these tags."""
        for tag in tags:
            yield from self._vernacular.get(tag, ())

    def control(self, tag: str) -> str:
        """Return the data of the first control field with this tag, or "" if there is none."""
        return next((field.data or "" for field in self._by_tag.get(tag, ())), "")

    def controls(self, tag: str) -> list[str]:
        """Return the data of all control fields with this tag."""
        return [field.data or "" for field in self._by_tag.get(tag, ())]

    def values(self, tag: str, codes: str) -> list[str]:
        """Return the clean values of these subfields in order, leaving out empty values."""
        found = (clean_text(s.value) for f in self.all(tag) for s in f.subfields if s.code in codes)
        return [value for value in found if value]

    def first(self, tag: str, codes: str) -> str:
        """Return the first clean value of these subfields, or "" if there is none."""
        return next(iter(self.values(tag, codes)), "")


def clean_text(value: str) -> str:
    """Return ``value`` as plain text in NFC, with single spaces and no control characters."""
    if not value.isascii():
        value = unicodedata.normalize("NFC", repair_double_encoding(value).translate(_TIDY))
    if "<" in value or "&" in value or "¬" in value:
        value = html_text.strip_html(_NOT_SORTED.sub(r"\1\2", value))
    return value if value.isalnum() else _SPACES.sub(" ", value).strip()


def subfield_values(field: Field, codes: str) -> list[str]:
    """Return the clean values of these subfields of ``field``, leaving out empty values."""
    return [value for s in field.subfields if s.code in codes and (value := clean_text(s.value))]


def first_value(field: Field, codes: str) -> str:
    """Return the first clean value of the first of ``codes`` that has one, or ""."""
    return next((v for code in codes for v in subfield_values(field, code)), "")


def join_subfields(field: Field, codes: str, by: str = " ") -> str:
    """Return the clean values of these subfields, joined by ``by``."""
    return by.join(subfield_values(field, codes))


def strip_isbd(value: str) -> str:
    """Remove the punctuation that ISBD places at the end of an area."""
    value = value.strip().rstrip(_ISBD)
    if value.endswith(".") and not _INITIAL.search(value):
        value = value[:-1].rstrip(_ISBD)
    if value.endswith("]") and value.startswith("[") and value.count("[") == 1:
        value = value[1:-1].strip()
    return value


def unique_texts(values: Iterable[str]) -> tuple[str, ...]:
    """Return ``values`` without empty strings and repeats; case is ignored when comparing."""
    kept: dict[str, str] = {}
    for value in values:
        if value:
            kept.setdefault(value.casefold(), value)
    return tuple(kept.values())
