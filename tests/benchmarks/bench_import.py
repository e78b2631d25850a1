"""Measures imported records per second, compared with a bare pymarc loop over the same file.

    python tests/benchmarks/bench_import.py --records 10000

The file contains the largest file of ../shared/data repeatedly, with a different control number in
each record. If that file does not exist, the records come from synthetic.py. The import and the
loop are timed alternately. The program prints one JSON object.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import pymarc
from synthetic import records

from kiosk.services.imports.import_files import import_paths
from kiosk.store.database import Database

_REAL = Path(__file__).resolve().parents[3] / "shared/data/marc/solrmarc/uva_001_2000.mrc"
_FIELD_END, _RECORD_END = b"\x1e", b"\x1d"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "many.mrc"
        with file.open("wb") as out:
            out.writelines(islice(binary_records(), given.records))
        print(json.dumps(measure(file, given.records, given.rounds), indent=2))


def measure(file: Path, count: int, rounds: int) -> dict[str, object]:
    """Return the records per second of import and loop, and the ratio of import to loop."""
    bare, taken, again = [], [], []
    for number in range(rounds):
        bare.append(count / seconds(lambda: read_bare(file)))
        database = Database(file.parent / str(number))
        taken.append(count / seconds(lambda db=database: import_paths(db, [file])))
        again.append(count / seconds(lambda db=database: import_paths(db, [file])))
        with database.read() as connection:
            stored = connection.exec_driver_sql("SELECT count(*) FROM search_entry").scalar()
        database.close()
    figures = {"pymarc_loop": bare, "import": taken, "import_again_unchanged": again}
    middle = {name: round(statistics.median(values)) for name, values in figures.items()}
    return {
        "file": "real, repeated" if _REAL.exists() else "synthetic",
        "records": count,
        "stored": stored,
        "records_per_second": middle,
        "ratio": round(middle["import"] / middle["pymarc_loop"], 3),
        "ratio_again": round(middle["import_again_unchanged"] / middle["pymarc_loop"], 3),
    }


def read_bare(file: Path) -> int:
    with file.open("rb") as stream:
        return sum(1 for _ in pymarc.MARCReader(stream, to_unicode=True, permissive=True))


def binary_records() -> Iterator[bytes]:
    """Yield an endless series of ISO 2709 records with different control numbers."""
    if not _REAL.exists():
        return synthetic_records()
    parts = [part + _RECORD_END for part in _REAL.read_bytes().split(_RECORD_END) if part.strip()]
    return (renumbered(raw, f"bench{n}".encode()) for n, raw in enumerate(cycle(parts)))


def renumbered(raw: bytes, control_number: bytes) -> bytes:
    """Return the record with another 001 and otherwise unchanged bytes."""
    directory, *fields = raw[24:].rstrip(_RECORD_END).split(_FIELD_END)[:-1]
    tags = [directory[at : at + 3] for at in range(0, len(directory), 12)]
    fields = [control_number if t == b"001" else f for t, f in zip(tags, fields, strict=True)]
    entries, start = b"", 0
    for tag, field in zip(tags, fields, strict=True):
        entries += b"%s%04d%05d" % (tag, len(field) + 1, start)
        start += len(field) + 1
    base = 24 + len(entries) + 1
    body = entries + _FIELD_END + b"".join(f + _FIELD_END for f in fields) + _RECORD_END
    return b"%05d%s%05d%s" % (24 + len(body), raw[5:12], base, raw[17:24]) + body


def synthetic_records() -> Iterator[bytes]:
    for made in records(1_000_000):
        record = pymarc.Record(force_utf8=True)
        record.add_field(pymarc.Field("001", data=made.source_id))
        for tag, values in (("245", (made.title,)), ("700", made.authors), ("650", made.subjects)):
            for value in values:
                subfields = [pymarc.Subfield("a", value)]
                record.add_field(pymarc.Field(tag, pymarc.Indicators("0", "0"), subfields))
        yield record.as_marc()


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
