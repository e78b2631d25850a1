"""Remove all titles and programmes of a source."""

import argparse

from kiosk.commands.common import add_yes, confirm, database_from_arguments
from kiosk.errors import KioskError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="its name, as shown by kiosk sources")
    add_yes(parser, "removing it")


def execute(args: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from kiosk.services.imports.list_removal import delete_source
    from kiosk.store import sources
    from kiosk.sync.credentials import load_paired_credentials

    database = database_from_arguments(args)
    if load_paired_credentials(database):
        advice = "Remove it at the server: kiosk source NAME --remove."
        raise KioskError("This kiosk gets its data only from its server.", advice)
    with database.read() as connection:
        titles = sources.count_titles(connection, args.source)
        dates = sources.count_program_dates(connection, args.source)
    held = f"{titles} titles and {dates} programme dates"
    count = titles + dates
    question = f"All that came from “{args.source}” is removed: {held}."
    if count and not args.yes and not confirm(question, count):
        raise KioskError(
            f"Nothing was removed: “{args.source}” has {held}.", "To remove them, add --yes."
        )
    delete_source(database, args.source, datetime.now(UTC))
    print(f"“{args.source}” was removed, with {held}.")
    return 0
