"""The library systems among the sources: their arguments, and how they are shown."""

import argparse
import os
import sys
from dataclasses import replace
from datetime import timedelta
from getpass import getpass
from typing import TYPE_CHECKING, Any

from kiosk.domain.time_zones import require_time_zone
from kiosk.errors import KioskError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from kiosk.central.harvesting.upstream import SourceOptions, Upstream
    from kiosk.central.server import Server

PASSWORD_VARIABLE = "KIOSK_SOURCE_PASSWORD"  # noqa: S105  (the name of the variable)


def add_system_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("library systems")
    group.add_argument(
        "--system", default="", metavar="SYSTEM", help="slims, koha, …; librebooking or libcal"
    )
    group.add_argument("--url", default="", metavar="URL", help="where it is, without a password")
    group.add_argument("--user", default="", metavar="USER", help="whose password is asked for")
    group.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    group.add_argument(
        "--copies-every", type=int, metavar="SECONDS", help="how often (60; at least 30)"
    )
    group.add_argument("--authority", metavar="FILE", help="certificates to trust (PEM)")
    group.add_argument("--fingerprint", metavar="HEX", help="SHA-256 of its only certificate")
    group.add_argument(
        "--status",
        action="append",
        default=[],
        metavar="NAME=STATE",
        help="what a status of the system means, such as “Rusak=missing”",
    )
    group.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help="of the driver"
    )
    group.add_argument(
        "--room",
        action="append",
        default=[],
        metavar="CODE=NUMBER",
        help="a room here, and its number in the system that books rooms",
    )
    group.add_argument(
        "--titles-of", metavar="NAME", help="source of the titles to which the copies belong"
    )


def changes_system(args: argparse.Namespace) -> bool:
    """Return True if the arguments add or change a library system."""
    given = (args.copies_every, args.authority, args.fingerprint, args.titles_of)
    texts = (args.system, args.url, args.user, args.status, args.option, args.room)
    return any(texts) or any(each is not None for each in given)


def save_system(server: "Server", args: argparse.Namespace, every: timedelta) -> None:
    """Add the library system in ``args``, or change what they say of a known one."""
    from kiosk.central.harvesting import upstream
    from kiosk.central.harvesting.copies_streams import USUAL
    from kiosk.central.harvesting.system_settings import (
        check_interval,
        check_system,
        is_room_system,
    )
    from kiosk.central.harvesting.upstream import SourceKind, Upstream

    with server.database.read() as connection:
        known = upstream.find_source(connection, args.name)
    rooms = is_room_system(args.system or (known.options.system if known else ""))
    kind = SourceKind.TIMES if rooms else SourceKind.SYSTEM
    if known and (known.kind is not kind or not known.options.system):
        raise KioskError(f"“{args.name}” is no library system.", "Give another name.")
    if not known and not (args.system and args.url):
        raise KioskError("A library system needs an address.", "Give --system and --url.")
    copies_every = known.copies_every if known else None if rooms else USUAL
    if args.copies_every is not None:
        copies_every = check_interval(timedelta(seconds=args.copies_every))
    options = check_system(_options(args, known))
    url = _address(args, known)
    now = server.clock()
    if known:
        due = now if args.system or args.url else known.due
        often = every if args.every is not None else known.every
        made = replace(
            known, url=url, options=options, every=often, copies_every=copies_every, due=due
        )
    else:
        made = Upstream(args.name, kind, url, every, now, options, copies_every=copies_every)
    with server.database.write() as connection:
        upstream.save_source(connection, made)


def _options(args: argparse.Namespace, known: "Upstream | None") -> "SourceOptions":
    from kiosk.central.harvesting.system_settings import (
        parse_rooms,
        parse_settings,
        parse_statuses,
    )
    from kiosk.central.harvesting.upstream import SourceOptions

    before = known.options if known else SourceOptions()
    said = {
        "system": args.system or before.system,
        "statuses": before.statuses | parse_statuses(args.status),
        "settings": before.settings | parse_settings(args.option),
        "rooms": before.rooms | parse_rooms(args.room),
        "zone": require_time_zone(args.zone).key if args.zone else before.zone,
        "branch": args.branch or before.branch,
        "authority": before.authority if args.authority is None else args.authority,
        "fingerprint": before.fingerprint if args.fingerprint is None else args.fingerprint,
        "titles_of": before.titles_of if args.titles_of is None else args.titles_of,
    }
    return before.model_copy(update=said)


def _address(args: argparse.Namespace, known: "Upstream | None") -> str:
    """Return the complete address, with the password that is asked for."""
    from kiosk.central.harvesting.system_settings import contains_password, with_account

    if contains_password(args.url):
        raise KioskError(
            "Others on this machine could see a password in a command.",
            "Give --user instead; the password is asked for.",
        )
    if args.user:
        return with_account(args.url or (known.url if known else ""), args.user, _password(args))
    return args.url or (known.address if known else "")


def _password(args: argparse.Namespace) -> str:
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    try:
        return getpass(f"Password of {args.user}: ")
    except EOFError:
        raise KioskError(
            "Nobody can answer here: this is not a terminal.",
            f"Give --password-stdin, or set {PASSWORD_VARIABLE}.",
        ) from None


def describe_system(connection: "Connection", source: "Upstream | None") -> dict[str, Any]:
    """Return what there is to say of a library system as a dictionary for JSON."""
    from kiosk.central.harvesting.copies_streams import find_stream

    stream = find_stream(connection, source.name) if source else None
    if source is None or stream is None:
        return {}
    return {
        "system": source.options.system,
        "statuses": source.options.statuses,
        "copies_every_seconds": int(stream.every.total_seconds()),
        "copies_as_of": stream.read,
        "copies": {
            "titles": stream.titles,
            "changed": stream.changed,
            "held": stream.held,
            "fault": stream.fault,
            "notes": list(stream.notes),
        },
    }


def print_system(source: dict[str, Any]) -> None:
    """Print the state of the copies of a system that ``describe_system`` described."""
    copies = source["copies"]
    as_of = source["copies_as_of"]
    read = f"as of {as_of:%Y-%m-%d %H:%M:%S} UTC" if as_of else "not read yet"
    print(f"  copies every {source['copies_every_seconds']} seconds, {read}")
    if as_of:
        print(f"  {copies['titles']} titles in the last reading, {copies['changed']} changed")
    if source["statuses"]:
        print("  " + ", ".join(f"{name}={state}" for name, state in source["statuses"].items()))
    for sentence in filter(None, (copies["fault"], *copies["notes"])):
        print(f"  {sentence}")
