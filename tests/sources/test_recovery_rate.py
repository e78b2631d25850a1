"""Comparing the records recovered from real files with those of the usual libraries' readers.

The figures are written to the test report (record_property) and appear in docs/importing.md.
"""

import io
from collections.abc import Callable
from contextlib import redirect_stderr
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pymarc
import pytest
import recurring_ical_events

from kiosk.domain.programs import Program
from kiosk.sources.marc import iso2709, marc21
from kiosk.sources.source_file import read_source_file
from kiosk.sources.xml import marcxml, xml_units
from kiosk.sources.xml.xml_text import parse_element

NOW = datetime(2026, 11, 24, tzinfo=UTC)
WINDOW = timedelta(days=30 * 365.25), timedelta(days=3 * 365.25)

Note = Callable[[str, object], None]


def text_of(record: pymarc.Record) -> str:
    fields = (f for f in record.fields if f.tag >= "010")
    return " ".join(s.value for f in fields for s in f.subfields)


def ours_iso(path: Path) -> list[pymarc.Record]:
    found = []
    with path.open("rb") as stream:
        for frame in iso2709.split_records(stream):
            try:
                found.append(marc21.parse_frame(frame)[0])
            except ValueError:
                continue
    return found


def theirs_iso(path: Path) -> list[pymarc.Record]:
    with path.open("rb") as stream, redirect_stderr(io.StringIO()):
        return [r for r in pymarc.MARCReader(stream, permissive=True) if r is not None]


def ours_xml(path: Path) -> list[pymarc.Record]:
    found = []
    with path.open("rb") as stream:
        for unit in xml_units.split_xml(stream):
            if unit.name == "record" and not unit.defect:
                record = marcxml.parse_marcxml_record(parse_element(unit.raw))
                found += [record] if record.fields else []
    return found


def theirs_xml(path: Path) -> list[pymarc.Record]:
    try:
        return [r for r in pymarc.parse_xml_to_array(str(path)) if r is not None and r.fields]
    except Exception:
        return []  # the whole file is refused


@pytest.mark.filterwarnings("ignore")
def test_more_marc21_is_recovered_than_by_pymarc(shared_data: Path, record_property: Note) -> None:
    files = [
        p for s in ("mrc", "marc", "dat") for p in sorted((shared_data / "marc").rglob(f"*.{s}"))
    ]
    compare(files, ours_iso, theirs_iso, record_property, "marc21", lost_at_most=1)


@pytest.mark.filterwarnings("ignore")
def test_more_marcxml_is_recovered_than_by_pymarc(shared_data: Path, record_property: Note) -> None:
    files = [p for part in ("marc", "oai") for p in sorted((shared_data / part).rglob("*.xml"))]
    compare(files, ours_xml, theirs_xml, record_property, "marcxml", lost_at_most=0)


def compare(
    files: list[Path], ours: Any, theirs: Any, note: Note, kind: str, lost_at_most: int
) -> None:
    """Allow for ``lost_at_most`` records that the other reader yields garbled."""
    have = get = fewer = 0
    for path in files:
        mine, other = ours(path), theirs(path)
        have, get = have + len(mine), get + len(other)
        fewer += max(0, len(other) - len(mine))
        if "\ufffd".encode() not in path.read_bytes():
            assert not any("\ufffd" in text_of(r) for r in mine), path.name
    note(f"{kind}_ours", have)
    note(f"{kind}_pymarc", get)
    assert fewer <= lost_at_most
    assert have > get


def theirs_calendar(path: Path) -> set[tuple[str, str]]:
    """Return the events found by icalendar and recurring-ical-events, by UID and time."""
    try:
        found = set()
        for calendar in icalendar.Calendar.from_ical(path.read_bytes(), multiple=True):
            query = recurring_ical_events.of(calendar, skip_bad_series=True)
            for event in query.between(NOW - WINDOW[0], NOW + WINDOW[1]):
                if str(event.get("CLASS", "PUBLIC")).upper() != "PUBLIC":
                    continue  # we do not show it
                found.add((str(event.get("UID", "")), str(event["DTSTART"].dt)))
        return found
    except Exception:
        return set()


@pytest.mark.filterwarnings("ignore")
def test_more_events_are_recovered_than_by_icalendar(
    shared_data: Path, record_property: Note
) -> None:
    have = get = files_ours = files_theirs = 0
    for path in sorted((shared_data / "ics").rglob("*.ics")):
        if path.name in ("x_location.ics", "one_day_event_repeat_every_day.ics"):
            continue  # they repeat more than 2,000 times: cut, and said so
        if path.name == "issue_722_missing_VTIMEZONE_custom.ics":
            continue  # its zone is defined nowhere: rejected, and said so
        mine = [e for e in read_source_file(path, now=NOW) if isinstance(e, Program)]
        other = theirs_calendar(path)
        have, get = have + len(mine), get + len(other)
        files_ours, files_theirs = files_ours + bool(mine), files_theirs + bool(other)
        assert len({(p.uid, p.occurrence, p.interval.start) for p in mine}) >= len(other), path.name
    record_property("programs_ours", have)
    record_property("programs_icalendar", get)
    assert have > get
    assert files_ours > files_theirs
