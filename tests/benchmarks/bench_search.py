"""Measures search in a catalogue of any size, compared with FTS5's bm25 and tantivy.

    python tests/benchmarks/bench_search.py --records 1000000 --folder /var/tmp/million

Titles are typed letter by letter; each text is searched with all engines in turn. For the kiosk,
the whole use case is timed, including the hits as they are shown; for the other engines, the search
for the best 20 names. The program prints one JSON object; times are in milliseconds, and "ratio" is
the kiosk's time divided by the other engine's time. With --folder, the databases are kept for the
next run; each run changes titles in the database of the kiosk.
"""

import argparse
import json
import multiprocessing
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

from peers import Fts5, Tantivy
from synthetic import records
from visitor import begun, begun_literally, keystrokes, slipped, telling

from kiosk.domain.records import BibliographicRecord
from kiosk.search import index
from kiosk.search.text.normalise import index_tokens
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query, SortOrder
from kiosk.services.catalogue.warm_up import warm_up_search
from kiosk.store import catalogue
from kiosk.store.database import Database

_CHANGED = 1_000  # titles of one sync
_QUESTIONS = 10
_A_KEY = 0.2  # seconds per key
_KNOWN = 1_000  # titles in the known-item queries
_SPAWN = multiprocessing.get_context("spawn")
_clock = time.perf_counter
_QUESTION = "what is known of {} and {} and how may {} or {} be obtained with {} in {}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--titles", type=int, default=60, help="how many are typed")
    parser.add_argument("--syncs", type=int, default=100, help="of 1,000 titles each")
    parser.add_argument("--folder", type=Path, help="keep the databases here, and use them again")
    parser.add_argument("--json", action="store_true", help="as always")
    parser.add_argument(
        "--processor-time", action="store_true", help="not that of the clock: on a busy machine"
    )
    given = parser.parse_args()
    if given.syncs < 2:
        parser.error("percentiles need at least 2 --syncs")
    choose_clock(given.processor_time)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        # Each runs in its own process, so that building does not add to the memory of the kiosk.
        apart(make, folder, given.records)
        report = apart(measure, folder, given.records, given.titles)
        report["memory_mb"] = apart(memory, folder)
        report["cold_page_cache"] = apart(cold, folder, given.titles)
        report["while_a_sync_writes"] = apart(while_writing, folder, given.titles)
        report["after_syncs"] = apart(after_syncs, folder, given.titles, given.syncs)
        print(json.dumps(report, indent=2))


def apart(work: Callable[..., object], *arguments: object) -> dict:
    """Run ``work`` in a new process and return its result."""
    setting = (_clock is time.thread_time,)
    # Not a Pool, whose processes may not have child processes.
    with ProcessPoolExecutor(1, _SPAWN, choose_clock, setting) as pool:
        return pool.submit(work, *arguments).result()  # type: ignore[return-value]


def choose_clock(processor: bool) -> None:
    global _clock
    _clock = time.thread_time if processor else time.perf_counter


# --- making ---------------------------------------------------------------------------


def make(folder: Path, count: int) -> None:
    """Create the missing databases of the kiosk and of the other engines."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "kiosk.sqlite3").exists():
        database = Database(folder)
        for batch in batches(records(count), 500):
            sync(database, batch)
        with database.write() as connection:
            index.optimise(connection)
        database.close()
    if not (folder / "plain.sqlite3").exists():
        Fts5(file=folder / "plain.sqlite3").fill(records(count))
    if not (folder / "tantivy").exists():
        Tantivy(folder=folder / "tantivy").fill(records(count))


def batches(made: Iterator[BibliographicRecord], size: int) -> Iterator[list[BibliographicRecord]]:
    while batch := list(islice(made, size)):
        yield batch


def sync(database: Database, batch: list[BibliographicRecord]) -> None:
    """Import titles as a sync does, in one transaction."""
    keyed = [(catalogue.RecordKey(r.source_id, 0), catalogue.content_digest(r), r) for r in batch]
    with database.write() as connection:
        index.update(connection, catalogue.save_records(connection, "synthetic", keyed).ids)


# --- what is looked for ----------------------------------------------------------------------


def sample(folder: Path, count: int, seed: int = 7) -> list[tuple[str, str]]:
    """Return names and titles, sampled uniformly by number."""
    rng = random.Random(seed)
    database = Database(folder)
    with database.read() as connection:
        last = connection.exec_driver_sql("SELECT max(id) FROM bib").scalar() or 0
        found = {}
        while len(found) < count:
            sql = "SELECT source_id, title FROM bib WHERE id = ?"
            if row := connection.exec_driver_sql(sql, (rng.randint(1, last),)).first():
                found[row[0]] = row[1]
    database.close()
    return list(found.items())


def asked_for(folder: Path, count: int, seed: int = 13) -> list[tuple[str, str]]:
    """Return names and titles by popularity: the n-th most popular is sampled 1/n as often."""
    rng = random.Random(seed)
    database = Database(folder)
    with database.read() as connection:
        by_rank = [i for (i,) in connection.exec_driver_sql("SELECT id FROM search_entry")]
        # The logarithm of a rank drawn so is even (Zipf's law); a title may come again.
        ranks = [int(len(by_rank) ** rng.random()) - 1 for _ in range(count)]
        sql = (
            "SELECT source_id, bib.title FROM search_entry e JOIN bib ON bib.id = bib_id"
            " WHERE e.id = ?"
        )
        rows = [connection.exec_driver_sql(sql, (by_rank[rank],)).one() for rank in ranks]
    database.close()
    return [(row[0], row[1]) for row in rows]


# --- measuring ----------------------------------------------------------------------------


def measure(folder: Path, count: int, titles: int) -> dict[str, object]:
    """Return the figures of all engines on a warm computer."""
    read_all(folder)
    find = CatalogueSearch(Database(folder))
    plain, tantivy = Fts5(file=folder / "plain.sqlite3"), Tantivy(folder=folder / "tantivy")
    typed = sample(folder, titles)
    texts = [text for _, title in typed for text in keystrokes(title)]
    asked = [begun(title).split()[0] for _, title in sample(folder, 6 * _QUESTIONS, seed=4)]
    questions = [_QUESTION.format(*asked[n : n + 6]) for n in range(0, len(asked), 6)]
    find.warm()
    return {
        "records": count,
        "queries": len(texts),
        "type_ahead_ms": in_turns(
            texts,
            kiosk=lambda text: find.search(Query(text)),
            bm25=lambda text: plain.typed(text, 20),
            tantivy=lambda text: tantivy.typed(text, 20),
        ),
        "questions_ms": in_turns(
            questions,
            kiosk=lambda text: find.search(Query(text)),
            bm25=lambda text: plain.question(text, 20),
            tantivy=lambda text: tantivy.question(text, 20),
        ),
        **known_items(find, plain, tantivy, folder),
        "facets_ms": percentiles(
            timed(lambda t=t, n=n: find.facets(Query(t[:n]))) for _, t in typed for n in (3, 5, 9)
        ),
        "facets_of_everything_ms": percentiles(
            timed(lambda: find.facets(Query())) for _ in range(10)
        ),
        "newest_first_ms": percentiles(
            timed(lambda t=t: find.search(Query(t[:5], order=SortOrder.NEWEST))) for _, t in typed
        ),
        "by_title_ms": percentiles(
            timed(lambda t=t: find.search(Query(t[:5], order=SortOrder.TITLE))) for _, t in typed
        ),
        "filtered_ms": percentiles(
            timed(lambda text=text: find.search(Query(text, languages=frozenset({"fr"}))))
            for text in texts[::5]
        ),
        "misspelt": misspelt(find, sample(folder, 300, seed=5)),
    }


def in_turns(texts: Iterable[str], **ask: Callable[[str], object]) -> dict[str, object]:
    """Return the percentiles of each engine, and the ratios of the kiosk to the other engines."""
    times: dict[str, list[float]] = {name: [] for name in ask}
    for text in texts:
        for name, work in ask.items():
            times[name].append(timed(lambda work=work, text=text: work(text)))
    figures: dict[str, object] = {name: percentiles(values) for name, values in times.items()}
    ours = percentiles(times["kiosk"])
    for name in list(ask)[1:]:
        theirs = percentiles(times[name])
        figures[f"ratio_to_{name}"] = {k: round(ours[k] / theirs[k], 3) for k in ours}
    return figures


def known_items(
    find: CatalogueSearch, plain: Fts5, tantivy: Tantivy, folder: Path
) -> dict[str, object]:
    """Return how often one word and three letters of a title find it among the first 20.

    The word is the first word that is not a function word. For the "literal" figures it is the very
    first word; for the "telling" figures, the rarest word, followed by letters of the next rarest.
    Titles are sampled uniformly and by popularity.
    """
    with find._database.read() as connection:
        rows = connection.exec_driver_sql("SELECT word, titles FROM search_word")
        titles_with: dict[str, int] = dict(rows.tuples().all())  # type: ignore[arg-type]
    readings: dict[str, Callable[[str], str]] = {
        "": begun,
        "_literal": begun_literally,
        "_telling": lambda title: telling(title, lambda word: titles_with.get(word, 0)),
    }
    asks: dict[str, Callable[[str], Iterable[str]]] = {
        "kiosk": lambda text: [hit.source_id for hit in find.search(Query(text)).hits],
        "bm25": lambda text: plain.typed(text, 20),
        "tantivy": lambda text: tantivy.typed(text, 20),
    }
    drawn = {"": sample(folder, _KNOWN, seed=3), "_as_asked_for": asked_for(folder, _KNOWN)}
    return {
        f"known_item_in_20{reading}{how}": {
            name: round(sum(key in ask(typed(title)) for key, title in titles) / len(titles), 3)
            for name, ask in asks.items()
        }
        for reading, typed in readings.items()
        for how, titles in drawn.items()
    }


def misspelt(find: CatalogueSearch, titles: list[tuple[str, str]]) -> dict[str, object]:
    """Return the time for a misspelt word, and how often the suggestions contain the right word."""
    rng = random.Random(11)
    words = [w for _, title in titles for w in index_tokens(title) if len(w) > 4][: len(titles)]
    memory, times, met, asked = find._remembered(), [], 0, 0
    for word in words:
        typed = slipped(word, rng)
        times.append(timed(lambda typed=typed: find.search(Query(typed))))
        with find._database.read() as connection:
            near = dict(memory.vocabulary.find_similar(connection, typed))
        asked += typed != word
        met += typed != word and word in near
    return {"ms": percentiles(times), "meant_in_20": round(met / asked, 3)}


def memory(folder: Path) -> dict[str, int]:
    """Return the resident megabytes of the search code: bare, and after all kinds of searches."""
    bare = resident()
    find = CatalogueSearch(Database(folder))
    find.warm()
    for _, title in sample(folder, 40):
        for text in keystrokes(title):
            find.search(Query(text))
        find.facets(Query(title[:3]))
        find.search(Query(title[:4] + "x" + title[5:9]))
    return {"bare_python_and_libraries": bare, "searching": resident()}


def resident() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) // 1024


def cold(folder: Path, titles: int, runs: int = 40) -> dict[str, object]:
    """Return the times of searches after the page cache has been emptied.

    Three cases are measured: the first search, typing from the moment when a kiosk is switched on,
    and typing at a kiosk that has warmed up.
    """
    choose_clock(False)  # wait times count, not CPU times
    times = []
    for _, title in sample(folder, runs, seed=9):
        find = evicted(folder)
        times.append(timed(lambda find=find, title=title: find.search(Query(begun(title)))))
        find._database.close()
    find = evicted(folder)
    with warm_up_search(find):
        at_once = percentiles(typed_by_hand(find, folder, titles))
    find._database.close()
    find = evicted(folder)
    with warm_up_search(find) as thread:
        warmed = timed(thread.join)
    return {
        "first_search_ms": percentiles(times),
        "type_ahead_at_once_ms": at_once,
        "warming_ms": round(warmed),
        **typing(find, folder, runs),
    }


def typed_by_hand(find: CatalogueSearch, folder: Path, titles: int) -> Iterator[float]:
    """Yield the milliseconds of each search while a visitor types fast without pauses."""
    for _, title in sample(folder, titles):
        for text in keystrokes(title):
            yield timed(lambda text=text: find.search(Query(text)))
            time.sleep(_A_KEY)


def read_all(folder: Path) -> None:
    """Load the databases into the page cache, whatever ran before."""
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb") as stream:
                while stream.read(1 << 20):
                    pass


def evicted(folder: Path) -> CatalogueSearch:
    """Return the search of a kiosk none of whose files are in memory."""
    for file in folder.glob("kiosk.sqlite3*"):
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return CatalogueSearch(Database(folder))


def while_writing(folder: Path, titles: int) -> dict[str, object]:
    """Return the times of typing while another process applies one sync after another."""
    writer = _SPAWN.Process(target=write, args=(folder,), daemon=True)
    writer.start()
    try:
        return typing(CatalogueSearch(Database(folder)), folder, titles)
    finally:
        writer.kill()
        writer.join()


def write(folder: Path) -> None:
    os.nice(10)  # as kiosk.services.sync.sync_worker
    database = Database(folder)
    for batch in changes(folder, seed=21):
        sync(database, batch)


def after_syncs(folder: Path, titles: int, syncs: int) -> dict[str, object]:
    """Return the times of typing after many small syncs, and the delay until a title is found."""
    database = Database(folder)
    find = CatalogueSearch(database)
    find.warm()
    visible, counted = [], []
    for number, batch in enumerate(islice(changes(folder, seed=23), syncs)):
        batch[-1] = replace(batch[-1], other_titles=(f"Visible{number}marker",))
        sync(database, batch)
        text = Query(f"visible{number}marker")
        visible.append(timed(lambda text=text: find.search(text).hits[0]))
        counted.append(timed(lambda text=text: find.facets(text)))
    return {
        "syncs": syncs,
        "found_after_commit_ms": percentiles(visible),
        "counted_after_commit_ms": percentiles(counted),
        **typing(find, folder, titles),
    }


def typing(find: CatalogueSearch, folder: Path, titles: int) -> dict[str, object]:
    texts = [text for _, title in sample(folder, titles) for text in keystrokes(title)]
    find.warm()
    return {
        "type_ahead_ms": percentiles(
            timed(lambda text=text: find.search(Query(text))) for text in texts
        ),
        "facets_ms": percentiles(
            timed(lambda text=text: find.facets(Query(text))) for text in texts[2::12]
        ),
    }


def changes(folder: Path, seed: int) -> Iterator[list[BibliographicRecord]]:
    """Yield existing titles with another year, 1,000 at a time."""
    rng, find = random.Random(seed), CatalogueSearch(Database(folder))
    with find._database.read() as connection:
        last = connection.exec_driver_sql("SELECT max(id) FROM bib").scalar() or 0
    while True:
        taken = (find.record(number) for number in rng.sample(range(1, last + 1), _CHANGED))
        yield [replace(each.record, year=rng.randint(1990, 2025)) for each in taken if each]


def timed(work: Callable[[], object]) -> float:
    start = _clock()
    work()
    return (_clock() - start) * 1000


def percentiles(values: Iterable[float]) -> dict[str, float]:
    cuts = statistics.quantiles(list(values), n=100, method="inclusive")
    return {name: round(cuts[n - 1], 2) for name, n in (("p50", 50), ("p95", 95), ("p99", 99))}


if __name__ == "__main__":
    main()
