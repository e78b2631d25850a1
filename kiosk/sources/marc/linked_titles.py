"""Works named in a MARC record: contained works, the host, and other related works."""

import re
from collections.abc import Iterator

from pymarc import Field

from kiosk.domain.isbn import find_isbn, find_issn
from kiosk.domain.records import HostItem
from kiosk.sources.marc.fields import (
    MarcFields,
    clean_text,
    join_subfields,
    strip_isbd,
    subfield_values,
    unique_texts,
)

_WORKS = ("700", "710", "711")
_RELATED = ("760", "762", "765", "767", "770", "772", "775", "777", "780", "785", "787")
_NUMBERS = (("020", "z"), ("022", "lyz"), ("024", "az"), ("776", "xz"))
_BETWEEN = re.compile(r"-{2,}| [–—] ")  # clean_text() reduces white space to single spaces
_NUMBER = re.compile(r"[0-9][0-9 \-]{5,18}[0-9Xx]")
_PREFIX = re.compile(r"\([^)]{1,30}\)")  # the code of the organisation that assigned the number
_MOST, _LONGEST = 200, 4_000  # works; characters of all works together


def statement_of_responsibility(fields: MarcFields) -> str:
    """Return the statement of responsibility (245 $c), if possible in the original script (880)."""
    own = next((s for f in fields.vernacular("245") if (s := join_subfields(f, "c"))), "")
    return strip_isbd(
        own or next((s for f in fields.all("245") if (s := join_subfields(f, "c"))), "")
    )


def contained_works(fields: MarcFields, authors: tuple[str, ...]) -> tuple[str, ...]:
    """Return the works contained in the title: 505, and analytical added entries (7xx $t).

    The author's name is appended to the title of an added entry, unless it is in ``authors``.
    """
    noted = [
        part
        for field in (*fields.all("505"), *fields.vernacular("505"))
        for part in map(strip_isbd, _BETWEEN.split(join_subfields(field, "agtr")))
    ]
    known = {name.casefold() for name in authors}
    traced = [_work(f, known) for f in fields.all(*_WORKS, "730", "740") if f.indicator2 == "2"]
    kept, room = [], _LONGEST
    for work in unique_texts([*noted, *traced])[:_MOST]:
        room -= len(work)
        if room < 0:
            break
        kept.append(work)
    return tuple(kept)


def _work(field: Field, known: set[str]) -> str:
    if field.tag in ("730", "740"):
        return strip_isbd(join_subfields(field, "anp"))
    title, name = (
        strip_isbd(join_subfields(field, "tnp" if "t" in _codes(field) else "")),
        _name(field),
    )
    return f"{title} / {name}" if title and name and name.casefold() not in known else title


def _name(field: Field) -> str:
    return strip_isbd(join_subfields(field, "ab" if field.tag != "711" else "ae"))


def _codes(field: Field) -> set[str]:
    return {subfield.code for subfield in field.subfields}


def find_host(fields: MarcFields) -> HostItem | None:
    """Return the host item (773): $t or $a title, $g part, $x ISSN, $z ISBN, $w source id."""
    for field in (*fields.all("773"), *fields.vernacular("773")):
        title = strip_isbd(next(iter(subfield_values(field, "t")), "")) or strip_isbd(
            join_subfields(field, "as")
        )
        if not title:
            continue
        number = next(filter(None, map(find_issn, subfield_values(field, "x"))), "") or next(
            filter(None, map(find_isbn, subfield_values(field, "z"))), ""
        )
        # Use $x even if the check digit is wrong, because it still identifies the host.
        number = number or next(iter(subfield_values(field, "xz")), "")
        control = _PREFIX.sub("", next(iter(subfield_values(field, "w")), "")).strip()
        return HostItem(
            title,
            strip_isbd(join_subfields(field, "g", ", ")) or join_subfields(field, "q"),
            number,
            control,
        )
    return None


def hidden_search_terms(fields: MarcFields, shown: tuple[str, ...]) -> Iterator[str]:
    """Yield the numbers and titles that are searched but not shown, except numbers in ``shown``.

    The numbers are wrong, cancelled, or those of other editions. The titles are earlier and later
    titles, and titles of related works.
    """
    for tag, codes in (("020", "a"), ("022", "a"), *_NUMBERS):
        for value in fields.values(tag, codes):
            found = _NUMBER.search(value)
            number = re.sub(r"[ \-]", "", found[0]) if found else ""
            if number and find_isbn(number) not in shown and find_issn(number) not in shown:
                yield number
    for field in (*list(fields.all("773"))[1:], *fields.all(*_RELATED)):
        yield strip_isbd(join_subfields(field, "tx")) or strip_isbd(join_subfields(field, "as"))
    for field in (*fields.all(*_WORKS), *fields.vernacular(*_WORKS)):
        if field.indicator2 != "2" and "t" in _codes(field):
            yield clean_text(f"{strip_isbd(join_subfields(field, 'tnp'))} {_name(field)}")
