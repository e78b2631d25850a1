"""Rebuild a damaged database from everything that is still readable."""

import argparse

from kiosk.commands.common import settings_from_arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def execute(args: argparse.Namespace) -> int:
    from kiosk.errors import StoreDamaged
    from kiosk.services.upkeep.repair import is_intact, repair_database
    from kiosk.store.database import Database

    folder = settings_from_arguments(args).data_dir
    try:
        if is_intact(Database(folder)):
            print("The database is intact: there is nothing to repair.")
            return 0
    except StoreDamaged:
        pass  # the database is too damaged to be opened
    done = repair_database(folder)
    print(f"{done.rows} rows were saved. The damaged file is kept: {done.aside}.")
    print("Check it with kiosk doctor, then import or sync what is missing.")
    return 0
