"""The reader of test collections in the format of the SMART system (Salton 1971): tagged text.

Each document begins with ``.I`` and its number. ``.T`` (title), ``.A`` (authors), ``.B``
(publication) and ``.W`` (abstract) each appear alone on a line before their text. The collections
Cranfield, CACM and CISI, which are used to measure search quality, are in this format.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from kiosk.domain.records import BibliographicRecord, Format
from kiosk.sources.entries import RAW_LIMIT, Entries, Reject
from kiosk.sources.marc.fields import clean_text
from kiosk.sources.text.years import parse_year

_LONGEST_LINE = 1024 * 1024  # bytes
TAG = re.compile(r"\.([A-Z])\s*+(\S*+)\s*+$")

Progress = Callable[[int], None]


def read_smart(stream: BinaryIO, progress: Progress | None = None) -> Entries:
    """Yield every document as an article, or a reject for each faulty document."""
    for number, document in _documents(stream, progress):
        title = clean_text(" ".join(document.get("T", ())))
        if title:
            yield _record(number, title, document)
        else:
            raw = "".join(line for lines in document.values() for line in lines)
            reason = "The document has no title."
            yield Reject(f"document {number}", reason, raw.encode()[:RAW_LIMIT])


def _documents(
    stream: BinaryIO, progress: Progress | None
) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """For each document, yield its number and its lines by tag."""
    document: dict[str, list[str]] = {}
    number, tag, done = "", "", 0
    while line := stream.readline(_LONGEST_LINE):
        done += len(line)
        decoded = line.decode("utf-8", "replace")
        met = TAG.match(decoded)
        if met and met[1] == "I":
            if number:
                yield number, document
                if progress:
                    progress(done)
            number, document, tag = met[2], {}, ""
        elif met:
            tag = met[1]
        else:
            document.setdefault(tag, []).append(decoded)
    if number:
        yield number, document


def _record(number: str, title: str, document: dict[str, list[str]]) -> BibliographicRecord:
    published = clean_text(" ".join(document.get("B", ())))
    names = re.split(r"\n|(?<!\s)\s+and\s+", "".join(document.get("A", ())))
    return BibliographicRecord(
        source_id=number,
        title=title,
        authors=tuple(dict.fromkeys(filter(None, map(clean_text, names)))),
        year=parse_year(published),
        format=Format.ARTICLE,
        publisher=published,
        summary=clean_text(" ".join(document.get("W", ()))),
    )
