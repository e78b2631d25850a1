"""The index entry of a title: folded text, filter traits and popularity rank."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from kiosk.domain.call_numbers import dewey_class
from kiosk.domain.class_topics import topic_of_class, udc_number
from kiosk.domain.isbn import as_isbn13
from kiosk.domain.records import BibliographicRecord, Format, Item
from kiosk.domain.shelf_places import parse_shelf_place
from kiosk.search.marks import mark, topic_mark
from kiosk.search.text import romanisation, word_forms
from kiosk.search.text.arabic import parts_before_suffixes
from kiosk.search.text.normalise import (
    FIELD_SEPARATOR,
    compact_number,
    filing_key,
    index_tokens,
    join_fields,
    title_opening,
)
from kiosk.search.text.title_forms import (
    name_with_joined_initials,
    spelled_out,
    strip_article,
    title_variants,
)
from kiosk.search.text.unspaced import is_cluster_run

# "QA76" may be typed as "QA 76", and "QA 76" as "QA76".
_LETTERS_AND_DIGITS = re.compile(r"(?<=[^\W\d])\s*(?=\d)|(?<=\d)\s*(?=[^\W\d])")
_BEFORE_QUALIFIER = re.compile(r"[(:;,]")

# The parts of an entry's id, from the most significant: fewer copies, older year, later bib id.
_MOST_COPIES = 1023
_LAST_YEAR = 4095
_YEAR_BITS = 12
_BIB_BITS = 40

BIB_ID = (1 << _BIB_BITS) - 1  # mask: the bib id within an entry's id


def build_entry(row: Any, items: tuple[Item, ...]) -> dict[str, Any]:
    """Return the ``search_entry`` row for a title's ``bib`` row and copies."""
    titles = [
        *title_variants(row.title, row.language),
        *(name for title in row.other_titles for name in title_variants(title)),
        *(name for title in (row.title, *row.other_titles) for name in _spelled(title, row)),
    ]
    names = row.authors or (row.statement,)
    texts = {
        "title": join_fields([*titles, row.series]),
        "authors": join_fields([*names, *map(name_with_joined_initials, names)]),
        "subjects": join_fields([*row.subjects, row.publisher]),
        "summary": join_fields(_rest(row)),
    }
    written = (*titles, row.series, *row.authors, *row.subjects, row.summary)
    named = (*titles[:1], row.series, *row.authors, *row.subjects)
    words = dict.fromkeys(chain.from_iterable(text.split() for text in texts.values()))
    forms = word_forms.index_forms(words, row.language)
    return {
        "id": entry_id(_copies(row, items), row.year, row.id),
        "bib_id": row.id,
        "language": row.language,
        "format": row.format,
        "year": row.year,
        **availability_traits(row, items),
        "filing": filing_key(strip_article(row.title, row.language)),
        **texts,
        "numbers": FIELD_SEPARATOR.join(
            filter(None, (join_fields(_numbers(row, items)), " ".join(_marks(row, items))))
        ),
        "openings": FIELD_SEPARATOR.join(dict.fromkeys(filter(None, _openings(titles)))),
        "variants": " ".join(dict.fromkeys((*forms, *parts_before_suffixes(written)))),
        "latin": " ".join(dict.fromkeys(romanisation.latin_forms(named, words))),
    }


def availability_traits(row: Any, items: tuple[Item, ...]) -> dict[str, Any]:
    """Return the columns of an entry that depend on the statuses of the copies.

    ``row`` is the title's ``bib`` row; only its format and its address are used.
    """
    record = BibliographicRecord("", "", format=Format(row.format), url=row.url, items=items)
    return {"available": record.available, "branches": _branches(items)}


def _rest(row: Any) -> Iterator[str]:
    """Yield the texts that have the lowest weight: summary, contents, host item and so on."""
    yield from (row.summary, *row.contents, row.host)
    yield from (row.statement if row.authors else "", row.host_number)
    yield from (text for text in row.found_by if not compact_number(text))


def entry_words(entry: dict[str, Any]) -> set[str]:
    """Return the words of an entry that may be suggested as corrections of misspelt words."""
    texts = (entry[field] for field in ("title", "authors", "subjects", "summary"))
    words = (word for text in texts for word in text.split())
    return {word for word in words if len(word) > 1 and word.isalpha() and not is_cluster_run(word)}


def record_headings(row: Any) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, filing key, text) for each heading under which a bib row is listed."""
    for kind, texts in (("authors", row.authors), ("subjects", row.subjects)):
        for text in texts:
            if filed := " ".join(index_tokens(text)):
                yield kind, filed, text


def entry_id(copies: int, year: int | None, bib_id: int) -> int:
    """Return the id of a title's entry; a smaller id means a more popular title.

    Titles with more copies come first, then newer titles, then titles with a lower bib id. The id
    depends only on the title itself, so a change never affects the ids of other entries.
    """
    fewer = _MOST_COPIES - min(copies, _MOST_COPIES)
    older = _LAST_YEAR - min(max(year or 0, 0), _LAST_YEAR)
    return (fewer << _YEAR_BITS | older) << _BIB_BITS | bib_id


def _copies(row: Any, items: tuple[Item, ...]) -> int:
    # The items of a serial are volumes, so the number of items says nothing about popularity.
    serial = Format(row.format) is Format.SERIAL
    return len({i.branch for i in items}) if serial else len(items)


def _branches(items: tuple[Item, ...]) -> str:
    here: dict[str, bool] = {}
    for copy in items:
        here[copy.branch] = here.get(copy.branch, False) or copy.usable_now
    return json.dumps(here, sort_keys=True, separators=(",", ":")) if here else ""


def _marks(row: Any, items: tuple[Item, ...]) -> list[str]:
    """Return the words by which titles are filtered that no visitor can type."""
    places = (parse_shelf_place(each.shelf) for each in items)
    marked = {mark(place.term) for place in places if place and place.term}
    for number in _call_numbers(row, items):
        if topic := topic_of_class(number):
            marked.add(topic_mark(topic))
        elif not udc_number(number) and (dewey := dewey_class(number)):
            marked.add(mark(dewey))
    return sorted(marked)


def _spelled(title: str, row: Any) -> Iterator[str]:
    for form in spelled_out(title, row.language):
        yield from title_variants(form, row.language)


def _openings(titles: list[str]) -> Iterator[str]:
    yield from map(title_opening, titles)
    for title in titles:
        yield from (title_opening("".join(run)) for run in romanisation.pinyin_runs(title))


def _numbers(row: Any, items: tuple[Item, ...]) -> Iterator[str]:
    yield "" if row.year is None else str(row.year)
    for isbn in row.isbns:
        number = compact_number(_BEFORE_QUALIFIER.split(isbn, maxsplit=1)[0])
        yield from dict.fromkeys((number, as_isbn13(number))) if number else (isbn,)
    yield from filter(None, map(compact_number, row.found_by))
    for call_number in _call_numbers(row, items):
        yield call_number
        for between in (" ", ""):
            yield _LETTERS_AND_DIGITS.sub(between, call_number)


def _call_numbers(row: Any, items: tuple[Item, ...]) -> dict[str, None]:
    return dict.fromkeys((*(each.call_number for each in items), row.call_number))
