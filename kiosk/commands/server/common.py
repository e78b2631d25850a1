"""Helpers shared by the sub-commands of the central server."""

import argparse
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.commands.common import settings_from_arguments

if TYPE_CHECKING:
    from kiosk.central.server import Server


def add_database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--database",
        metavar="URL",
        help="postgresql+psycopg://… for a fleet; SQLite in the data folder if not given",
    )


def server_from_arguments(args: argparse.Namespace, mirror: str = "") -> "Server":
    """Return the server for the database in ``args``, creating the database if necessary.

    ``mirror`` is the URL of another web server that offers the snapshots.
    """
    from kiosk.central.database import CentralDatabase
    from kiosk.central.server import Server

    folder = settings_from_arguments(args).data_dir / "central"
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # the folder belongs to another user
        folder.chmod(0o700)
    url = args.database or f"sqlite:///{folder / 'central.sqlite3'}"
    database = CentralDatabase(url, folder / "central.passwords.json")
    return Server(database, folder / "snapshots", lambda: datetime.now(UTC), mirror)
