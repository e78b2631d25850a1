"""Back up the data, settings and key of this kiosk into one file, while it runs."""

import argparse
from pathlib import Path

from kiosk.commands.common import database_from_arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the backup file; replaced if it exists"
    )


def execute(args: argparse.Namespace) -> int:
    from kiosk.services.upkeep.back_up import write_back_up

    write_back_up(database_from_arguments(args), args.file.resolve())
    print(f"Backed up to {args.file}. Keep it where only staff can read it.")
    return 0
