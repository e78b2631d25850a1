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
from itertools import batched
from pathlib import Path

from synthetic import records

from kiosk.services.find import Find, Query
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
