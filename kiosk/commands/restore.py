"""Put back what “kiosk backup” wrote; what is replaced is kept in a back-up of its own."""

import argparse
from pathlib import Path

from kiosk.commands.common import settings_of


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="as written by kiosk backup")
    parser.add_argument(
        "--as-new",
        action="store_true",
        help="leave out the key of the kiosk: this is another kiosk, to be paired again",
    )


def act(given: argparse.Namespace) -> int:
    from kiosk.services.upkeep.back_up import restore_back_up

    done = restore_back_up(settings_of(given).data_dir, given.file, as_new=given.as_new)
    print(f"Restored the backup of {done.made}.")
    print(f"The previous state is in {done.before}. Settings apply from the next start.")
    return 0
