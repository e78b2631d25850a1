"""Draw every screen into PNG files, without a display."""

import argparse
import os
from itertools import product
from pathlib import Path

from kiosk.commands.common import settings_of


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the pictures go")
    parser.add_argument(
        "--lang", action="append", metavar="CODE", help="a language; may be repeated"
    )
    parser.add_argument("--theme", action="append", metavar="NAME", help="a theme; may be repeated")
    parser.add_argument(
        "--scale", action="append", type=int, metavar="PERCENT", help="a text size; may be repeated"
    )
    parser.add_argument(
        "--size", action="append", type=_size, metavar="WxH", help="in pixels; may be repeated"
    )


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError("a size is given as 1080x1920")
    return int(width), int(height)


def act(given: argparse.Namespace) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.errors import KioskError
    from kiosk.screenshots import PORTRAIT, Look, walk
    from kiosk.services.list_spaces import home_branch
    from kiosk.store.database import Database

    settings = settings_of(given)
    database = Database(settings.data_dir)
    if not home_branch(database, "")[0].code:
        raise KioskError(
            "There is nothing to draw yet.", "Import a library first, or try: kiosk demo --help."
        )
    looks = product(
        given.lang or [settings.language],
        given.theme or ["standard"],
        given.scale or [100],
        given.size or [PORTRAIT],
    )
    for language, theme, scale, size in looks:
        for path in walk(settings, database, given.folder, Look(language, theme, scale, size)):
            print(path)
    return 0
