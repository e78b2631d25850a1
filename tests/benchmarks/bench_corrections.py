"""Measures how often the search corrects what is right, and what is misspelt.

    python tests/benchmarks/bench_corrections.py

Titles, names and surnames that a library lacks must not be corrected. Titles that it has are
misspelt by one or two slips in their longest word. The set is split by a hash: the rules were
tuned on one half, and the other is reported. The program reads ../shared/data.
"""

import csv
import hashlib
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from judgements import CATALOGUES, SHARED
from sqlalchemy import text

from kiosk.search.text.normalise import index_tokens
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.services.imports.import_files import import_paths
from kiosk.store.database import Database

_ROWS = re.compile(r"\(\d+, \d+, NULL, \d+, '[^']*', '((?:[^'\\]|\\.)*)', '((?:[^'\\]|\\.)*)'")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST_BOOKS, _MOST_MISSPELT = 3_000, 400


def main() -> None:
    for name, files in (("demo library", CATALOGUES[:1]), ("three catalogues", CATALOGUES)):
        database = Database(Path(tempfile.mkdtemp(prefix="corrections-")))
        import_paths(database, list(files))
        find = CatalogueSearch(database)
        asked = [each for each in absent(goodbooks=len(files) == 1) if is_kept_back(each)]
        wrong = [each for each in asked if find.search(Query(each), 1).corrected]
        print(f"{name}: {len(wrong)} of {len(asked)} absent queries corrected")
        right, every = Counter[int](), Counter[int]()
        for typed, meant, slips in misspelt(database):
            every[slips] += 1
            right[slips] += find.search(Query(typed), 1).suggestion == meant
        for slips, count in sorted(every.items()):
            print(f"{name}: {slips} slips: {right[slips]} of {count} corrected as meant")
        database.close()


def is_kept_back(query: str) -> bool:
    return hashlib.md5(query.encode(), usedforsecurity=False).digest()[0] % 2 == 1


def absent(*, goodbooks: bool) -> list[str]:
    """Return words of titles, names and surnames of collections that the library does not have."""
    rng = random.Random(7)
    dump = (SHARED / "books/indonesia/ucm-perpustakaan-buku.extract.sql").read_text("utf-8")
    rows = _ROWS.findall(dump)
    found: set[str] = set()
    for title in sorted({title for title, _ in rows}):
        words = index_tokens(title)
        for length in (1, 2, 3):
            start = rng.randrange(max(1, len(words) - length + 1))
            found.add(" ".join(words[start : start + length]))
    found.update(of_names(author.split(",")[0] for _, author in rows))
    if goodbooks:
        with (SHARED / "books/goodbooks-10k/books.csv").open(encoding="utf-8") as file:
            books = list(csv.DictReader(file))[:_MOST_BOOKS]
        found.update(" ".join(index_tokens(each["title"])[:3]) for each in books)
        found.update(of_names(each["authors"].split(",")[0] for each in books))
    return sorted(found - {""})


def of_names(names: Iterable[str]) -> Iterator[str]:
    for words in map(index_tokens, names):
        yield " ".join(words[-2:])
        yield " ".join(words[-1:])


def misspelt(database: Database) -> Iterator[tuple[str, str, int]]:
    """Yield what is typed, what is meant, and the number of slips, for one and three words."""
    with database.read() as connection:
        titles = connection.execute(text("SELECT title FROM bib ORDER BY id")).scalars().all()
    rng = random.Random(11)
    kept = [each for each in titles if is_kept_back(each)]
    rng.shuffle(kept)
    for title in kept[:_MOST_MISSPELT]:
        words = [word for word in index_tokens(title) if word.isascii() and word.isalpha()]
        place = max(range(len(words)), key=lambda n: len(words[n]), default=0)
        if not words or len(words[place]) < 5:
            continue
        for around in (0, 1):
            start = max(0, place - around)
            meant = words[start : place + around + 1]
            slips = rng.choice((1, 1, 1, 2))
            typed = [*meant]
            for _ in range(slips):
                typed[place - start] = slip(rng, typed[place - start])
            if typed != meant:
                yield " ".join(typed), " ".join(meant), slips


def slip(rng: random.Random, word: str) -> str:
    """Return ``word`` with a letter lost, added, changed, or swapped with the one before."""
    place, other = rng.randrange(1, len(word)), rng.choice(_LETTERS)
    before, letter, after = word[: place - 1], word[place - 1 : place + 1], word[place + 1 :]
    first, second = letter
    changed = (first, first + other + second, first + other, second + first)
    return before + rng.choice(changed) + after


if __name__ == "__main__":
    main()
