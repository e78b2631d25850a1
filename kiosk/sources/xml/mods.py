"""Converting MODS 3 records from SLiMS and repositories."""

from collections.abc import Iterator
from hashlib import blake2b

from lxml import etree

from kiosk.domain.isbn import find_isbn, find_issn
from kiosk.domain.records import BibliographicRecord, Format, HostItem, Item
from kiosk.sources.marc.fields import clean_text, strip_isbd, unique_texts
from kiosk.sources.text.languages import language_from_text
from kiosk.sources.text.title_urls import accept_title_url
from kiosk.sources.text.years import parse_year
from kiosk.sources.xml.xml_text import local_name, stripped_text

_TYPES = {
    "text": Format.BOOK, "cartographic": Format.MAP, "notated music": Format.SCORE,
    "sound recording-musical": Format.MUSIC, "sound recording-nonmusical": Format.AUDIOBOOK,
    "sound recording": Format.MUSIC, "still image": Format.IMAGE, "moving image": Format.VIDEO,
    "three dimensional object": Format.OBJECT, "mixed material": Format.BOOK,
}  # fmt: skip
_SERIAL = ("continuing", "serial", "integrating resource")
_LONGEST_SUMMARY = 4_000  # characters


def parse_mods(node: etree._Element, source_id: str = "") -> BibliographicRecord | None:
    """Return the record in a ``mods`` element, or None if the element has no title.

    The id of the record is ``source_id`` if given, or else the identifier in the element, or else a
    hash of the element.
    """
    main = next((t for t in _titles(node) if not t.get("type")), None)
    title = _title(main) if main is not None else ""
    if not title:
        return None
    others = [_title(t) for t in _titles(node) if t is not main]
    numbers = [
        (n.get("type", "").casefold(), clean_text(stripped_text(n)))
        for n in _own(node, "identifier")
    ]
    isbns = unique_texts(
        (find_isbn if kind == "isbn" else find_issn)(v)
        for kind, v in numbers
        if kind in ("isbn", "issn")
    )
    language = next(
        filter(None, map(language_from_text, _texts(node, "language", "languageTerm"))), ""
    )
    origin = [each for each in node if local_name(each) == "originInfo"]
    kind = _format(node)
    url = next(filter(None, map(accept_title_url, _texts(node, "location", "url"))), "")
    items = tuple(_copies(node))
    return BibliographicRecord(
        source_id=source_id or _number(node) or _fingerprint(node),
        title=title,
        authors=unique_texts(map(_name, _own(node, "name"))),
        year=_year(origin),
        language=language,
        format=Format.EBOOK if kind is Format.BOOK and url else kind,
        subjects=unique_texts(map(_subject, _own(node, "subject"))),
        isbns=isbns,
        publisher=next(iter(_texts(node, "originInfo", "publisher")), ""),
        summary=" ".join(_own_texts(node, "abstract"))[:_LONGEST_SUMMARY],
        series=next((_title(t) for r in _related(node, "series") for t in _titles(r)), ""),
        other_titles=unique_texts(t for t in others if t.casefold() != title.casefold()),
        url=url,
        items=items,
        statement=next(
            (
                clean_text(stripped_text(n))
                for n in _own(node, "note")
                if "responsib" in n.get("type", "")
            ),
            "",
        ),
        contents=unique_texts(
            part for toc in _own_texts(node, "tableOfContents") for part in toc.split(" -- ")
        ),
        host=_host(node),
        found_by=unique_texts(v for kind, v in numbers if v and "://" not in v and v not in isbns),
        call_number="" if items else _call_number(node),
    )


def _own(node: etree._Element, wanted: str) -> Iterator[etree._Element]:
    return (child for child in node if local_name(child) == wanted)


def _own_texts(node: etree._Element, wanted: str) -> list[str]:
    return [value for child in _own(node, wanted) if (value := clean_text(stripped_text(child)))]


def _texts(node: etree._Element, outer: str, inner: str) -> list[str]:
    return [value for child in _own(node, outer) for value in _own_texts(child, inner)]


def _titles(node: etree._Element) -> Iterator[etree._Element]:
    return _own(node, "titleInfo")


def _title(info: etree._Element) -> str:
    def value(wanted: str) -> str:
        return " ".join(_own_texts(info, wanted))

    first = value("nonSort")
    by = "" if first.endswith(("'", "’", "-")) else " "
    whole = f"{first}{by}{value('title')}".strip()
    whole = " : ".join(filter(None, (whole, value("subTitle"))))
    part = ", ".join(filter(None, (value("partNumber"), value("partName"))))
    return strip_isbd(". ".join(filter(None, (whole, part))))


def _name(node: etree._Element) -> str:
    parts: dict[str, list[str]] = {}
    for part in _own(node, "namePart"):
        parts.setdefault(part.get("type", ""), []).append(clean_text(stripped_text(part)))
    if family := " ".join(parts.get("family", ())):
        return ", ".join(filter(None, (family, " ".join(parts.get("given", ())))))
    return strip_isbd(" ".join(parts.get("", ()) or parts.get("given", ())))


def _subject(node: etree._Element) -> str:
    parts = []
    for part in node:
        if local_name(part) == "name":
            parts.append(_name(part))
        elif local_name(part) == "titleInfo":
            parts.append(_title(part))
        else:
            parts.append(clean_text(stripped_text(part)))
    return " -- ".join(filter(None, parts))


def _year(origin: list[etree._Element]) -> int | None:
    for wanted in ("dateIssued", "copyrightDate", "dateCreated"):
        dates = [value for each in origin for value in _own_texts(each, wanted)]
        if found := next(filter(None, map(parse_year, dates)), None):
            return found
    return None


def _format(node: etree._Element) -> Format:
    issued = [v.casefold() for v in _texts(node, "originInfo", "issuance")]
    if any(value in _SERIAL for value in issued):
        return Format.SERIAL
    if "article" in " ".join(_own_texts(node, "genre")).casefold():
        return Format.ARTICLE
    kinds = (_TYPES.get(v.casefold()) for v in _own_texts(node, "typeOfResource"))
    return next(filter(None, kinds), Format.BOOK)


def _number(node: etree._Element) -> str:
    return next(iter(_texts(node, "recordInfo", "recordIdentifier")), "") or node.get("ID", "")


def _fingerprint(node: etree._Element) -> str:
    return "hash-" + blake2b(etree.tostring(node, method="c14n"), digest_size=12).hexdigest()


def _related(node: etree._Element, kind: str) -> Iterator[etree._Element]:
    return (each for each in _own(node, "relatedItem") if each.get("type") == kind)


def _host(node: etree._Element) -> HostItem | None:
    for each in _related(node, "host"):
        title = next((found for info in _titles(each) if (found := _title(info))), "")
        if title:
            numbers = (clean_text(stripped_text(n)) for n in _own(each, "identifier"))
            part = " ".join(clean_text(stripped_text(p)) for p in _own(each, "part"))
            return HostItem(title, clean_text(part), next(iter(numbers), ""))
    return None


def _call_number(node: etree._Element) -> str:
    """Return the number on the shelf, or else the number of a classification."""
    numbers = _texts(node, "location", "shelfLocator") + _own_texts(node, "classification")
    return next(iter(numbers), "")


def _copies(node: etree._Element) -> Iterator[Item]:
    """Yield the copies. SLiMS writes the place as “branch (shelf)” and gives no loan status."""
    for holding in (e for e in node.iter("{*}*") if local_name(e) == "copyInformation"):
        where = next(iter(_own_texts(holding, "sublocation")), "")
        branch, _, shelf = where.rstrip(")").partition(" (")
        number = next(iter(_own_texts(holding, "shelfLocator")), "")
        barcode = next(iter(_own_texts(holding, "numerationAndChronology")), "")
        if branch:
            yield Item(branch, shelf, number, barcode=barcode)
