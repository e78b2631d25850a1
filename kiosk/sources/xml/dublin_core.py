"""Converting Dublin Core records (oai_dc), including the elements that SLiMS adds."""

import re

from lxml import etree

from kiosk.domain.isbn import find_isbn
from kiosk.domain.records import BibliographicRecord, Format
from kiosk.sources.marc.fields import clean_text, unique_texts
from kiosk.sources.text.languages import language_from_text
from kiosk.sources.text.title_urls import accept_title_url
from kiosk.sources.text.years import parse_year
from kiosk.sources.xml.xml_text import local_name, stripped_text

_FORMATS = (
    (r"e-?book|electronic book", Format.EBOOK), (r"audio ?book|spoken", Format.AUDIOBOOK),
    (r"score|notated", Format.SCORE), (r"article|journal article", Format.ARTICLE),
    (r"journal|serial|periodical|magazine|majalah", Format.SERIAL),
    (r"\bmap|peta|carto", Format.MAP),
    (r"moving ?image|video|film|dvd", Format.VIDEO), (r"sound|music|audio|musik", Format.MUSIC),
    (r"still ?image|\bimage|photo|poster", Format.IMAGE),
    (r"physical ?object|realia", Format.OBJECT), (r"book|text|buku|monograph|thesis", Format.BOOK),
)  # fmt: skip
_KINDS = tuple((re.compile(pattern, re.I), kind) for pattern, kind in _FORMATS)


def parse_dublin_core(metadata: etree._Element, source_id: str) -> BibliographicRecord | None:
    """Return the record in an OAI ``metadata`` element, or None if the element has no title."""
    values: dict[str, list[str]] = {}
    for node in metadata.iter("{*}*"):
        if not len(node) and (value := clean_text(stripped_text(node))):
            values.setdefault(local_name(node).lower(), []).append(value)
    named = values.get
    titles = unique_texts([*named("title", []), *named("alternative", [])])
    if not titles:
        return None
    language = next(filter(None, map(language_from_text, named("language", []))), "")
    kind = _format(values)
    picture = kind is Format.IMAGE
    addresses = (accept_title_url(value, picture=picture) for value in _identifiers(values))
    dates = (value for key in ("date", "issued", "created") for value in named(key, []))
    return BibliographicRecord(
        source_id=source_id,
        title=titles[0],
        authors=unique_texts([*named("creator", []), *named("contributor", [])]),
        year=next(filter(None, map(parse_year, dates)), None),
        language=language,
        format=kind,
        subjects=unique_texts([*named("subject", []), *named("classification", [])]),
        isbns=unique_texts([find_isbn(v) for v in _identifiers(values)]),
        publisher=next(iter(named("publisher", [])), ""),
        summary=" ".join(named("description", []) + named("abstract", []))[:4000],
        series=next(iter(named("series", []) + named("series_title", [])), ""),
        other_titles=titles[1:],
        url=next(filter(None, addresses), ""),
        found_by=unique_texts(
            v for v in _identifiers(values) if "://" not in v and not find_isbn(v)
        ),
    )


def _identifiers(values: dict[str, list[str]]) -> list[str]:
    return values.get("identifier_isbn", []) + values.get("isbn", []) + values.get("identifier", [])


def parse_format(stated: str) -> Format | None:
    """Return the format for a term such as "Moving image" or "majalah", or None if unknown."""
    return next((kind for pattern, kind in _KINDS if pattern.search(stated)), None)


def _format(values: dict[str, list[str]]) -> Format:
    stated = values.get("type", []) + values.get("format", [])
    for pattern, kind in _KINDS:
        if any(pattern.search(value) for value in stated):
            return kind
    known_as_book = any(find_isbn(value) for value in _identifiers(values))
    return Format.BOOK if known_as_book else Format.OTHER
