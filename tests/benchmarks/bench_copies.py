"""Measures how a kiosk applies changes of copies: apart from their titles, and with them.

    python tests/benchmarks/bench_copies.py [--records 100000] [--changes 10000]

Each change lends or returns one copy. The same changes are applied to two databases, in turn and in
transactions as large as those of a sync: once as copies apart, and once as titles that contain
their copies, as older servers send them. Reading the JSON of the changes is included. The program
prints one JSON object.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from synthetic import records

from kiosk.domain.records import BibliographicRecord, Item, ItemStatus, TitleCopies
from kiosk.protocol import bodies
from kiosk.protocol.messages import Change
from kiosk.search import index
from kiosk.store.database import Database
from kiosk.sync.apply import apply_changes

_BATCH = 2_000
_CHUNK = 100  # changes in one transaction, as in kiosk.sync.rounds
_TURNS = 10  # the two ways take turns, so that both meet the same load of the machine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--changes", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(Path(folder), given.records, given.changes), indent=2))


def measure(folder: Path, count: int, changes: int) -> dict[str, Any]:
    apart, whole = Database(folder / "apart"), Database(folder / "whole")
    lent = list(islice(filter(lambda r: r.items, records(count)), changes))
    fill(apart, count, apart=True)
    fill(whole, count, apart=False)
    rng, times, sizes = random.Random(1), {"apart": [], "whole": []}, {"apart": 0, "whole": 0}
    rng.shuffle(lent)
    size = -(-len(lent) // _TURNS)
    for first in range(0, len(lent), size):
        part = [lend(each) for each in lent[first : first + size]]
        for name, database in (("apart", apart), ("whole", whole)):
            news = [change for each in part for change in news_of(each, apart=name == "apart")]
            sizes[name] += sum(len(change.body or "") for change in news)
            times[name].append(timed(database, news))
    with apart.read() as one, whole.read() as other:
        sql = "SELECT bib_id, available, branches FROM search_entry ORDER BY bib_id"
        assert one.exec_driver_sql(sql).all() == other.exec_driver_sql(sql).all()
    apart.close()
    whole.close()
    ratios = [a / w for a, w in zip(times["apart"], times["whole"], strict=True)]
    return {
        "records": count,
        "changes": len(lent),
        "apart, ms a change": round(1000 * sum(times["apart"]) / len(lent), 3),
        "with the title, ms a change": round(1000 * sum(times["whole"]) / len(lent), 3),
        "ratio, median of turns": round(median(ratios), 3),
        "apart, bytes a change": sizes["apart"] // len(lent),
        "with the title, bytes a change": sizes["whole"] // len(lent),
    }


def fill(database: Database, count: int, *, apart: bool) -> None:
    made = records(count)
    while batch := list(islice(made, _BATCH)):
        with database.write() as connection:
            news = [change for each in batch for change in news_of(each, apart=apart, first=True)]
            apply_changes(connection, news, index)
    with database.write() as connection:
        index.optimise(connection)


def lend(record: BibliographicRecord) -> BibliographicRecord:
    """Return ``record`` with its first copy lent, or returned if it is on loan."""
    first, *rest = record.items
    out = first.status is not ItemStatus.ON_LOAN
    changed = replace(first, status=ItemStatus.ON_LOAN if out else ItemStatus.AVAILABLE)
    return replace(record, items=(changed, *rest))


def news_of(record: BibliographicRecord, *, apart: bool, first: bool = False) -> Iterator[Change]:
    if not apart:
        yield change(bodies.SourcedRecord("s", 0, record))
        return
    items: tuple[Item, ...] = record.items
    if first:
        yield change(bodies.SourcedRecord("s", 0, replace(record, items=()), copies_apart=True))
    if items or not first:
        yield change(bodies.SourcedCopies("s", 0, TitleCopies(record.source_id, items)))


def change(thing: bodies.FeedObject) -> Change:
    kind, key = bodies.kind_of(thing), bodies.key_of(thing)
    return Change(seq=1, kind=kind, key=key, body=bodies.dump_body(thing))


def timed(database: Database, news: list[Change]) -> float:
    begun = time.perf_counter()
    for first in range(0, len(news), _CHUNK):
        with database.write() as connection:
            apply_changes(connection, news[first : first + _CHUNK], index)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
