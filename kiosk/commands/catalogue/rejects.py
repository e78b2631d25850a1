"""Show what the last import of each source rejected, and why."""

import argparse

from kiosk.commands.common import add_json, database_from_arguments, print_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_json(parser)


def execute(args: argparse.Namespace) -> int:
    from kiosk.store.imports import list_latest_rejects

    with database_from_arguments(args).read() as connection:
        rejected = list_latest_rejects(connection)
    if args.json:
        print_json(
            [
                {
                    "file": each.file,
                    "where": each.place,
                    "reason": each.reason,
                    "raw": each.raw.decode("utf-8", "backslashreplace"),
                }
                for each in rejected
            ]
        )
        return 0
    for each in rejected:
        print(f"{each.file}, {each.place}: {each.reason}")
    if not rejected:
        print("Nothing was rejected.")
    return 0
