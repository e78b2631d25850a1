"""Show the state of a space on a display beside its door."""

import argparse

from kiosk.commands.common import open_database, settings_from_arguments
from kiosk.errors import KioskError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("space", metavar="SPACE", help="code of the space, as in library.toml")
    parser.add_argument(
        "--lang",
        metavar="CODE",
        help="only in this language, not in all languages of the kiosk in turn",
    )
    parser.add_argument("--screen", type=int, default=0, metavar="N", help="on which display")
    parser.add_argument("--windowed", action="store_true", help="in a window, to try it out")


def execute(args: argparse.Namespace) -> int:
    from kiosk.room_display import show_room_display

    settings = settings_from_arguments(args)
    if args.lang and args.lang not in settings.languages:
        choice = ", ".join(settings.languages)
        raise KioskError(f"There is no language “{args.lang}” here.", f"Choose one of: {choice}.")
    languages = (args.lang,) if args.lang else settings.languages
    database = open_database(settings.data_dir)
    return show_room_display(
        settings, database, args.space, languages, screen=args.screen, windowed=args.windowed
    )
