"""List the sources with their numbers of entries and times of import."""

import argparse

from kiosk.commands.common import add_json, database_from_arguments, print_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_json(parser)


def execute(args: argparse.Namespace) -> int:
    from kiosk.store import sources

    with database_from_arguments(args).read() as connection:
        held = sources.summarise_sources(connection)
    if args.json:
        print_json(
            [
                {
                    "source": each.source,
                    "titles": each.titles,
                    "copies": each.copies,
                    "programs": each.programs,
                    "imported": each.imported,
                    "file": each.file,
                    "finished": each.finished,
                }
                for each in held
            ]
        )
        return 0
    for each in held:
        counts = f"{each.titles} titles, {each.copies} copies, {each.programs} programme dates"
        when = f"; imported on {each.imported:%Y-%m-%d at %H:%M} UTC" if each.imported else ""
        end = "" if each.finished else ", not to its end"
        print(f"{each.source}: {counts}{when}{end}")
    if not held:
        print("Nothing has been imported yet.")
    return 0
