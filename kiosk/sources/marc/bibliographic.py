"""Converting MARC 21 and UNIMARC bibliographic records to domain records."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from pymarc import Field, Record

from kiosk.domain.isbn import find_isbn, find_issn
from kiosk.domain.records import BibliographicRecord
from kiosk.sources.marc.fields import (
    MarcFields,
    join_subfields,
    strip_isbd,
    subfield_values,
    unique_texts,
)
from kiosk.sources.marc.formats import detect_format, find_title_url
from kiosk.sources.marc.items import parse_items, title_call_number
from kiosk.sources.marc.linked_titles import (
    contained_works,
    find_host,
    hidden_search_terms,
    statement_of_responsibility,
)
from kiosk.sources.marc.suppressed import is_suppressed
from kiosk.sources.marc.titles import parse_titles
from kiosk.sources.marc.unimarc import AUTHORITY_TYPES, convert_to_marc21, is_unimarc
from kiosk.sources.text.languages import has_letters_of, language_from_marc_code, language_from_text
from kiosk.sources.text.mojibake import restore_marc8_escapes
from kiosk.sources.text.years import find_years, parse_year

_SUBJECTS = ("600", "610", "611", "630", "647", "648", "650", "651", "653", "655", "690")
_NAMES = ("100", "110", "111", "700", "710", "711", "720")
_LONGEST_SUMMARY = 4_000  # characters
_MOST_OTHERS = 60  # the maximum number of texts in ``found_by``
_NOT_TITLES = {
    **dict.fromkeys(
        "z", "This is an authority record: it describes a name or subject, not a title."
    ),
    **dict.fromkeys("uvxy", "This is a holdings record without its title."),
    "w": "This is a classification record, not a title.",
    "q": "This is a community information record, not a title.",
}
_MANUSCRIPTS = "dft"  # leader/06
DELETED_REASON = "The record was deleted at the source."


SUPPRESSED_REASON = "The source hides this title from its own visitors, so it is not shown here."


class NotATitle(ValueError):
    """Raised for a record that does not describe a title; ``str(error)`` says what it describes."""


class DeletedAtSource(NotATitle):
    """Raised for a record that was deleted in the source."""


class SuppressedAtSource(NotATitle):
    """Raised for a record that the source hides from its own visitors."""


class ParsedTitle(NamedTuple):
    """A title, and the number of copies that the source hides from its own visitors."""

    title: BibliographicRecord
    hidden_count: int


def parse_bibliographic(record: Record, source_id: str = "") -> ParsedTitle:
    """Convert ``record``; ``source_id`` takes precedence over field 001. Raises NotATitle."""
    unimarc = is_unimarc(record)
    marc = convert_to_marc21(record) if unimarc else record
    fields = MarcFields(marc)
    kind = "z" if unimarc and fields.leader[6] in AUTHORITY_TYPES else fields.leader[6]
    if reason := _NOT_TITLES.get(kind):
        raise NotATitle(reason)
    if fields.leader[5] == "d":
        raise DeletedAtSource(DELETED_REASON)
    if is_suppressed(fields):
        raise SuppressedAtSource(SUPPRESSED_REASON)
    language = _language(fields)
    restore_marc8_escapes(marc, language)
    title, others = parse_titles(fields, language)
    if not title:
        raise NotATitle(_UNTITLED_UNIMARC if unimarc else _untitled(fields))
    copies = parse_items(fields)
    url = find_title_url(fields, held=bool(copies))
    authors = _authors(fields, language)
    if copies.hidden_count and not copies.items and not url:
        raise SuppressedAtSource(SUPPRESSED_REASON)
    numbers = (
        *map(find_isbn, fields.values("020", "a")),
        *map(find_issn, fields.values("022", "a")),
    )
    isbns = unique_texts(numbers)
    found = BibliographicRecord(
        source_id=source_id or fields.control("001").strip() or record_fingerprint(record),
        title=title,
        authors=authors,
        year=_year(fields),
        language=language,
        format=detect_format(fields),
        subjects=_subjects(fields),
        isbns=isbns,
        publisher=_publisher(fields),
        summary=" ".join(fields.values("520", "ab"))[:_LONGEST_SUMMARY],
        series=_series(fields),
        other_titles=others,
        url=url,
        items=copies.items,
        statement=statement_of_responsibility(fields),
        contents=contained_works(fields, authors),
        host=find_host(fields),
        found_by=unique_texts(hidden_search_terms(fields, isbns))[:_MOST_OTHERS],
        call_number="" if copies.items else title_call_number(fields),
    )
    return ParsedTitle(found, copies.hidden_count)


# Fields that may change although the title is the same: dates of update (003, 005) and copies.
_PASSING = frozenset(
    (
        "003",
        "005",
        "852",
        "866",
        "867",
        "868",
        "876",
        "877",
        "878",
        "945",
        "949",
        "952",
        "995",
        "999",
    )
)


def record_fingerprint(record: Record) -> str:
    """Return an id computed from all fields except copies and dates of update."""
    lasting = [each for each in record.fields if each.tag not in _PASSING]
    whole = "\n".join(sorted(map(str, lasting)))
    return "hash-" + blake2b(whole.encode("utf-8", "replace"), digest_size=12).hexdigest()


_UNTITLED_UNIMARC = "This record of UNIMARC has no title (200 $a)."


def _untitled(fields: MarcFields) -> str:
    if "331" in fields:
        return "This is a MAB2 record, which is not supported. Export it as MARC 21 or MARCXML."
    if "852" in fields or "866" in fields:
        return "This record only says where copies are; it has no title."
    return "The record has no title, nor anything to use instead."


def _language(fields: MarcFields) -> str:
    """Return the language from 008/35-37, or otherwise from 041 $a.

    Before 2001, one subfield 041 $a could contain several codes of three letters.
    """
    coded = language_from_marc_code(fields.control("008")[35:38])
    if coded:
        return coded
    for value in fields.values("041", "a"):
        if len(value) > 3 and (found := language_from_text(value)):  # a name, as SLiMS writes it
            return found
        for at in range(0, len(value) - 2, 3):
            if found := language_from_marc_code(value[at : at + 3]):
                return found
    return ""


def _authors(fields: MarcFields, language: str) -> tuple[str, ...]:
    """Return names without dates and relator terms; those in the language's script come first."""
    names = [_name(field) for field in fields.all(*_NAMES)]
    own = [_name(field) for field in fields.vernacular(*_NAMES)]
    own.sort(key=lambda name: not has_letters_of(language, name))
    first = [name for name in own if has_letters_of(language, name)]
    return unique_texts([*first, *names, *own])


def _name(field: Field) -> str:
    codes = {s.code for s in field.subfields}
    if "t" in codes:  # this person is the author of a related work
        return ""
    return strip_isbd(join_subfields(field, "ab" if field.tag != "111" else "ae"))


def _year(fields: MarcFields) -> int | None:
    """Return the year of publication from 264 or 260, or otherwise from 008/07-10.

    If 264 or 260 contains several years, 008 decides. A questionable date (008/06 q) is not used,
    because its first year is a guess.
    """
    manuscript = fields.leader[6] in _MANUSCRIPTS
    published = [f for f in fields.all("264") if f.indicator2 == "1"]
    rest = [f for f in fields.all("264") if f.indicator2 != "1"]
    coded = find_years(fields.control("008")[7:11], manuscript=manuscript)
    for field in (*published, *fields.all("260"), *rest):
        if stated := parse_year(join_subfields(field, "c"), coded, manuscript=manuscript):
            return stated
    kind = fields.control("008")[6:7]
    return coded[0] if coded and kind != "q" else None


def _subjects(fields: MarcFields) -> tuple[str, ...]:
    return unique_texts(
        [strip_isbd(" -- ".join(_heading(field))) for field in fields.all(*_SUBJECTS)]
    )


def _heading(field: Field) -> Iterator[str]:
    name = " ".join(subfield_values(field, "abcdqt"))
    if name:
        yield strip_isbd(name)
    yield from (strip_isbd(value) for value in subfield_values(field, "vxyz"))


def _publisher(fields: MarcFields) -> str:
    published = [f for f in fields.all("264") if f.indicator2 == "1"]
    for field in (*published, *fields.all("260"), *fields.all("264")):
        if name := strip_isbd(next(iter(subfield_values(field, "b")), "")):
            return name
    return ""


def _series(fields: MarcFields) -> str:
    for field in fields.all("490", "440", "830", "800", "810"):
        if name := strip_isbd(join_subfields(field, "atnpv")):
            return name
    return ""
