"""List the programmes of a period, both days included."""

import argparse
from datetime import MAXYEAR, MINYEAR, date
from typing import TYPE_CHECKING

from kiosk.commands.common import (
    add_json,
    database_from_arguments,
    print_json,
    settings_from_arguments,
)

if TYPE_CHECKING:
    from kiosk.domain.branches import Branch
    from kiosk.domain.programs import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    for name in ("from", "to"):
        parser.add_argument(
            f"--{name}",
            dest=f"{name}_day",
            type=_day,
            required=True,
            metavar="DATE",
            help="a date such as 2026-11-24, in the time zone of the branch",
        )
    add_json(parser)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a date; write it as 2026-11-24"
        ) from None
    if not MINYEAR < day.year < MAXYEAR:  # in UTC the year may be out of range
        raise argparse.ArgumentTypeError(f"“{text}” is too far away")
    return day


def execute(args: argparse.Namespace) -> int:
    from kiosk.errors import KioskError
    from kiosk.services.bookings.program_search import ProgramSearch
    from kiosk.services.bookings.space_availability import load_home_branch

    if args.to_day < args.from_day:
        raise KioskError("--to is before --from.", "Give the earlier day first.")
    database = database_from_arguments(args)
    branch, _ = load_home_branch(database, settings_from_arguments(args).branch)
    start, end = branch.day_interval(args.from_day).start, branch.day_interval(args.to_day).end
    found = ProgramSearch(database, branch.tz).between(start, end)
    if args.json:
        print_json([_plain(program, branch) for program in found])
        return 0
    for program in found:
        when = _when(program, branch)
        mark = " (cancelled)" if program.cancelled else ""
        place = f", {program.location}" if program.location else ""
        print(f"{when}  {program.title}{place}{mark}")
    if not found:
        print("No programmes on these days.")
    return 0


def _when(program: "Program", branch: "Branch") -> str:
    if program.all_day:
        return f"{program.dates_in(branch.tz)[0]} all day"
    return f"{program.interval.start.astimezone(branch.tz):%Y-%m-%d %H:%M}"


def _plain(program: "Program", branch: "Branch") -> dict[str, object]:
    """Return a programme as a dictionary for JSON.

    For an all-day programme, the start is the first day and the end is the day after the last day.
    """
    interval = program.interval
    times = (
        program.dates_in(branch.tz)
        if program.all_day
        else (interval.start.astimezone(branch.tz), interval.end.astimezone(branch.tz))
    )
    start, end = (each.isoformat() for each in times)
    return {
        "uid": program.uid,
        "occurrence": program.occurrence,
        "title": program.title,
        "titles": dict(program.titles),
        "start": start,
        "end": end,
        "all_day": program.all_day,
        "location": program.location,
        "description": program.description,
        "kind": program.kind,
        "language": program.language,
        "level": program.level,
        "audience": program.audience,
        "partner": program.partner,
        "seats": program.seats,
        "bring": program.bring,
        "childcare": program.childcare,
        "no_card_needed": program.no_card_needed,
        "step_free": program.step_free,
        "hearing_loop": program.hearing_loop,
        "cancelled": program.cancelled,
    }
