"""Type-ahead on a catalogue of any size, against plain FTS5 with bm25 in the same run.

    python tests/benchmarks/bench_search.py --records 100000

Titles are typed letter by letter; each text is asked of both, one after the other.
What is timed of the kiosk is the whole use case, with the hits as they are shown;
of plain FTS5, the best 20 rows. One JSON object goes to standard output; times are
in milliseconds.
"""

import argparse
import json
import multiprocessing
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from synthetic import records

from kiosk.search import index
from kiosk.services.find import Find, Query
from kiosk.store import catalogue
from kiosk.store.database import Database

_LONGEST = 24  # letters typed of a title
_SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--titles", type=int, default=60, help="how many are typed")
    parser.add_argument("--folder", type=Path, help="keep the databases here, and use them again")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        # In its own process: what the making needs is not what the kiosk needs.
        maker = multiprocessing.get_context("spawn").Process(
            target=make, args=(folder, given.records)
        )
        maker.start()
        maker.join()
        print(json.dumps(measure(folder, given.records, given.titles), indent=2))


def make(folder: Path, count: int) -> None:
    """Both databases in ``folder``, unless they are there."""
    if (folder / "plain.sqlite3").exists():
        return
    database = Database(folder)
    made = records(count)
    while batch := list(islice(made, 500)):
        keyed = [(catalogue.Key(r.source_id, 0), catalogue.digest(r), r) for r in batch]
        with database.write() as connection:
            index.update(connection, catalogue.put(connection, "synthetic", keyed).ids)
    with database.write() as connection:
        index.optimise(connection)
    database.close()
    make_plain(folder, count)


def make_plain(folder: Path, count: int) -> None:
    """The catalogue in FTS5 as it comes: its tokeniser, its ranking."""
    plain = sqlite3.connect(folder / "plain.sqlite3")
    plain.execute("CREATE VIRTUAL TABLE titles USING fts5(title, authors, subjects)")
    rows = ((r.title, "; ".join(r.authors), "; ".join(r.subjects)) for r in records(count))
    with plain:
        plain.executemany("INSERT INTO titles VALUES (?, ?, ?)", rows)
    with plain:
        plain.execute("INSERT INTO titles(titles) VALUES ('optimize')")
    plain.close()


def measure(folder: Path, count: int, titles: int) -> dict[str, object]:
    """The figures of both."""
    database = Database(folder)
    find = Find(database)
    plain = sqlite3.connect(folder / "plain.sqlite3")
    plain.execute("PRAGMA cache_size=-8000")
    typed = sample(database, titles)
    kiosk_ms, plain_ms = [], []
    for _, title in typed:
        for text in keystrokes(title):
            kiosk_ms.append(timed(lambda text=text: find.search(Query(text))))
            plain_ms.append(timed(lambda text=text: ask_plain(plain, text)))
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kiosk, bm25 = percentiles(kiosk_ms), percentiles(plain_ms)
    return {
        "records": count,
        "queries": len(kiosk_ms),
        "type_ahead_ms": kiosk,
        "plain_bm25_ms": bm25,
        "ratio": {name: round(kiosk[name] / bm25[name], 3) for name in kiosk},
        "filtered_ms": {
            language: percentiles(list(filtered(find, typed, language)))
            for language in ("id", "ar", "fr")
        },
        "facets_ms": percentiles([timed(lambda t=t[:3]: find.facets(Query(t))) for _, t in typed]),
        "facets_of_everything_ms": percentiles(
            [timed(lambda: find.facets(Query())) for _ in range(5)]
        ),
        "known_item_in_20": known(find, plain, sample(database, 300)),
        "memory_peak_mb": round(memory_mb),
    }


def sample(database: Database, count: int) -> list[tuple[int, str]]:
    """Ids and titles, drawn evenly."""
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, title FROM bib ORDER BY id").all()
    return [(row[0], row[1]) for row in random.Random(_SEED).sample(rows, count)]


def keystrokes(title: str) -> Iterator[str]:
    return (title[:end] for end in range(1, min(len(title), _LONGEST) + 1))


def ask_plain(plain: sqlite3.Connection, text: str) -> list[int]:
    match = " ".join(f'"{word}"' for word in text.split()) + "*"
    rows = plain.execute(
        "SELECT rowid, title, authors FROM titles WHERE titles MATCH ?"
        " ORDER BY bm25(titles) LIMIT 20",
        (match,),
    )
    return [row[0] for row in rows]


def filtered(find: Find, typed: list[tuple[int, str]], language: str) -> Iterator[float]:
    for _, title in typed:
        for text in keystrokes(title):
            query = Query(text, languages=frozenset({language}))
            yield timed(lambda query=query: find.search(query))


def known(find: Find, plain: sqlite3.Connection, titles: list[tuple[int, str]]) -> dict[str, float]:
    """How often one word and three letters of a title bring it among the first 20."""
    ours = theirs = 0
    for bib_id, title in titles:
        first, second = title.split()[:2]
        text = f"{first} {second[:3]}"
        ours += bib_id in [hit.id for hit in find.search(Query(text)).hits]
        theirs += bib_id in ask_plain(plain, text)
    return {"kiosk": round(ours / len(titles), 3), "plain": round(theirs / len(titles), 3)}


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def percentiles(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {name: round(cuts[n - 1], 2) for name, n in (("p50", 50), ("p95", 95), ("p99", 99))}


if __name__ == "__main__":
    main()
