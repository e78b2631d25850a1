"""The copies of a title, in the fields in which library systems export them."""

from collections.abc import Iterator

from pymarc import Field

from kiosk.domain.records import Item, ItemStatus
from kiosk.sources.marc_fields import Fields, joined, subfields

_NO = frozenset({"", "0"})
_AWAY = {  # Sirsi's current locations (999 $k)
    "CHECKEDOUT": ItemStatus.ON_LOAN, "ONLOAN": ItemStatus.ON_LOAN,
    "MISSING": ItemStatus.MISSING, "LOST": ItemStatus.MISSING, "DISCARD": ItemStatus.MISSING,
    "WITHDRAWN": ItemStatus.MISSING, "LOST-PAID": ItemStatus.MISSING,
    "LOST-CLAIM": ItemStatus.MISSING, "REPAIR": ItemStatus.MISSING,
    "BINDERY": ItemStatus.MISSING,
}  # fmt: skip
_MOST = 5_000


def items_of(fields: Fields) -> tuple[Item, ...]:
    """Koha's 952, else Sirsi's 949 or 999, else 852 of MARC 21 itself."""
    spare = _call_number(fields)
    for tags, reader in ((("952",), _koha), (("999", "949"), _sirsi), (("852",), _holding)):
        found = [item for tag in tags for f in fields.all(tag) if (item := reader(f, spare))]
        if found:
            return tuple(found[:_MOST])
    return ()


def _call_number(fields: Fields) -> str:
    """That of the title, for copies that have none: local, Library of Congress, Dewey."""
    for tag in ("090", "099", "050", "082", "092", "080", "084"):
        for field in fields.all(tag):
            if number := joined(field, "ab"):
                return number
    return ""


def _first(field: Field, codes: str) -> str:
    return next((v for code in codes for v in subfields(field, code)), "")


def _koha(field: Field, spare: str) -> Item | None:
    """Koha's item: $a home and $b holding branch, $o call number, $p barcode, and states."""
    branch = _first(field, "ba")
    if not branch or not _first(field, "opcy2"):
        return None
    return Item(branch, _first(field, "c"), _first(field, "o") or spare, _koha_status(field),
                _first(field, "p"))  # fmt: skip


def _koha_status(field: Field) -> ItemStatus:
    if any(_first(field, code) not in _NO for code in "140"):
        return ItemStatus.MISSING
    if _first(field, "q"):
        return ItemStatus.ON_LOAN
    loan = _first(field, "7")
    if loan.startswith("-"):  # on order, in processing
        return ItemStatus.UNKNOWN
    return ItemStatus.AVAILABLE if loan in _NO else ItemStatus.REFERENCE


def _sirsi(field: Field, spare: str) -> Item | None:
    """SirsiDynix: $a call number, $l home and $k current location, $m library, $i barcode."""
    branch = _first(field, "m")
    if not branch or not _first(field, "ali"):
        return None
    shelf, now = _first(field, "l"), _first(field, "k") or _first(field, "l")
    status = _AWAY.get(now.upper(), ItemStatus.UNKNOWN)
    if status is ItemStatus.UNKNOWN and now.upper().startswith("REF"):
        status = ItemStatus.REFERENCE
    return Item(branch, shelf, _first(field, "a") or spare, status, _first(field, "i"))


def _holding(field: Field, spare: str) -> Item | None:
    """MARC 21 852: $a institution, $b sublocation, $c shelf, $h to $m call number, $p barcode."""
    branch = _first(field, "b") or _first(field, "a")
    if not branch:
        return None
    number = joined(field, "khijlm") or spare
    return Item(branch, joined(field, "c"), number, ItemStatus.UNKNOWN, _first(field, "p"))


def holdings(fields: Fields) -> Iterator[Item]:
    """The copies that a holdings record tells of, for the title that it belongs to."""
    yield from (item for f in fields.all("852") if (item := _holding(f, "")))
