"""Show the kiosk with its demo library."""

import argparse
from pathlib import Path

from kiosk.commands.common import open_database, settings_from_arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--windowed", action="store_true", help="in a window, to try it out")
    parser.add_argument(
        "--offscreen", action="store_true", help="without a display: walk through the main screens"
    )
    parser.add_argument(
        "--screenshots", type=Path, metavar="DIR", help="with --offscreen: save screenshots there"
    )


def execute(args: argparse.Namespace) -> int:
    import os

    from kiosk.errors import KioskError
    from kiosk.services.imports.load_demo import BRANCH, LIBRARY_NAME, load_demo
    from kiosk.settings import load

    if args.offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if args.offscreen and not args.screenshots:
        raise KioskError("--offscreen shows nothing.", "Add --screenshots DIR for its pictures.")
    folder = settings_from_arguments(args).data_dir
    if not args.data_dir:
        folder = folder / "demo"
    demo = {"data_dir": folder, "library_name": LIBRARY_NAME, "branch": BRANCH}
    settings = load(**demo)
    database = open_database(folder)
    load_demo(database)
    if args.screenshots:
        from kiosk.screenshots import take_pictures
        from kiosk.testing.visitor import Look

        for path in take_pictures(settings, database, args.screenshots, [Look()]):
            print(path)
        return 0
    from kiosk.app import run

    return run(settings, database, windowed=args.windowed)
