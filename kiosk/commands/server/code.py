"""Show a one-time code with which a new kiosk is paired with the server."""

import argparse

from kiosk.commands.server.server_common import add_database, server_of
from kiosk.errors import KioskError


def arguments(parser: argparse.ArgumentParser) -> None:
    add_database(parser)
    parser.add_argument("--branch", required=True, metavar="CODE", help="where the kiosk stands")


def act(given: argparse.Namespace) -> int:
    from kiosk.central.feed import feed
    from kiosk.central.fleet import pairing
    from kiosk.protocol.messages import Kind

    server = server_of(given)
    with server.database.write() as connection:
        if feed.load_entity(connection, Kind.BRANCH, given.branch) is None:
            raise KioskError(
                f"The server has no branch “{given.branch}”.",
                "Import its library.toml first: kiosk load library.toml.",
            )
        code = pairing.create_pairing_code(connection, given.branch, server.clock())
    minutes = int(pairing.CODE_LIFETIME.total_seconds()) // 60
    print(f"{code}\nAt the kiosk, within {minutes} minutes: kiosk pair URL {code}")
    return 0
