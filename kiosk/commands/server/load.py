"""Import files, like “kiosk import”, into the catalogue of the central server."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.common import add_json, add_yes, confirm, print_json
from kiosk.commands.server.common import add_database, server_from_arguments

if TYPE_CHECKING:
    from kiosk.central.harvesting.ingest import SourceRun
    from kiosk.central.server import Server
    from kiosk.sources.copy_lists import CopyLists
    from kiosk.sources.entries import Entries
    from kiosk.sources.source_file import CsvMapping
    from kiosk.sources.source_lists import SourceList


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
    add_database(parser)
    parser.add_argument(
        "--source", default="", metavar="NAME", help="of the feed that the file is all of"
    )
    parser.add_argument(
        "--zone", default="", metavar="ZONE", help="of calendars that name none (IANA)"
    )
    parser.add_argument(
        "--branch",
        default="",
        metavar="CODE",
        help="branch of the copies when the table names none (default: the only one)",
    )
    parser.add_argument("--mapping", metavar="NAME", help="how to read a table")
    add_yes(parser, "half of a list or more is removed")
    add_json(parser)


def execute(args: argparse.Namespace) -> int:
    from kiosk.central.harvesting.ingest import known_branches, last_runs
    from kiosk.sources.copy_lists import find_copy_lists
    from kiosk.sources.source_file import BranchLookup
    from kiosk.sources.source_lists import group_files_by_source

    server = server_from_arguments(args)
    with server.database.read() as connection:
        known = [str(run["source"]) for run in last_runs(connection)]
    lists = group_files_by_source(args.paths, args.source, known)

    def branches() -> BranchLookup:
        return known_branches(server.database).with_home(args.branch)

    copies = find_copy_lists((path for each in lists for path in each.files), branches)
    in_order = copies.sort_lists(lists)
    done = {each.source: _load(server, args, each, copies) for each in in_order}
    loaded = [done[each.source] for each in lists]
    if args.json:
        print_json([_plain(*each) for each in loaded])
    else:
        for each in loaded:
            _print(*each)
    held = any(run.held for _, run in loaded)
    return 0 if not held and any(run.total for _, run in loaded) else 1


def _load(
    server: "Server", args: argparse.Namespace, of: "SourceList", copies: "CopyLists"
) -> "tuple[SourceList, SourceRun]":
    """Import the files of a complete list; ask staff before many entries are deleted."""
    from kiosk.central.feed.feed import common_time_zone
    from kiosk.central.feed.removal import measure_removal, missing_keys
    from kiosk.central.harvesting import copies_streams, upstream
    from kiosk.central.harvesting.ingest import SourceRun, ingest
    from kiosk.sources.contents_preview import ContentsPreview
    from kiosk.sources.entries import Entries
    from kiosk.sources.source_file import load_csv_mapping

    def entries() -> Entries:
        return _entries(of.files, mapping, zone, copies)

    with server.database.read() as connection:
        zone = args.zone or common_time_zone(connection)
    mapping = load_csv_mapping(args.mapping) if args.mapping else None
    contents = ContentsPreview()
    contents.add(entries())
    if not contents.count and contents.incomplete_reason:  # a mistyped path leaves no record
        return of, SourceRun("", fault=contents.incomplete_reason)
    with server.database.read() as connection:
        gone = missing_keys(connection, of.source, contents)
        loss = measure_removal(connection, of.source, gone, server.clock())
        systems = upstream.streams_for_titles(connection, of.source)
    question = f"{loss} of “{of.source}” are not in it, and are removed from every kiosk."
    asks = loss.is_large and not contents.incomplete_reason and not args.yes
    if asks and (args.json or not confirm(question, loss.count)):
        fault = f"{loss} of “{of.source}” are not in it, so nothing was taken."
        return of, SourceRun("", held=loss.count, fault=f"{fault} If that is right, add --yes.")
    whole = not contents.incomplete_reason
    run = ingest(
        server.database,
        of.source,
        entries(),
        server.clock,
        is_complete=lambda: whole,
        large_removal_allowed=True,
        copies_apart=bool(systems),
    )
    if systems and run.added:
        with server.database.write() as connection:
            copies_streams.read_completely(connection, systems, server.clock())
    if contents.incomplete_reason and not run.fault:
        run.fault = f"Nothing was removed. {contents.incomplete_reason}"
    return of, run


def _entries(
    paths: list[Path], mapping: "CsvMapping | None", zone: str, copies: "CopyLists"
) -> "Entries":
    """Yield the entries of all files; read every file before raising the error of a faulty file."""
    from kiosk.errors import SourceError
    from kiosk.sources.source_file import read_source_file

    faults = []
    for path in paths:
        try:
            found = read_source_file(path, mapping=mapping, zone=zone, branches=copies.branches())
            yield from copies.merge_copies(path, found)
        except SourceError as fault:
            faults.append(fault)
    if faults:
        raise SourceError(" ".join(f"{each} {each.advice}".strip() for each in faults))


def _plain(of: "SourceList", run: "SourceRun") -> dict[str, object]:
    told = {"file": ", ".join(map(str, of.files)), "source": of.source, **run.counts()}
    rejects = [{"where": each.where, "reason": each.reason} for each in run.rejects]
    return {**told, "held": run.held, "fault": run.fault, "rejects": rejects}


def _print(of: "SourceList", run: "SourceRun") -> None:
    counts = ", ".join(f"{n} {name}" for name, n in run.counts().items())
    print(f"{', '.join(map(str, of.files))}: {counts}")
    if run.fault:
        print(f"  {run.fault}")
    for reject in run.rejects[:10]:
        print(f"  {reject.where}: {reject.reason}")
