"""Restore a back-up of “kiosk backup”; the replaced data is backed up first."""

import argparse
from pathlib import Path

from kiosk.commands.common import settings_from_arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="as written by kiosk backup")
    parser.add_argument(
        "--as-new",
        action="store_true",
        help="leave out the key of the kiosk: this is another kiosk, to be paired again",
    )


def execute(args: argparse.Namespace) -> int:
    from kiosk.services.upkeep.back_up import restore_back_up

    done = restore_back_up(settings_from_arguments(args).data_dir, args.file, as_new=args.as_new)
    print(f"Restored the backup of {done.made}.")
    print(f"The previous state is in {done.before}. Settings apply from the next start.")
    return 0
