"""A title of SLiMS as a MARC 21 record, and the record as a title of the kiosk.

The plugin for SLiMS (packaging/slims) writes the same records as MARCXML. So both ways of reading
SLiMS end here, and give the same titles.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from pymarc import Field, Indicators, Leader, Record, Subfield

from kiosk.domain.records import BibliographicRecord, Format
from kiosk.sources.entries import Entry, Reject, SuppressedRecord
from kiosk.sources.marc.bibliographic import (
    SUPPRESSED_REASON,
    DeletedAtSource,
    NotATitle,
    parse_bibliographic,
)
from kiosk.sources.marc.fields import MarcFields
from kiosk.sources.marc.formats import is_online
from kiosk.sources.text.languages import language_from_text
from kiosk.sources.xml.dublin_core import parse_format

Row = Mapping[Any, Any]  # by the names of the queries’ columns

_ISSN = re.compile(r"[0-9]{4}-?[0-9]{3}[0-9Xx]")
_NAME_TAGS = {"o": "10", "c": "11"}  # by authority_type; others are persons
_RELATORS = {
    2: "aut",
    3: "edt",
    4: "trl",
    5: "drt",
    6: "pro",
    7: "cmp",
    8: "ill",
    9: "cre",
    10: "ctb",
}
_TOPIC_TAGS = {"g": "651", "n": "600", "tm": "648", "gr": "655"}  # by topic_type

# The general material designations that SLiMS installs; libraries add others.
_FORMATS = {
    **dict.fromkeys(("art original", "chart", "flash card", "microscope slide", "picture",
                     "slide", "technical drawing", "transparency"), Format.IMAGE),
    **dict.fromkeys(("diorama", "equipment", "game", "kit", "model", "realia"), Format.OBJECT),
    **dict.fromkeys(("cartographic material", "globe", "map"), Format.MAP),
    **dict.fromkeys(("filmstrip", "motion picture", "video recording", "digital versatile disc"),
                    Format.VIDEO),
    **dict.fromkeys(("cd-rom", "computer file", "computer software", "multimedia"), Format.OTHER),
    **dict.fromkeys(("microform", "manuscript", "text"), Format.BOOK),
    "electronic resource": Format.EBOOK,
    "music": Format.SCORE,
    "sound recording": Format.MUSIC,
}  # fmt: skip
_BY_CONTENT = {  # RDA content types (336 $b), which say more than “text”
    "prm": Format.MUSIC, "snd": Format.MUSIC, "spw": Format.AUDIOBOOK, "tdi": Format.VIDEO,
    "ntm": Format.SCORE, "cri": Format.MAP, "sti": Format.IMAGE, "tdf": Format.OBJECT,
}  # fmt: skip


def title_record(
    row: Row, authors: Iterable[Row], topics: Iterable[Row], files: Iterable[Row]
) -> Record:
    """Return the MARC record of a title from its rows."""
    record = Record()
    record.leader = Leader(f"00000na{'s' if row['frequency'] else 'm'} a2200000 a 4500")
    record.fields.append(Field("001", data=str(row["id"])))
    for field in _fields(row, authors, topics, files):
        if field.subfields:
            record.fields.append(field)
    return record


def hidden_record(title: int) -> Record:
    """Return the record of a title that SLiMS hides: its number, marked as deleted."""
    record = Record()
    record.leader = Leader("00000dam a2200000 a 4500")
    record.fields.append(Field("001", data=str(title)))
    return record


def is_title_record(record: Record) -> bool:
    """Return whether ``record`` has the number of a title."""
    number = MarcFields(record).control("001")
    return number.isascii() and number.isdecimal()


def record_number(record: Record) -> int:
    """Return the title's id in SLiMS."""
    return int(MarcFields(record).control("001"))


def read_title(record: Record, opac: str) -> Entry:
    """Return the title in ``record``, or a reject.

    ``opac`` is the address of SLiMS's public catalogue, or "" if it is not known. Attachments
    have addresses below it.
    """
    number = str(record_number(record))
    fields = MarcFields(record)
    _complete_addresses(record, opac)
    try:
        title = parse_bibliographic(record).title
    except DeletedAtSource:
        return SuppressedRecord(number, SUPPRESSED_REASON, source_id=number)
    except NotATitle as fault:
        return Reject(number, str(fault), str(record).encode())
    return replace(
        title,
        format=_format(fields, title),
        language=title.language or _language(fields),
        call_number=fields.first("090", "a"),
    )


def _fields(
    row: Row, authors: Iterable[Row], topics: Iterable[Row], files: Iterable[Row]
) -> Iterator[Field]:
    for number in re.split("[,;]", _text(row["isbn"])):
        yield _field("022" if _ISSN.fullmatch(number.strip()) else "020", a=number.strip())
    yield _field("041", a=_text(row["language"]))
    yield _field("082", a=_text(row["classification"]))
    yield _field("090", a=_text(row["call_number"]))
    yield from _author_fields(authors)
    yield _field("245", a=_text(row["title"]), h=_text(row["gmd"]), c=_text(row["statement"]))
    yield _field("250", a=_text(row["edition"]))
    published = [_text(row[name]) for name in ("place", "publisher", "year")]
    yield _field("260", **dict(zip("abc", published, strict=True)))
    yield _field("300", a=_text(row["extent"]))
    yield _field("336", b=_text(row["content"]))
    yield _field("337", b=_text(row["media"]))
    yield _field("338", b=_text(row["carrier"]))
    yield _field("490", a=_text(row["series"]))
    yield _field("500", a=_text(row["details"]))
    yield _field("520", a=_text(row["notes"]))
    yield _field("546", a=_text(row["language_name"]))
    for topic in topics:
        yield _field(_TOPIC_TAGS.get(_text(topic["kind"]), "650"), a=_text(topic["name"]))
    for file in files:
        yield _field("856", u=_file_address(file), y=_text(file["name"]))


def _author_fields(authors: Iterable[Row]) -> Iterator[Field]:
    """Yield the first primary author as 1XX and the others as 7XX, with their roles ($4)."""
    for at, author in enumerate(authors):
        kind = _NAME_TAGS.get(_text(author["kind"]), "00")
        level = int(author["level"] or 1)
        role = _RELATORS.get(level, "aut")
        first = at == 0 and level == 1
        yield _field(f"{'1' if first else '7'}{kind}", a=_text(author["name"]), **{"4": role})


def _file_address(file: Row) -> str:
    """Return the address of an attachment, which is relative if SLiMS itself has the file."""
    if _text(file["mime"]) == "text/uri-list":
        return _text(file["url"])
    return f"index.php?p=fstream&fid={file['file']}&bid={file['id']}"


def _field(tag: str, **values: str) -> Field:
    """Return a field with the subfields that are not empty; without the first it is empty."""
    subfields = [Subfield(code, value) for code, value in values.items() if value]
    needed = tag == "260" or next(iter(values.values()))
    return Field(tag, Indicators(" ", " "), subfields if needed else [])


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def address_below(opac: str, path: str) -> str:
    """Return the address of ``path`` below the catalogue at ``opac``."""
    base = opac.partition("?")[0]
    return urljoin(base if base.endswith((".php", "/")) else f"{base}/", path)


def _complete_addresses(record: Record, opac: str) -> None:
    """Complete relative addresses (856 $u), and leave them out if ``opac`` is not known."""
    for field in record.get_fields("856"):
        address = next(iter(field.get_subfields("u")), "")
        if "://" in address:
            continue
        if opac:
            field["u"] = address_below(opac, address)
        else:
            record.remove_field(field)


def _language(fields: MarcFields) -> str:
    """Return the language from SLiMS's own code (041) or from the language's name (546)."""
    stated: Sequence[str] = [*fields.values("041", "a"), *fields.values("546", "a")]
    return next(filter(None, map(language_from_text, stated)), "")


def _format(fields: MarcFields, title: BibliographicRecord) -> Format:
    if title.format is Format.SERIAL:
        return title.format
    stated = fields.first("245", "h")
    named = _FORMATS.get(stated.casefold()) or parse_format(stated) or Format.BOOK
    if named is not Format.BOOK:
        return named
    content = (_BY_CONTENT[code] for code in fields.values("336", "b") if code in _BY_CONTENT)
    return next(content, Format.EBOOK if is_online(fields) else Format.BOOK)
