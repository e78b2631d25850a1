"""Show the kiosk to visitors until staff leave it with the PIN."""

import argparse

from kiosk.commands.common import database_in, settings_of


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--windowed", action="store_true", help="in a window, to try it out")


def act(given: argparse.Namespace) -> int:
    from kiosk.app import run

    settings = settings_of(given)
    windowed = given.windowed or not settings.full_screen
    return run(settings, database_in(settings.data_dir), windowed=windowed)
