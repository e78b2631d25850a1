"""Short text forms of the programs in a calendar, for comparison with expected results."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from source_files import programs, rejects, written

from kiosk.domain.programs import Program
from kiosk.sources.entries import Entry
from kiosk.sources.source_file import read_source_file

NOW = datetime(2026, 11, 29, 3, tzinfo=UTC)
JAKARTA, BERLIN, LOS_ANGELES = "Asia/Jakarta", "Europe/Berlin", "America/Los_Angeles"


def entries(folder: Path, content: str | bytes, zone: str = JAKARTA) -> list[Entry]:
    return list(read_source_file(written(folder, "some.ics", content), zone=zone, now=NOW))


def shown(found: list[Entry], zone: str = JAKARTA) -> list[str]:
    """Return "12-01 09:00-10:00 title" or "12-01..12-02 title"; "x" marks cancelled programs."""
    by_time = sorted(
        programs(found), key=lambda each: (each.interval_in(ZoneInfo(zone)), each.title)
    )
    return [_line(each, ZoneInfo(zone)) for each in by_time]


def _line(program: Program, zone: ZoneInfo) -> str:
    mark = " x" if program.cancelled else ""
    if program.all_day:
        first, end = program.dates_in(zone)
        return f"{first:%m-%d}..{end:%m-%d} {program.title}{mark}"
    start, end = (t.astimezone(zone) for t in (program.interval.start, program.interval.end))
    return f"{start:%m-%d %H:%M}-{end:%H:%M} {program.title}{mark}"


def starts(found: list[Entry], zone: str = JAKARTA) -> str:
    """Return the starts of the programs as days of the month and times: "1 09:00, 8 09:00"."""
    lines = (line.split(" ")[:2] for line in shown(found, zone))
    return ", ".join(
        f"{int(day[3:5])}" if ".." in day else f"{int(day[3:5])} {time[:5]}" for day, time in lines
    )


def reasons(found: list[Entry]) -> str:
    return " | ".join(each.reason for each in rejects(found))


def vtimezone_lines(tzid: str, *offsets: str, more: str = "") -> str:
    """Return a VTIMEZONE with one offset, or with European standard and summer time."""
    rules = ("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")
    lines = ["BEGIN:VTIMEZONE", f"TZID:{tzid}", *filter(None, [more])]
    for number, offset in enumerate(offsets):
        kind, before = ("STANDARD", "DAYLIGHT")[number], offsets[number - 1]
        lines += [f"BEGIN:{kind}", f"DTSTART:16010101T0{3 - number}0000"]
        lines += [f"RRULE:{rules[number]}"] if len(offsets) > 1 else []
        lines += [f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{offset}", f"END:{kind}"]
    return "\r\n".join([*lines, "END:VTIMEZONE", ""])
