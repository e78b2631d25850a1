"""Save a picture of every screen as PNG, without a display."""

import argparse
import os
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import TypeVar

from kiosk.commands.common import open_database, settings_from_arguments

_SIDE = range(480, 7681)  # pixels

_Value = TypeVar("_Value", int, str)


def add_arguments(parser: argparse.ArgumentParser) -> None:
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
        raise argparse.ArgumentTypeError(f"“{text}” is not a size; write it as 1080x1920")
    if int(width) not in _SIDE or int(height) not in _SIDE:
        raise argparse.ArgumentTypeError(f"a side has {_SIDE[0]} to {_SIDE[-1]} pixels")
    return int(width), int(height)


def execute(args: argparse.Namespace) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.errors import KioskError
    from kiosk.screenshots import take_pictures
    from kiosk.services.bookings.space_availability import load_home_branch
    from kiosk.testing.visitor import PORTRAIT, Look
    from kiosk.ui.accessibility.accessibility_settings import SCALES, THEMES

    settings = settings_from_arguments(args)
    database = open_database(settings.data_dir)
    if not load_home_branch(database, "")[0].code:
        raise KioskError(
            "There is nothing to draw yet.", "Import a library first, or try: kiosk demo --help."
        )
    choices = product(
        _chosen("language", args.lang, settings.languages) or [settings.language],
        _chosen("theme", args.theme, THEMES) or [THEMES[0]],
        _chosen("text size", args.scale, SCALES) or [SCALES[0]],
        args.size or [PORTRAIT],
    )
    looks = [Look(*chosen) for chosen in choices]
    for path in take_pictures(settings, database, args.folder, looks):
        print(path, flush=True)
    return 0


def _chosen(what: str, asked: list[_Value] | None, known: Sequence[_Value]) -> list[_Value]:
    from kiosk.errors import KioskError

    for value in asked or []:
        if value not in known:
            choice = ", ".join(map(str, known))
            raise KioskError(f"There is no {what} “{value}” here.", f"Choose one of: {choice}.")
    return asked or []
