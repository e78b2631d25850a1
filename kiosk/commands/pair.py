"""Pair this kiosk with a central server, using the code from “kiosk code”."""

import argparse
import platform

from kiosk.commands.common import database_from_arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="of the server, https://…")
    parser.add_argument("code", metavar="CODE", help="as shown by kiosk code")
    parser.add_argument(
        "--name", default=platform.node() or "kiosk", metavar="NAME", help="of this kiosk"
    )


def execute(args: argparse.Namespace) -> int:
    from kiosk.services.sync.join import join_server
    from kiosk.services.sync.sync_worker import run_sync_round
    from kiosk.sync.credentials import load_paired_credentials
    from kiosk.sync.link import NoAnswer

    database = database_from_arguments(args)
    paired = join_server(database, args.url, args.code, args.name)
    print(f"This kiosk ({paired.kiosk}) stands in {paired.branch} now.")
    mine = load_paired_credentials(database)
    assert mine is not None
    try:
        run_sync_round(database, mine)
        print("The data of the library is complete.")
    except NoAnswer as silence:
        print(f"The data of the library will arrive later: {silence}.")
    return 0
