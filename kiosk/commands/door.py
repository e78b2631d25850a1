"""Show at the door of a space whether it is free, and until when."""

import argparse

from kiosk.commands.common import database_in, settings_of
from kiosk.errors import KioskError


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("space", metavar="SPACE", help="code of the space, as in library.toml")
    parser.add_argument(
        "--lang",
        metavar="CODE",
        help="only in this language, not in all languages of the kiosk in turn",
    )
    parser.add_argument("--screen", type=int, default=0, metavar="N", help="on which display")
    parser.add_argument("--windowed", action="store_true", help="in a window, to try it out")


def act(given: argparse.Namespace) -> int:
    from kiosk.room_display import show_room_display

    settings = settings_of(given)
    if given.lang and given.lang not in settings.languages:
        choice = ", ".join(settings.languages)
        raise KioskError(f"There is no language “{given.lang}” here.", f"Choose one of: {choice}.")
    languages = (given.lang,) if given.lang else settings.languages
    database = database_in(settings.data_dir)
    return show_room_display(
        settings, database, given.space, languages, screen=given.screen, windowed=given.windowed
    )
