"""Import files (MARC, OAI-PMH, iCalendar, CSV, spreadsheets, library.toml) into the database."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.common import (
    add_json,
    add_yes,
    confirm,
    database_from_arguments,
    print_json,
    settings_from_arguments,
    translate_for_staff,
)
from kiosk.errors import KioskError

if TYPE_CHECKING:
    from rich.console import Console

    from kiosk.domain.removal import RemovalSize
    from kiosk.services.imports.import_files import FileSummary, Progress, RemovalConsent

_SHOWN_REJECTS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
    parser.add_argument(
        "--source",
        default="",
        metavar="NAME",
        help="name of the list, so that its next export updates it (default: the file's name "
        "without dates and the marks of copies)",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="the files are the complete list: anything else in it is removed",
    )
    add_yes(parser, "--replace removes half of a list or more")
    parser.add_argument(
        "--mapping", metavar="NAME", help="how to read a CSV file: a preset or a TOML file"
    )
    parser.add_argument(
        "--branch",
        default="",
        metavar="CODE",
        help="branch of the copies when the table names none (default: this kiosk's)",
    )
    add_json(parser)


def execute(args: argparse.Namespace) -> int:
    from kiosk.services.bookings.space_availability import load_home_branch
    from kiosk.services.imports.import_files import import_paths
    from kiosk.sources.source_file import load_csv_mapping
    from kiosk.sync.credentials import load_paired_credentials

    database = database_from_arguments(args)
    if load_paired_credentials(database):
        advice = "Give the files to the server: kiosk load FILE there."
        raise KioskError("This kiosk gets its data only from its server.", advice)
    branch, names = load_home_branch(database, settings_from_arguments(args).branch)
    if args.branch and args.branch not in names:
        raise KioskError(f"There is no branch “{args.branch}”.", "Import library.toml first.")
    mapping = load_csv_mapping(args.mapping) if args.mapping else None
    with _progress(args.json) as progress:
        summaries = import_paths(
            database,
            args.paths,
            source=args.source,
            mapping=mapping,
            zone=branch.zone if names else "",  # otherwise the files may bring the branches
            branch=args.branch or branch.code,
            progress=progress,
            replace=_consent(args) if args.replace else None,
        )
    if args.json:
        print_json({"files": [_plain(summary) for summary in summaries]})
    else:
        _print(summaries)
    held = any(summary.held for summary in summaries)
    return 0 if not held and any(summary.taken for summary in summaries) else 1


def _consent(args: argparse.Namespace) -> "RemovalConsent":
    def ask(source: str, removal: "RemovalSize") -> bool:
        question = f"{removal} of “{source}” are not in it, and are removed."
        return args.yes or (not args.json and confirm(question, removal.count))

    return ask


def _plain(summary: "FileSummary") -> dict[str, object]:
    rejects = [{"where": each.where, "reason": each.reason} for each in summary.rejects]
    told = {"source": summary.source, "notes": summary.notes, "rejects": rejects}
    return {"file": summary.file, **summary.counts(), **told}


def _print(summaries: "list[FileSummary]") -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Column, Table

    console = Console()
    counted = ("Read", "Added", "Changed", "Unchanged", "Rejected", "Removed")
    table = Table(Column("File", overflow="fold"), *counted)
    for summary in summaries:
        counts = (str(count) for count in summary.counts().values())
        table.add_row(escape(summary.file), *counts)
    console.print(table)
    for summary in summaries:
        for each in summary.rejects[:_SHOWN_REJECTS]:
            reason = translate_for_staff(each.reason)
            _tell(console, f"{summary.file}, {each.where}: {reason}")
        for note in summary.notes:
            _tell(console, f"{summary.file}: {note}")
        left = len(summary.rejects) - _SHOWN_REJECTS
        if left > 0:
            _tell(console, f"{summary.file}: and {left} more; see: kiosk rejects")


def _tell(console: "Console", line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def _progress(silent: bool) -> "Iterator[Progress | None]":
    if silent or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[Path, object] = {}

        def show(path: Path, count: int) -> None:
            if path not in tasks:
                tasks[path] = bars.add_task(path.name, total=path.stat().st_size)
            bars.update(tasks[path], completed=count)  # type: ignore[arg-type]

        yield show
