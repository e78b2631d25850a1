"""Queries for known titles of Indonesian shops and libraries, as visitors might type them.

Each query is made by rule from a title and its author (../shared/data/books/indonesia), so that any
edition with the same title is right.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from judgements import SHARED, Judgements

from kiosk.domain.records import BibliographicRecord
from kiosk.search.text.function_words import FUNCTION_WORDS
from kiosk.search.text.number_words import WORDS_OF

_FILE = SHARED / "books/indonesia/ucm-perpustakaan-buku.extract.sql"
_ROW = re.compile(r"^\(\d+, \d+, [^,]*, [^,]*, '([^']*)', '((?:[^']|'')*)', '((?:[^']|'')*)',")
_TITLES_OF_KIND = 120
_REQUESTS = (
    "cari buku judulnya {}", "saya mau pinjam {}", "ada buku {} tidak", "do you have {}",
    "apakah ada buku {}",
)  # fmt: skip


class KnownItem(NamedTuple):
    """A query of one kind for one title."""

    name: str
    kind: str
    query: str
    judged: Judgements


def read_records() -> list[BibliographicRecord]:
    """Return the titles; copies of one title are one record."""
    found: dict[str, BibliographicRecord] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if row := _ROW.match(line):
            code, title, authors = (text.replace("''", "'").strip() for text in row.groups())
            names = tuple(name.strip() for name in authors.split(",") if len(name.strip()) > 3)
            if title and title.casefold() not in found:
                found[title.casefold()] = BibliographicRecord(code, title, names, language="id")
    return list(found.values())


def known_items(records: list[BibliographicRecord]) -> list[KnownItem]:
    """Return the queries of all kinds, which are the same at each run."""
    rng = random.Random(17)
    same: dict[str, dict[str, int]] = defaultdict(dict)
    for record in records:
        same[record.title.casefold()][record.source_id] = 1
    found = []
    for record in rng.sample(records, min(_TITLES_OF_KIND, len(records))):
        for kind, query in _queries(record, rng):
            name = f"{kind} {record.source_id}"
            found.append(KnownItem(name, kind, query, same[record.title.casefold()]))
    return found


def _queries(record: BibliographicRecord, rng: random.Random) -> Iterator[tuple[str, str]]:
    words = re.findall(r"[a-z0-9]+", record.title.lower())
    content = [w for w in words if w not in FUNCTION_WORDS and len(w) > 3 and w.isalpha()]
    if len(content) < 2:
        return
    title = " ".join(words)
    yield "title", title
    yield "request", rng.choice(_REQUESTS).format(title)
    yield "joined words", title.replace(f"{words[0]} {words[1]}", words[0] + words[1], 1)
    longest = max(content, key=len)
    place = rng.randrange(1, len(longest) - 1)
    yield "typing slip", title.replace(longest, longest[:place] + longest[place + 1 :], 1)
    if record.authors:
        surname = record.authors[0].split()[-1]
        yield "surname and word", f"{surname} {rng.choice(content)}".lower()
    numbers = [word for word in words if word in WORDS_OF]
    if numbers:
        yield "digits in words", title.replace(numbers[0], WORDS_OF[numbers[0]][1], 1)
    if "dan" in words:
        yield "ampersand", title.replace(" dan ", " & ", 1)
    yield "three words", " ".join(rng.sample(content, min(3, len(content))))
