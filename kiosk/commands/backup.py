"""Write all of this kiosk (data, settings, key) into one file, while visitors go on."""

import argparse
from pathlib import Path

from kiosk.commands.common import database_of


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the backup file; replaced if it exists"
    )


def act(given: argparse.Namespace) -> int:
    from kiosk.services.upkeep.back_up import write_back_up

    write_back_up(database_of(given), given.file.resolve())
    print(f"Backed up to {given.file}. Keep it where only staff can read it.")
    return 0
