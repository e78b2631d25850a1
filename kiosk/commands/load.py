"""Take files (as “kiosk import” does) into the catalogue of the central server."""

import argparse
from pathlib import Path

from kiosk.commands.common import add_json, print_json
from kiosk.commands.server_common import add_database, server_of


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file")
    add_database(parser)
    parser.add_argument(
        "--source", default="", metavar="NAME", help="of the feed that the file is all of"
    )
    parser.add_argument(
        "--zone", default="UTC", metavar="ZONE", help="of calendars that name none (IANA)"
    )
    add_json(parser)


def act(given: argparse.Namespace) -> int:
    from kiosk.central.ingest import ingest
    from kiosk.sources.entries import Entries
    from kiosk.sources.open_source import read

    def entries_of(path: Path) -> Entries:
        yield from read(path, zone=given.zone)  # what it raises is the run's fault

    server = server_of(given)
    runs = {}
    for path in given.paths:
        source = given.source or path.name
        runs[str(path)] = ingest(server.database, source, entries_of(path), server.clock)
    if given.json:
        print_json(
            [{"file": file, **run.counts(), "fault": run.fault} for file, run in runs.items()]
        )
    else:
        for file, run in runs.items():
            print(f"{file}: {', '.join(f'{n} {name}' for name, n in run.counts().items())}")
            if run.fault:
                print(f"  {run.fault}")
            for reject in run.rejects[:10]:
                print(f"  {reject.where}: {reject.reason}")
    return 0 if any(run.taken for run in runs.values()) else 1
