"""Show a one-time code for pairing a new kiosk with the server."""

import argparse

from kiosk.commands.server.common import add_database, server_from_arguments
from kiosk.errors import KioskError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_database(parser)
    parser.add_argument("--branch", required=True, metavar="CODE", help="where the kiosk stands")


def execute(args: argparse.Namespace) -> int:
    from kiosk.central.feed import feed
    from kiosk.central.fleet import pairing
    from kiosk.protocol.messages import FeedKind

    server = server_from_arguments(args)
    with server.database.write() as connection:
        if feed.load_entity(connection, FeedKind.BRANCH, args.branch) is None:
            raise KioskError(
                f"The server has no branch “{args.branch}”.",
                "Import its library.toml first: kiosk load library.toml.",
            )
        code = pairing.create_pairing_code(connection, args.branch, server.clock())
    minutes = int(pairing.CODE_LIFETIME.total_seconds()) // 60
    print(f"{code}\nAt the kiosk, within {minutes} minutes: kiosk pair URL {code}")
    return 0
