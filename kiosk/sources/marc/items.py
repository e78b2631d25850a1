"""The copies of a title, read from the fields in which each library system exports them.

A field is ignored unless it shows which system wrote it. Sources: Koha, wiki “Holdings data fields
(9xx)”; SirsiDynix, Sierra and Virtua, export defaults; FOLIO, mod-oai-pmh (marc21_withholdings);
Alma and Aleph, AVA; Evergreen, marc_export and OAI2; MARC 21 Format for Holdings Data, 852 and
876-878.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from typing import Literal, NamedTuple

from pymarc import Field

from kiosk.domain.records import Item, ItemStatus
from kiosk.sources import item_statuses
from kiosk.sources.marc.fields import MarcFields, join_subfields, subfield_values
from kiosk.sources.marc.fields import first_value as _first
from kiosk.sources.marc.koha_items import is_noted_for_reading, read_952, read_995
from kiosk.sources.text.due_dates import find_day

_NO = frozenset({"", "0"})
_MOST = 5_000
_MOST_OF_ONE = 100  # the maximum number of copies from one AVA field
_COUNTRY = 3  # characters of the longest code of a country (852 $n)
_PIECES = ("876", "877", "878")


class ParsedItems(NamedTuple):
    """The copies to show, and the number of copies that the source hides from its own visitors."""

    items: tuple[Item, ...] = ()
    hidden_count: int = 0

    def __bool__(self) -> bool:
        return bool(self.items or self.hidden_count)


class _Sign(Enum):
    HIDDEN = auto()


_Found = Item | Literal[_Sign.HIDDEN] | None
_Reader = Callable[[Field, str], _Found]


def parse_items(fields: MarcFields) -> ParsedItems:
    """Return the copies in the fields of the first system recognised, or else in field 852."""
    spare = title_call_number(fields)
    for tags, reader in _READERS:
        if copies := _sorted_out(reader(field, spare) for field in fields.all(*tags)):
            return copies
    counted = _sorted_out(c for field in fields.all("AVA") for c in _availability(field, spare))
    return counted or _sorted_out(_holdings(fields, spare))


def parse_holdings_items(fields: MarcFields) -> ParsedItems:
    """Return the copies in a holdings record."""
    return _sorted_out(_holdings(fields, ""))


def _sorted_out(copies: Iterable[_Found]) -> ParsedItems:
    found = list(copies)
    items = tuple(copy for copy in found if isinstance(copy, Item))
    return ParsedItems(items[:_MOST], sum(copy is _Sign.HIDDEN for copy in found))


def title_call_number(fields: MarcFields) -> str:
    """Return the call number of the title as a whole: local, Library of Congress or Dewey.

    If a further field has the same number with more after it, such as the item part, it decides.
    Marks that only divide a Dewey number (813/.54) are left out.
    """
    tags = ("090", "099", "050", "082", "092", "080", "084")
    fields_in_order = (field for tag in tags for field in fields.all(tag))
    numbers = [join_subfields(field, "ab").replace("/.", ".") for field in fields_in_order]
    best = next(filter(None, numbers), "")
    return next((number for number in numbers if number.startswith(f"{best} ")), best)


def _has(field: Field, codes: str) -> bool:
    return all(_first(field, code) for code in codes)


def _in_952(field: Field, spare: str) -> _Found:
    """Read field 952 of FOLIO (recognised by indicators or subfields) or of Koha."""
    if (field.indicator1, field.indicator2) == ("f", "f"):
        return _Sign.HIDDEN if _first(field, "t") not in _NO else _folio(field, spare)
    if _has(field, "cem") and not _first(field, "oy01479"):
        return _folio(field, spare)
    return read_952(field, spare)


def _folio(field: Field, spare: str) -> _Found:
    """Read 952 of FOLIO, which contains no loan status.

    $c library, $d $s location, $f $e $g call number, $j volume, $m barcode, $t suppressed. FOLIO
    writes "Inactive" before the names of places that it no longer uses.
    """
    branch, shelf = (_first(field, code).removeprefix("Inactive ") for code in ("cba", "ds"))
    number = " ".join(filter(None, (_first(field, code) for code in "fegj")))
    if not branch or not (number or shelf or _first(field, "m")):
        return None
    return Item(branch, shelf, number or spare, barcode=_first(field, "m"))


def _sierra(field: Field, spare: str) -> _Found:
    """Read 945 of Sierra and Millennium.

    $l location, $f $a $b $k call number, $i barcode, $s status, $h due date, $o "n" if suppressed.
    """
    location = _first(field, "l")
    if not location or not (_first(field, "y").startswith(".i") or _first(field, "is")):
        return None
    if _first(field, "o").lower() == "n":
        return _Sign.HIDDEN
    due = _first(field, "h")
    status = item_statuses.status_from_sierra_codes(_first(field, "s"), due)
    day = find_day(due) if status is ItemStatus.ON_LOAN else None
    number = join_subfields(field, "fabk") or spare
    return Item(location, "", number, status, _first(field, "i"), day)


def _virtua(field: Field, spare: str) -> _Found:
    """Read 949 of Virtua, which contains no loan status.

    $D location, $a call number, $6 barcode.
    """
    if not _first(field, "D") or not (_first(field, "A") == "VIRTUAITEM" or _has(field, "X6")):
        return None
    return Item(_first(field, "D"), "", _first(field, "a") or spare, barcode=_first(field, "6"))


def _sirsi(field: Field, spare: str) -> _Found:
    """Read 999 or 949 of SirsiDynix.

    $a call number, $l home location, $k current location, $m library, $i barcode.
    """
    branch = _first(field, "m")
    # Other systems use 949 too, but only SirsiDynix gives the call number scheme ($w).
    if not branch or not _first(field, "ali") or (field.tag == "949" and not _first(field, "w")):
        return None
    shelf, now = _first(field, "l"), _first(field, "k")
    if "SHADOW" in (shelf.upper(), now.upper()):
        return _Sign.HIDDEN
    status = item_statuses.status_from_sirsi_location(now or shelf)
    return Item(branch, shelf, _first(field, "a") or spare, status, _first(field, "i"))


def _availability(field: Field, spare: str) -> Iterator[_Found]:
    """Read AVA of Alma and Aleph.

    $b library, $c place, $d call number, $e status, $f number of copies, $g number of copies not
    available (for any reason).
    """
    branch = _first(field, "bq")
    if not branch:
        return
    total, away = (_number(_first(field, code)) for code in "fg")
    available = _first(field, "e").casefold() == "available"
    here = max(0, (total or 1) - away) if available else 0
    for at in range(min(max(total, 1), _MOST_OF_ONE)):
        status = ItemStatus.AVAILABLE if at < here else ItemStatus.UNKNOWN
        yield Item(branch, _first(field, "cj"), _first(field, "d") or spare, status)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _holdings(fields: MarcFields, spare: str) -> Iterator[_Found]:
    """Read each 852 field, with the item fields (876-878) that certainly belong to it."""
    places = list(fields.all("852"))
    pieces = list(fields.all(*_PIECES))
    for field in places:
        copy = _evergreen(field, spare) or _place(field, spare)
        own = pieces if len(places) == 1 else [p for p in pieces if _same_link(p, field)]
        if isinstance(copy, Item) and own:
            yield from (_piece(piece, copy) for piece in own)
        else:
            yield copy


def _same_link(piece: Field, place: Field) -> bool:
    links = (_first(field, "8").partition(".")[0].partition("\\")[0] for field in (piece, place))
    first, second = links
    return first == second != ""


def _piece(field: Field, place: Item) -> Item:
    """Read 876-878: $p barcode, $j status, perhaps with the day due, $h use restrictions."""
    status = item_statuses.status_from_name(_first(field, "j"))
    if item_statuses.status_from_text(_first(field, "h")) is ItemStatus.REFERENCE and (
        status in (ItemStatus.AVAILABLE, ItemStatus.UNKNOWN)
    ):
        status = ItemStatus.REFERENCE
    status = place.status if status is ItemStatus.UNKNOWN else status
    due = find_day(_first(field, "j")) if status is ItemStatus.ON_LOAN else None
    return Item(place.branch, place.shelf, place.call_number, status, _first(field, "pa"), due)


def _evergreen(field: Field, spare: str) -> _Found:
    """Read 852 of Evergreen's OAI2, which leaves out the copies that Evergreen hides.

    $d circulating library, $b owning library, $a place, $c call number, $g barcode, $n status. If
    a library changed these codes as in marc_export: $c place, $j call number, $p barcode. In MARC
    21 itself, $n is a country code, and a call number is in $h or $k.
    """
    name = _first(field, "n")
    if not _has(field, "b") or not _first(field, "gp") or _first(field, "hik"):
        return None
    if _first(field, "jp"):
        if field.indicator1 != "4" or len(name) <= _COUNTRY:
            return None
        shelf = _first(field, "c") if _first(field, "j") else _first(field, "a")
        branch = _first(field, "d") or subfield_values(field, "b")[-1]
        status = item_statuses.status_from_name(name)
        return Item(branch, shelf, _first(field, "jc") or spare, status, _first(field, "pg"))
    if not _first(field, "dn"):
        return None
    return Item(_first(field, "db"), _first(field, "a"), _first(field, "c") or spare,
                item_statuses.status_from_name(name), _first(field, "g"))  # fmt: skip


_CODE = re.compile(r"\S+")
_HIDDEN = re.compile(r"(?:opac )?(?:hidden|suppress(?:ed)?)(?: (?:from|in) [\w ]{2,30})?[.]?")


def _place(field: Field, spare: str) -> _Found:
    """Read 852 of MARC 21.

    $a institution, $b sublocation, $c shelf, $h to $m call number, $p barcode. Evergreen's
    marc_export writes the owning library and the circulating library into two $b, and flags of a
    copy into $x.
    """
    places = subfield_values(field, "b")
    codes = len(places) > 1 and all(map(_CODE.fullmatch, places))
    branch = (places[-1] if codes else places[0]) if places else _first(field, "a")
    if not branch:
        return None
    marks = {mark.casefold() for mark in subfield_values(field, "x")}
    if any(map(_HIDDEN.fullmatch, marks)):
        return _Sign.HIDDEN
    only_here = bool(marks & {"reference", "noncirculating"}) or is_noted_for_reading(field)
    status = ItemStatus.REFERENCE if only_here else ItemStatus.UNKNOWN
    number = join_subfields(field, "khijlm") or spare
    return Item(branch, join_subfields(field, "c"), number, status, _first(field, "p"))


_READERS: tuple[tuple[tuple[str, ...], _Reader], ...] = (
    (("952",), _in_952),
    (("945",), _sierra),
    (("949",), _virtua),
    (("999", "949"), _sirsi),
    (("995",), read_995),
)
