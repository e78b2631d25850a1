"""Add, list or remove upstream systems that the server harvests on a schedule."""

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kiosk.commands.common import (
    add_json,
    add_yes,
    confirm,
    print_json,
    settings_from_arguments,
)
from kiosk.commands.server.common import add_database, server_from_arguments
from kiosk.commands.server.cover_source import (
    add_cover_arguments,
    changes_covers,
    describe_covers,
    print_covers,
    read_covers,
    save_covers,
)
from kiosk.commands.server.system_source import (
    add_system_arguments,
    changes_system,
    describe_system,
    print_system,
    save_system,
)
from kiosk.domain.time_zones import require_time_zone
from kiosk.errors import KioskError

if TYPE_CHECKING:
    from kiosk.central.harvesting.upstream import Upstream
    from kiosk.central.server import Server

_SHORTEST = 5  # minutes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="a name of your own for it")
    add_database(parser)
    parser.add_argument("--oai", metavar="URL", help="harvest the OAI-PMH repository there")
    parser.add_argument("--file", metavar="URL", help="fetch a file there, of any kind")
    parser.add_argument(
        "--times", metavar="URL", help="read there when rooms are taken, from a calendar"
    )
    parser.add_argument(
        "--space", default="", metavar="CODE", help="the room, if the calendar is of one room"
    )
    parser.add_argument(
        "--every", type=int, default=None, metavar="MINUTES", help="how often (60; at least 5)"
    )
    parser.add_argument("--prefix", default="", metavar="FORMAT", help="of OAI-PMH metadata")
    parser.add_argument("--set", default="", metavar="SET", help="of the repository")
    parser.add_argument("--zone", default="", metavar="ZONE", help="of calendars without one")
    parser.add_argument("--mapping", default="", metavar="NAME", help="how to read a table")
    parser.add_argument(
        "--branch",
        default="",
        metavar="CODE",
        help="branch of the copies when the table names none",
    )
    add_system_arguments(parser)
    add_cover_arguments(parser)
    parser.add_argument("--run", action="store_true", help="import it now and show the result")
    parser.add_argument("--rejects", action="store_true", help="what its last import rejected")
    parser.add_argument("--remove", action="store_true", help="with everything imported from it")
    add_yes(parser, "--remove, or where --run removes half of it or more")
    add_json(parser)


def execute(args: argparse.Namespace) -> int:
    server = server_from_arguments(args)
    if not args.name:
        return _list(server, args.json)
    if args.oai or args.file or args.times or changes_system(args):
        _put(server, args)
    if changes_covers(args):
        save_covers(server, args)
    if args.remove:
        return _remove(server, args)
    if args.run or args.read_covers:
        return _run(server, args)
    if args.rejects:
        return _rejects(server, args)
    return _list(server, args.json, args.name)


def _put(server: "Server", args: argparse.Namespace) -> None:
    from kiosk.central.harvesting import upstream

    if sum(map(bool, (args.oai, args.file, args.times, changes_system(args)))) > 1:
        raise KioskError(
            "A source is either one or the other.",
            "Give either --oai or --file or --times or --system.",
        )
    rooms = args.times or args.room
    usual = 5 if rooms else 60
    minutes = usual if args.every is None else args.every
    least = 1 if rooms else _SHORTEST
    if minutes < least:
        raise KioskError(f"Every {minutes} minutes is too often.", f"Give {least} or more.")
    every = timedelta(minutes=minutes)
    if changes_system(args):
        save_system(server, args, every)
        return
    zone = require_time_zone(args.zone).key if args.zone else ""
    kinds = upstream.SourceKind
    kind = kinds.OAI if args.oai else kinds.TIMES if args.times else kinds.FILE
    options = upstream.SourceOptions(
        prefix=args.prefix,
        set=args.set,
        zone=zone,
        mapping=args.mapping,
        branch=args.branch,
        space=args.space,
    )
    url = args.oai or args.file or args.times
    made = upstream.Upstream(args.name, kind, url, every, server.clock(), options)
    with server.database.write() as connection:
        upstream.save_source(connection, made)


def _remove(server: "Server", args: argparse.Namespace) -> int:
    from kiosk.central.harvesting import upstream

    name = args.name
    with server.database.read() as connection:
        titles, dates = upstream.count_harvested(connection, name)
        if not upstream.is_known(connection, name):
            raise _unknown(name)
    held, count = f"{titles} titles and {dates} programme dates", titles + dates
    question = f"All that came from “{name}” is removed from every kiosk: {held}."
    if count and not args.yes and not confirm(question, count):
        raise KioskError(f"Nothing was removed: “{name}” has {held}.", "To remove them, add --yes.")
    upstream.delete_source(server.database, name, server.clock())
    print(f"“{name}” was removed, with {held}.")
    return 0


def _run(server: "Server", args: argparse.Namespace) -> int:
    from kiosk.central.harvesting import upstream
    from kiosk.central.harvesting.download import Fetcher
    from kiosk.central.harvesting.harvester import Harvester
    from kiosk.central.harvesting.reach import Reach

    named = _named(server, args.name) if args.run else None
    if args.yes and named:
        with server.database.write() as connection:
            upstream.allow_removal(connection, args.name, named.due)
        named = _named(server, args.name)
    fetcher = Fetcher(reach=Reach.of(settings_from_arguments(args).source_hosts))
    harvester = Harvester(server.database, server.clock, fetcher)
    faults: list[str] = []
    try:
        if named:
            faults.append(harvester.harvest(named).fault)
            copies = harvester.read_copies(args.name)
            faults.append(copies.fault if copies else "")
        if args.read_covers:
            faults += read_covers(harvester, args.name)
    finally:
        fetcher.close()
    _list(server, args.json, args.name)
    return 1 if any(faults) else 0


def _rejects(server: "Server", args: argparse.Namespace) -> int:
    from kiosk.central.harvesting.ingest import rejects_of_last_run

    with server.database.read() as connection:
        found = rejects_of_last_run(connection, args.name)
    if args.json:
        print_json(found)
    for each in [] if args.json else found:
        print(f"{each['where']}: {each['reason']}")
    return 0


def _named(server: "Server", name: str) -> "Upstream":
    from kiosk.central.harvesting import upstream

    with server.database.read() as connection:
        known = upstream.find_source(connection, name)
    if known is None:
        raise _unknown(name)
    return known


def _unknown(name: str) -> KioskError:
    return KioskError(f"There is no source “{name}”.", "List them: kiosk source.")


def _list(server: "Server", as_json: bool, name: str = "") -> int:
    from kiosk.central.harvesting import upstream
    from kiosk.central.harvesting.ingest import last_runs

    with server.database.read() as connection:
        runs = {str(run["source"]): run for run in last_runs(connection)}
        known = {each.name: each for each in upstream.list_sources(connection)}
        names = [each for each in sorted({*runs, *known}) if name in ("", each)]
        systems = {
            each: {
                **describe_system(connection, known.get(each)),
                **describe_covers(connection, each),
            }
            for each in names
        }
    if name and not names:
        raise _unknown(name)
    told = [{**_plain(each, known.get(each), runs.get(each)), **systems[each]} for each in names]
    if as_json:
        print_json(told)
    for each in [] if as_json else told:
        _print(each)
    return 0


def _plain(name: str, source: "Upstream | None", run: dict[str, object] | None) -> dict[str, Any]:
    """Return a source as a dictionary for JSON; a source loaded by hand has no schedule."""
    counts = ("read", "added", "changed", "unchanged", "removed", "rejected")
    told = ("started", "finished", "fault", *counts, "held")
    return {
        "name": name,
        "kind": source.kind if source else "load",
        "url": source.url if source else "",
        "every_minutes": int(source.every.total_seconds()) // 60 if source else None,
        "next": source.due if source else None,
        "as_of": source.read if source else (run["started"] if run and run["finished"] else None),
        "last_run": {key: run[key] for key in told} if run else None,
    }


def _print(source: dict[str, Any]) -> None:
    system = f"{source['system']}, " if "system" in source else ""
    how = f"{system}{source['url']}, every {source['every_minutes']} minutes"
    print(f"{source['name']}: {how if source['url'] else 'imported manually (kiosk load)'}")
    if source["as_of"]:
        print(f"  as of {source['as_of']:%Y-%m-%d %H:%M} UTC")
    if "copies" in source:
        print_system(source)
    if "covers" in source:
        print_covers(source["covers"])
    run = source["last_run"]
    if run is None:
        print("  not imported yet")
        return
    counts = ", ".join(f"{run[n]} {n}" for n in list(run)[3:-1])
    print(f"  {run['started']:%Y-%m-%d %H:%M} UTC: {counts}")
    if run["fault"]:
        print(f"  {run['fault']}")
