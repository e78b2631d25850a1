"""Measures how many keys a letter takes on the letter pad, and how long the offers take.

    python tests/benchmarks/bench_letters.py --records 1000000 --folder /var/tmp/million

The real catalogues are those of ../shared/data; the synthetic one comes from synthetic.py (a
--folder of bench_search is used as it is). The first 12 letters of random titles are picked by
arrow keys and Enter, beginning at the first offer for each letter. Times are those of the
processor, in milliseconds. The last column is the same for words typed with the digits of a
telephone keypad, in keys for each letter, with the choice of the word. The program prints one table
in Markdown.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bench_search import batches, sync
from judgements import CATALOGUES, SHARED
from synthetic import records

from kiosk.domain.records import BibliographicRecord
from kiosk.errors import SourceError
from kiosk.i18n.alphabets import alphabet
from kiosk.search.keypad_words import keypad_digits
from kiosk.search.next_letters import folded_alphabet
from kiosk.search.text.normalise import index_tokens
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.sources.source_file import read_source_file
from kiosk.store.database import Database

_TYPED = 12  # letters of each title
_COLUMNS = 6
_LANGUAGES = ("en", "id", "ar", "fa", "fr", "es")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000, help="of the synthetic catalogue")
    parser.add_argument("--titles", type=int, default=100, help="how many are typed a language")
    parser.add_argument("--folder", type=Path, help="a database of bench_search")
    given = parser.parse_args()
    print("| catalogue | titles | keys a letter | ms, median | ms, 99% | digits: keys a letter |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        real = fill(Path(scratch) / "real", real_records())
        for code in _LANGUAGES:
            report(f"real, {code}", real, code, given.titles)
        folder = given.folder or Path(scratch) / "synthetic"
        synthetic = Database(folder) if given.folder else fill(folder, records(given.records))
        report("synthetic, en", synthetic, "en", given.titles)


def fill(folder: Path, held: Iterator[BibliographicRecord]) -> Database:
    folder.mkdir()
    database = Database(folder)
    for batch in batches(held, 500):
        sync(database, batch)
    return database


def real_records() -> Iterator[BibliographicRecord]:
    """Yield each title of the real catalogues once."""
    titles = {record.title: record for record in readable_records()}
    for number, record in enumerate(titles.values()):
        yield replace(record, source_id=str(number))


def readable_records() -> Iterator[BibliographicRecord]:
    files = [path for path in CATALOGUES if path.is_relative_to(SHARED)]
    for folder in ("marc", "oai"):
        files += [path for path in sorted((SHARED / folder).rglob("*")) if path.is_file()]
    for path in dict.fromkeys(files):
        try:
            yield from (r for r in read_source_file(path) if isinstance(r, BibliographicRecord))
        except SourceError:  # not a catalogue
            continue


def report(name: str, database: Database, code: str, count: int) -> None:
    """Print the row of one catalogue and language."""
    find, letters = CatalogueSearch(database), alphabet(code)
    titles = list(islice(sample(database, code, letters), count))
    if not titles:
        return
    picked, times = 0, []
    for title in titles:
        for place, letter in enumerate(title):
            offers, spent = timed(lambda t=title[:place]: find.next_letters(Query(t), letters))
            times.append(spent)
            picked += keys(letter, offers, letters)
    dialled, length = 0, 0
    for word in {word for title in titles for word in title.split() if len(word) > 1}:
        digits = keypad_digits(word)
        for typed in range(1, len(digits) + 1):
            offers, spent = timed(lambda d=digits[:typed]: find.keypad_words(Query(), d, letters))
            times.append(spent)
            if word in offers:
                dialled, length = dialled + typed + offers.index(word) + 1, length + len(word)
                break
    shown = [f"{picked / max(1, sum(map(len, titles))):.1f}", f"{statistics.median(times):.0f}"]
    shown += [f"{statistics.quantiles(times, n=100)[98]:.0f}", f"{dialled / max(1, length):.1f}"]
    print(f"| {name} | {len(titles)} | {' | '.join(shown)} |", flush=True)


def sample(database: Database, code: str, letters: Sequence[str]) -> Iterator[str]:
    """Yield the folded beginnings of random titles that the letters of a pad can type."""
    with database.read() as connection:
        sql = "SELECT title FROM bib WHERE language = ? ORDER BY id * 2654435761 % 1000003"
        titles = list(connection.exec_driver_sql(f"{sql} LIMIT 1000", (code,)).scalars())
    shown = folded_alphabet(letters)
    for title in titles:
        folded = " ".join(index_tokens(title))[:_TYPED].strip()
        if folded and all(letter in shown for letter in folded):
            yield folded


def keys(letter: str, offers: Sequence[str], letters: Sequence[str]) -> int:
    """Return the number of keys from the first offer to ``letter``, with Enter."""
    wanted = folded_alphabet(letters)[letter]
    if wanted in offers:
        return offers.index(wanted) + 1
    row, column = divmod([*letters, " "].index(wanted), _COLUMNS)
    return row + 1 + column + 1


def timed(work: Callable[[], tuple[str, ...]]) -> tuple[tuple[str, ...], float]:
    start = time.thread_time()
    found = work()
    return found, (time.thread_time() - start) * 1000


if __name__ == "__main__":
    main()
