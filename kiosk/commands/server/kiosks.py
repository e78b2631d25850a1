"""List the kiosks of the server, revoke a lost one, or make all copy again."""

import argparse

from kiosk.commands.common import add_json, print_json
from kiosk.commands.server.common import add_database, server_from_arguments
from kiosk.errors import KioskError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_database(parser)
    parser.add_argument("--revoke", metavar="ID", help="stop answering this kiosk from now on")
    parser.add_argument(
        "--copy-anew",
        action="store_true",
        help="after the database was restored: all kiosks copy it and send what it lacks",
    )
    add_json(parser)


def execute(args: argparse.Namespace) -> int:
    from kiosk.central.feed import feed
    from kiosk.central.fleet import pairing

    server = server_from_arguments(args)
    if args.revoke:
        with server.database.write() as connection:
            if not pairing.revoke_kiosk(connection, args.revoke, server.clock()):
                raise KioskError(f"There is no kiosk {args.revoke}.", "List them: kiosk kiosks.")
    if args.copy_anew:
        with server.database.write() as connection:
            feed.start_new_history(connection)
    with server.database.read() as connection:
        known = pairing.list_kiosks(connection)
    if args.json:
        print_json(known)
        return 0
    for each in known:
        state = "revoked" if each["revoked"] else f"last seen {each['seen'] or 'never'}"
        print(f"{each['id']}  {each['branch']}  {each['name']}: {state}")
    return 0
