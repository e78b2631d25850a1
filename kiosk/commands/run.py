"""Show the kiosk to visitors until staff exit it with the PIN."""

import argparse
from datetime import UTC, datetime

from kiosk.commands.common import settings_from_arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--windowed", action="store_true", help="in a window, to try it out")


def execute(args: argparse.Namespace) -> int:
    from kiosk.app import run
    from kiosk.services.bookings.retention import delete_expired_bookings
    from kiosk.services.catalogue.rebuild_missing_index import rebuild_missing_index
    from kiosk.services.upkeep.repair import open_or_repair
    from kiosk.services.upkeep.set_up import is_set_up
    from kiosk.watchdog import extend_start_timeout

    settings = settings_from_arguments(args)
    database = open_or_repair(settings.data_dir)
    rebuild_missing_index(database, extend_start_timeout)
    delete_expired_bookings(database, datetime.now(UTC))
    windowed = args.windowed or not settings.full_screen
    return run(settings, database, windowed=windowed, first_start=not is_set_up())
