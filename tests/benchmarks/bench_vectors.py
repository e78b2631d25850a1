"""Measures the search by meaning: time of an answer, memory of a title, time to make vectors.

    python tests/benchmarks/bench_vectors.py [TITLES …]

By default with 100,000 and 1,000,000 titles, whose vectors are made up. The words are the topics of
topics.tsv and are encoded by the model; the answer includes comparing all titles, and reading the
vectors of the nearest from the database.
"""

import argparse
import shutil
import sqlite3
import tempfile
import time
from pathlib import Path
from statistics import quantiles

import numpy as np
from topics import read_topics

from kiosk.domain.title_vectors import DIMENSIONS, title_text
from kiosk.search.vectors.encoder import Encoder
from kiosk.services.catalogue.meaning_worker import NearestTitles
from kiosk.services.catalogue.warm_up import preload_file
from kiosk.store.database import Database

_AT_ONCE = 20_000
_TITLES = 200  # whose vectors are made by the model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("titles", type=int, nargs="*", default=[100_000, 1_000_000])
    encoder = Encoder()
    _, topics, _ = read_topics()
    encoder.encode_words("warm")
    start = time.perf_counter()
    encoder.encode_titles([title_text(t.typed, (t.subject,), "") for t in topics[:_TITLES]])
    print(f"making 1,000 vectors: {(time.perf_counter() - start) * 1000 / _TITLES:.1f} s")
    for count in parser.parse_args().titles:
        measure(count, encoder, [topic.typed for topic in topics])


def measure(count: int, encoder: Encoder, words: list[str]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="vectors-"))
    database = Database(folder)
    fill(database.path, count)
    preload_file(database.path)
    titles = NearestTitles(database)
    start = time.perf_counter()
    while titles.load_some():
        pass
    loaded = time.perf_counter() - start
    times = []
    for each in words:
        start = time.perf_counter()
        titles.find(encoder.encode_words(each))
        times.append((time.perf_counter() - start) * 1000)
    cuts = quantiles(times, n=20)
    print(
        f"{count} titles: answer p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms; "
        f"{titles.size / count:.0f} bytes a title; loaded in {loaded:.1f} s"
    )
    database.close()
    shutil.rmtree(folder)


def fill(path: Path, count: int) -> None:
    """Write made-up vectors of ``count`` titles; the titles themselves are not needed."""
    random = np.random.default_rng(1)
    with sqlite3.connect(path) as connection:  # foreign keys are off
        for first in range(0, count, _AT_ONCE):
            ids = range(first + 1, min(first + _AT_ONCE, count) + 1)
            made = random.integers(-127, 127, (len(ids), DIMENSIONS), np.int8)
            rows = ((id_, row.tobytes()) for id_, row in zip(ids, made, strict=True))
            connection.executemany("INSERT INTO title_vector(bib_id, vector) VALUES (?, ?)", rows)


if __name__ == "__main__":
    main()
