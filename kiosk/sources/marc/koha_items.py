"""The copies of Koha, in field 952 of MARC 21 and field 995 of UNIMARC.

Sources: Koha, wiki “Holdings data fields (9xx)”; Koha's default frameworks; Koha/Item.pm; the
sample authorised values LOST, DAMAGED, WITHDRAWN, RESTRICTED and NOT_LOAN.
"""

import re
from collections.abc import Iterable
from datetime import date

from pymarc import Field

from kiosk.domain.records import Item, ItemStatus
from kiosk.sources import item_statuses
from kiosk.sources.marc.fields import first_value, subfield_values

_NUMBER = re.compile("-?[0-9]+")
_DAY = re.compile("([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?![0-9])")
_A_DIGIT = re.compile("[1-9]")
_NEGATED = re.compile(r"(?:not?|non|none|pas|nicht|nein|tidak|belum|bukan|ei|nie|нет|не)\b")
_LONGEST_NOTE = 60  # characters; a longer public note is not examined for a status

NOT_FOR_LOAN_NAME = "not for loan {}"  # the name of a value whose description is not known
# The values of “not for loan” that mean the same in every Koha; libraries define the others.
_NOT_FOR_LOAN = {"1": ItemStatus.REFERENCE, "-1": ItemStatus.ON_ORDER}


def read_952(field: Field, spare: str) -> Item | None:
    """Read 952 of Koha, or return None if the field is not Koha's.

    $a home branch, $b holding branch, $c shelf, $o call number, $p barcode, $y item type, $0
    withdrawn, $1 lost, $4 damaged, $5 restricted, $7 not for loan, $q due, $z public note. A hold
    and a transfer are not told there.
    """
    branch = first_value(field, "ba")
    if not branch or not first_value(field, "opcy2"):
        return None
    due = first_value(field, "q")
    status = koha_status(
        gone=(first_value(field, code) for code in "014"),
        on_loan=bool(_A_DIGIT.search(due)),  # a real date, not 0000-00-00
        restricted=first_value(field, "5"),
        not_for_loan=first_value(field, "7"),
    )
    if status is ItemStatus.AVAILABLE and (is_noted_for_reading(field) or _is_reference(field)):
        status = ItemStatus.REFERENCE
    if not first_value(field, "opy"):  # probably not Koha, in which every item has a type
        status = ItemStatus.UNKNOWN
    number = first_value(field, "o") or spare
    return Item(branch, first_value(field, "c"), number, status, first_value(field, "p"),
                parse_due(due) if status is ItemStatus.ON_LOAN else None)  # fmt: skip


def read_995(field: Field, spare: str) -> Item | None:
    """Read 995 of UNIMARC, or return None if the field holds no copy.

    $b home branch, $c holding branch, $e shelf, $k call number, $f barcode, $0 withdrawn, $1
    damaged, $2 lost, $3 restricted, $n due, $o not for loan.
    """
    branch = first_value(field, "cba")
    if not branch or not first_value(field, "kf"):
        return None
    due = first_value(field, "n")
    status = koha_status(
        gone=(first_value(field, code) for code in "021"),
        on_loan=bool(_A_DIGIT.search(due)),
        restricted=first_value(field, "3"),
        not_for_loan=first_value(field, "o"),
    )
    if status is ItemStatus.AVAILABLE and not first_value(field, "o"):
        status = ItemStatus.UNKNOWN  # only Koha writes the status there
    number = first_value(field, "k") or spare
    return Item(branch, first_value(field, "e"), number, status, first_value(field, "f"),
                parse_due(due) if status is ItemStatus.ON_LOAN else None)  # fmt: skip


def koha_status(
    *, gone: Iterable[str], on_loan: bool, restricted: str, not_for_loan: str
) -> ItemStatus:
    """Return the status of an item of Koha; "lost" takes precedence over "on loan".

    ``gone`` are the values of withdrawn, lost and damaged. Each value is a number or, if Koha was
    told to write descriptions (expanded_avs), a text such as "Not lost".
    """
    flags = [_is_set(value) for value in gone]
    if any(flags):
        return ItemStatus.MISSING
    if on_loan:
        return ItemStatus.ON_LOAN
    if None in flags or _is_set(restricted) is not False:
        return ItemStatus.UNKNOWN
    if _is_set(not_for_loan) is False:
        return ItemStatus.AVAILABLE
    if not_for_loan in _NOT_FOR_LOAN:
        return _NOT_FOR_LOAN[not_for_loan]
    if _NUMBER.fullmatch(not_for_loan):  # a value that the library defined
        name = NOT_FOR_LOAN_NAME.format(not_for_loan)
        return item_statuses.status_from_name(name, ItemStatus.UNKNOWN)
    described = item_statuses.status_from_text(not_for_loan)
    if described is ItemStatus.AVAILABLE:
        described = ItemStatus.UNKNOWN
    return item_statuses.status_from_name(not_for_loan, described)


def parse_due(text: str) -> date | None:
    """Return the day in a date of Koha (ISO 8601, perhaps with a time), or None."""
    found = _DAY.match(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:  # such as 0000-00-00
        return None


def is_noted_for_reading(field: Field) -> bool:
    """Return whether a public note ($z) says "library use only"."""
    notes = (note for note in subfield_values(field, "z") if len(note) <= _LONGEST_NOTE)
    return any(item_statuses.status_from_text(note) is ItemStatus.REFERENCE for note in notes)


def _is_reference(field: Field) -> bool:
    """Return whether the item type ($y) is that of works which are not lent."""
    return item_statuses.status_from_text(first_value(field, "y")) is ItemStatus.REFERENCE


def _is_set(value: str) -> bool | None:
    """Return whether a flag is set, or None if ``value`` is a text that is not understood."""
    if not value or _NUMBER.fullmatch(value):
        return bool(value) and int(value) != 0
    words = value.casefold().strip()
    status = item_statuses.status_from_text(words)
    if _NEGATED.match(words) and status is not ItemStatus.REFERENCE:  # “not for loan” is a flag
        return False
    if status is ItemStatus.AVAILABLE:
        return False
    return True if status is ItemStatus.MISSING else None
