"""Coverage-guided fuzzing of the readers with atheris (libFuzzer): no input may raise.

    pip install atheris
    python tests/benchmarks/fuzz_readers.py marc|xml|ics [--seconds 60] [--keep DIR]

Fuzzing begins with valid examples, and coverage leads to new inputs. If a reader raises an
exception, the run ends and libFuzzer writes the input to a file crash-…; an input that takes more
than 30 seconds or 2 GB also ends the run. The program prints JSON when the time is up.
"""

import argparse
import atexit
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kiosk", "pymarc", "icalendar", "dateutil"]):
    from kiosk.sources.calendars import icalendar_file
    from kiosk.sources.marc import marc21
    from kiosk.sources.xml import marcxml

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
from source_files import calendar, data, event, marc
from source_files import marcxml as xml_record

NOW = datetime(2026, 11, 24, tzinfo=UTC)
READERS: dict[str, Callable[[bytes], object]] = {
    "marc": lambda raw: list(marc21.read_marc21(BytesIO(raw))),
    "xml": lambda raw: list(marcxml.read_marcxml(BytesIO(raw))),
    "ics": lambda raw: list(icalendar_file.read_icalendar(raw, "Asia/Jakarta", NOW)),
}
COLLECTION = b'<collection xmlns="http://www.loc.gov/MARC21/slim">%s</collection>'
SEEDS = {
    "marc": [marc("1", "Satu", data("650", a="Ilmu"), data("952", b="PUSAT", p="1"))],
    "xml": [COLLECTION % xml_record("1", "Satu").encode()],
    "ics": [calendar(event("a", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")).encode()],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reader", choices=READERS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--keep", type=Path, default=Path("/tmp/kiosk-fuzz"))
    given = parser.parse_args()
    corpus = given.keep / given.reader
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[given.reader]):
        (corpus / f"seed-{number}").write_bytes(seed)
    read, start, count = READERS[given.reader], time.monotonic(), 0

    def report() -> None:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        seconds = round(time.monotonic() - start)
        figures = {"reader": given.reader, "inputs": count, "seconds": seconds, "peak_mb": memory}
        print(json.dumps(figures), flush=True)

    def one(raw: bytes) -> None:
        nonlocal count
        count += 1
        if time.monotonic() - start > given.seconds:
            report()
            os._exit(0)
        read(raw)

    atexit.register(report)
    limits = ["-timeout=30", "-rss_limit_mb=2048", f"-artifact_prefix={given.keep}/"]
    atheris.Setup([sys.argv[0], *limits, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
