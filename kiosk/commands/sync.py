"""Sync this kiosk with its server once, now."""

import argparse

from kiosk.commands.common import database_from_arguments
from kiosk.errors import KioskError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def execute(args: argparse.Namespace) -> int:
    from kiosk.services.sync.sync_worker import run_sync_round
    from kiosk.sync.credentials import load_paired_credentials
    from kiosk.sync.link import NoAnswer, UnknownKiosk

    database = database_from_arguments(args)
    mine = load_paired_credentials(database)
    if mine is None:
        raise KioskError("This kiosk is not paired with a server.", "Pair it: kiosk pair URL CODE.")
    try:
        done = run_sync_round(database, mine)
    except NoAnswer as silence:
        advice = "Nothing is lost: what waits is sent when the server answers."
        raise KioskError(f"The server does not answer: {silence}.", advice) from silence
    except UnknownKiosk as refusal:
        advice = "Pair it again, with a new code of the server."
        raise KioskError("The server does not know this kiosk.", advice) from refusal
    print(f"{done.pushed} sent, {done.pulled} received.")
    return 0
