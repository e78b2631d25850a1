"""Covers of a source's titles: the arguments, and how their state is shown."""

import argparse
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kiosk.errors import KioskError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from kiosk.central.harvesting.harvester import Harvester
    from kiosk.central.server import Server

_ORIGINS = {"folder": "the folder", "system": "the library's system", "service": "the service"}


def add_cover_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("covers")
    group.add_argument(
        "--covers", metavar="FOLDER", help="pictures named by ISBN on this server; '' for none"
    )
    group.add_argument(
        "--system-covers", choices=["on", "off"], help="those in the library system (on)"
    )
    group.add_argument(
        "--cover-service",
        metavar="URL",
        help="asks a service on the internet, which learns the ISBNs; URL with {isbn}; '' for none",
    )
    group.add_argument("--read-covers", action="store_true", help="fetch covers now, at length")


def changes_covers(args: argparse.Namespace) -> bool:
    """Return True if the arguments say where covers come from."""
    chosen = (args.covers, args.system_covers, args.cover_service)
    return any(each is not None for each in chosen)


def save_covers(server: "Server", args: argparse.Namespace) -> None:
    """Save what the arguments say about covers. Raises KioskError if the source is unknown."""
    from kiosk.central.harvesting import cover_streams, upstream
    from kiosk.central.harvesting.source_urls import redact_url

    if args.cover_service and redact_url(args.cover_service) != args.cover_service:
        raise KioskError(
            "Others on this machine could see a key in a command.",
            "Add a service that needs a key at the console.",
        )
    with server.database.write() as connection:
        if not upstream.is_known(connection, args.name):
            raise KioskError(f"There is no source “{args.name}”.", "List them: kiosk source.")
        changed = cover_streams.change_stream(
            connection,
            args.name,
            server.clock(),
            system=None if args.system_covers is None else args.system_covers == "on",
            folder=args.covers,
            service=args.cover_service,
        )
    if args.cover_service:
        host = urlsplit(changed.service).hostname
        print(f"From now on, the ISBNs of titles without another cover are sent to {host}.")


def read_covers(harvester: "Harvester", name: str) -> list[str]:
    """Fetch the covers of a source now; return what went wrong. Raises KioskError."""
    reading = harvester.read_covers(name)
    if reading is None:
        advice = "Give --covers or --cover-service."
        raise KioskError(f"There is nowhere to look for covers of “{name}”.", advice)
    return reading.faults


def describe_covers(connection: "Connection", name: str) -> dict[str, Any]:
    """Return what there is to say of the covers of a source as a dictionary for JSON."""
    from kiosk.central.feed import cover_links
    from kiosk.central.harvesting import cover_streams

    stream = cover_streams.find_stream(connection, name)
    if stream is None:
        return {}
    counts = cover_links.count_links(connection, name)
    return {
        "covers": {
            "system": stream.system,
            "folder": stream.folder,
            "service": stream.service,
            "as_of": stream.read,
            "pictures": counts.pictures,
            "bytes": counts.size,
            "refused": counts.refused,
            "fault": stream.fault,
        }
    }


def print_covers(covers: dict[str, Any]) -> None:
    """Print the state of the covers that ``describe_covers`` described."""
    from kiosk.central.harvesting.covers.refusal import IN_WORDS, Refusal

    found = [f"{count} from {_ORIGINS[name]}" for name, count in covers["pictures"].items()]
    size = f" ({covers['bytes'] / 1_000_000:.1f} MB)" if found else ""
    print(f"  covers: {', '.join(found) or 'none yet'}{size}")
    if covers["folder"]:
        print(f"    pictures named by ISBN in {covers['folder']}")
    if covers["service"]:
        print(f"    ISBNs are sent to {covers['service']}")
    for reason, count in covers["refused"].items():
        print(f"    {count} without: {IN_WORDS[Refusal(reason)]}")
    if covers["fault"]:
        print(f"    {covers['fault']}")
