"""The title of a MARC record and its variants."""

from collections.abc import Iterator

from pymarc import Field

from kiosk.sources.marc.fields import (
    MarcFields,
    clean_text,
    strip_isbd,
    subfield_values,
    unique_texts,
)
from kiosk.sources.text.languages import has_letters_of

_ISBD = (":", ";", "=", "/")
# Fields that can replace a missing 245 $a, best first.
_NEXT_BEST = (
    ("245", "bknps"), ("240", "aknp"), ("130", "aknp"), ("246", "abnp"),
    ("222", "ab"), ("210", "ab"), ("247", "abnp"), ("740", "anp"), ("773", "t"), ("730", "anp"),
    ("490", "av"), ("830", "anpv"), ("505", "t"), ("505", "a"), ("520", "a"), ("500", "a"),
    ("110", "ab"), ("111", "a"), ("610", "ab"), ("650", "a"),
)  # fmt: skip
_LONGEST_NOTE = 120  # characters of the note that is used instead of a missing title


def parse_titles(fields: MarcFields, language: str) -> tuple[str, tuple[str, ...]]:
    """Return the title to show ("" if the record has no title) and the other titles.

    A title in the script of the record's language takes precedence over the romanised title.
    """
    main = next((t for f in fields.all("245") if (t := _title(f)) and _has_a(f)), "")
    vernacular = [t for f in fields.vernacular("245") if (t := _title(f))]
    shown = next((t for t in vernacular if has_letters_of(language, t)), "")
    if main and has_letters_of(language, main):
        shown = main
    shown = shown or main or next(iter(vernacular), "") or _next_best(fields)
    others = unique_texts([main, *vernacular, *_others(fields)])
    return shown, tuple(t for t in others if t.casefold() != shown.casefold())[:30]


def _has_a(field: Field) -> bool:
    return any(s.code == "a" and strip_isbd(clean_text(s.value)) for s in field.subfields)


def _title(field: Field) -> str:
    """Return "Title : remainder. Part", without medium and statement of responsibility."""
    parts: list[str] = []
    for subfield in field.subfields:
        value = clean_text(subfield.value)
        if subfield.code in "abfgknps":
            parts.append(value)
        elif subfield.code == "h" and parts and value.endswith(_ISBD):
            parts.append(value[-1])  # keep the ISBD punctuation before the next element
    return strip_isbd(" ".join(parts))


def _others(fields: MarcFields) -> Iterator[str]:
    yield from map(_title, fields.all("245"))  # there should be only one 245
    for tag in ("246", "240", "130", "247", "210", "222", "740", "730"):
        for field in (*fields.all(tag), *fields.vernacular(tag)):
            yield strip_isbd(" ".join(subfield_values(field, "abnp")))


def _next_best(fields: MarcFields) -> str:
    for tag, codes in _NEXT_BEST:
        for field in (*fields.all(tag), *fields.vernacular(tag)):
            title = strip_isbd(" ".join(subfield_values(field, codes)))
            if title:
                return title if len(title) <= _LONGEST_NOTE else title[:_LONGEST_NOTE] + "…"
    return ""
