"""Detecting records that a library system hides from its own visitors."""

from kiosk.sources.marc.fields import MarcFields, subfield_values

_YES = frozenset({"1", "y", "yes", "true", "t"})


def is_suppressed(fields: MarcFields) -> bool:
    """Return whether a flag of Koha, FOLIO, Aleph, Sierra or Invenio hides the record."""
    return (
        any(value.casefold() in _YES for value in fields.values("942", "n"))
        or _by_folio(fields)
        or _by_sierra(fields)
        or any(value.upper() in ("SUPPRESSED", "DELETED") for value in fields.values("STA", "a"))
        or any(value.casefold() in _YES for value in fields.values("DEL", "a"))
        or "DELETED" in fields.values("980", "c")
    )


def _by_folio(fields: MarcFields) -> bool:
    """Return whether 999 ff $t hides the record; FOLIO can be set to write this flag."""
    own = (f for f in fields.all("999") if (f.indicator1, f.indicator2) == ("f", "f"))
    return any(v.casefold() in _YES for field in own for v in subfield_values(field, "t"))


def _by_sierra(fields: MarcFields) -> bool:
    """Return whether 998 $e (BCODE3) is "n" and 907 $a contains a Sierra record number."""
    sierra = any(value.startswith(".b") for value in fields.values("907", "a"))
    codes = list(fields.values("998", "e"))
    return sierra and bool(codes) and all(code == "n" for code in codes)
