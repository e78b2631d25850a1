"""Show the kiosk to visitors until staff leave it with the PIN."""

import argparse
from datetime import UTC, datetime

from kiosk.commands.common import settings_of


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--windowed", action="store_true", help="in a window, to try it out")


def act(given: argparse.Namespace) -> int:
    from kiosk.app import run
    from kiosk.services.bookings.retention import delete_expired_bookings
    from kiosk.services.catalogue.renew_index import rebuild_missing_index
    from kiosk.services.upkeep.repair import open_or_repair
    from kiosk.services.upkeep.set_up import is_set_up
    from kiosk.watchdog import ask_for_time

    settings = settings_of(given)
    database = open_or_repair(settings.data_dir)
    rebuild_missing_index(database, ask_for_time)
    delete_expired_bookings(database, datetime.now(UTC))
    windowed = given.windowed or not settings.full_screen
    return run(settings, database, windowed=windowed, first_start=not is_set_up())
