"""Calendars: recurring, moved and cancelled events, time zones, and faulty files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from source_files import calendar, event, programs, rejects, written

from kiosk.domain.programs import ProgramKind
from kiosk.sources.entries import Entry
from kiosk.sources.source_file import read_source_file

NOW = datetime(2026, 11, 24, tzinfo=UTC)
HOUR = "DURATION:PT1H"
JAKARTA = "X-WR-TIMEZONE:Asia/Jakarta\r\n"


def entries(folder: Path, text: str | bytes, zone: str = "UTC") -> list[Entry]:
    return list(read_source_file(written(folder, "some.ics", text), zone=zone, now=NOW))


def starts(found: list[Entry]) -> list[str]:
    return [p.interval.start.strftime("%m-%d %H:%M") for p in programs(found)]


def test_one_bad_event_keeps_the_others(tmp_path: Path) -> None:
    bad = event("bad", start="DTSTART:yesterday")
    open_ended = event("open", HOUR).replace("END:VEVENT\r\n", "")
    text = calendar(event("a", HOUR), bad, "loose text: not\r\n", open_ended, event("b", HOUR))
    found = entries(tmp_path, text)
    assert [p.uid for p in programs(found)] == ["a", "b"]
    assert sorted(r.where.split()[0] for r in rejects(found)) == ["bad", "open"]


def test_repeats_moves_and_cancellations(tmp_path: Path) -> None:
    weekly = event("w", HOUR, "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE:20261208T090000Z")
    moved = event("w", HOUR, "RECURRENCE-ID:20261215T090000Z", start="DTSTART:20261216T100000Z")
    cancelled = event(
        "w", HOUR, "RECURRENCE-ID:20261222T090000Z", "STATUS:CANCELLED",
        start="DTSTART:20261222T090000Z",
    )  # fmt: skip
    found = entries(tmp_path, calendar(weekly, moved, cancelled))
    assert starts(found) == ["12-01 09:00", "12-16 10:00", "12-22 09:00", "12-29 09:00"]
    assert [p.cancelled for p in programs(found)] == [False, False, True, False]
    assert programs(found)[1].occurrence == "2026-12-15T09:00:00Z"


def test_a_change_of_this_and_all_that_follow(tmp_path: Path) -> None:
    weekly = event("w", HOUR, "RRULE:FREQ=WEEKLY;COUNT=4")
    later = event(
        "w", HOUR, "RECURRENCE-ID;RANGE=THISANDFUTURE:20261215T090000Z",
        start="DTSTART:20261215T110000Z",
    )  # fmt: skip
    assert starts(entries(tmp_path, calendar(weekly, later))) == [
        "12-01 09:00", "12-08 09:00", "12-15 11:00", "12-22 11:00"
    ]  # fmt: skip


def test_dates_that_are_added(tmp_path: Path) -> None:
    added = event("r", HOUR, "RDATE;VALUE=PERIOD:20261205T090000Z/PT3H")
    found = programs(entries(tmp_path, calendar(added)))
    assert [p.interval.duration for p in found] == [timedelta(hours=1), timedelta(hours=3)]


@pytest.mark.parametrize(
    ("start", "head", "expected"),
    [
        ("DTSTART:20261201T090000", "", "12-01 08:00"),
        ("DTSTART:20261201T090000", JAKARTA, "12-01 02:00"),
        ("DTSTART;TZID=Asia/Makassar:20261201T090000", JAKARTA, "12-01 01:00"),
        ("DTSTART;TZID=/mozilla.org/20070129_1/Asia/Tokyo:20261201T090000", "", "12-01 00:00"),
        ("DTSTART;TZID=SE Asia Standard Time:20261201T090000", "", "12-01 02:00"),
    ],
)
def test_zones(tmp_path: Path, start: str, head: str, expected: str) -> None:
    text = calendar(event("z", HOUR, start=start), head=head)
    assert starts(entries(tmp_path, text, zone="Europe/Berlin")) == [expected]


def test_a_zone_that_the_file_defines(tmp_path: Path) -> None:
    def defined(offset: str) -> str:
        lines = (
            "BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19700101T000000",
            f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", "END:STANDARD", "END:VTIMEZONE", "",
        )  # fmt: skip
        zone = "\r\n".join(lines)
        return calendar(zone, event("z", HOUR, start="DTSTART;TZID=Ours:20261201T090000"))

    assert starts(entries(tmp_path, defined("+0545"))) == ["12-01 03:15"]
    assert starts(entries(tmp_path, defined("-0300"))) == ["12-01 12:00"]  # not the first one's


def test_clocks_change_under_a_weekly_program(tmp_path: Path) -> None:
    weekly = event(
        "w", HOUR, "RRULE:FREQ=WEEKLY;COUNT=3", start="DTSTART;TZID=Europe/Berlin:20261019T180000"
    )
    assert starts(entries(tmp_path, calendar(weekly))) == [
        "10-19 16:00", "10-26 17:00", "11-02 17:00"
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["", JAKARTA, "X-WR-TIMEZONE:America/Los_Angeles\r\n"])
def test_a_day_is_a_day_of_the_library(tmp_path: Path, head: str) -> None:
    """A DATE has no time zone (RFC 5545, 3.3.4), whatever the time zone of the calendar."""
    text = calendar(event("d", start="DTSTART;VALUE=DATE:20261201"), head=head)
    (program,) = programs(entries(tmp_path, text, zone="Asia/Jakarta"))
    assert program.all_day
    assert program.interval.start == datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert program.interval.duration == timedelta(days=1)


@pytest.mark.parametrize("line", ["DTEND:20261201T080000Z", "DTEND:20261201T090000Z", ""])
def test_events_without_duration_last_a_minute(tmp_path: Path, line: str) -> None:
    (program,) = programs(entries(tmp_path, calendar(event("m", *filter(None, [line])))))
    assert program.interval.duration == timedelta(minutes=1)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=2", "FREQ=HOURLY;BYMINUTE=0,1,2,3,4,5,6,7,8,9",
        "FREQ=SECONDLY;COUNT=99999999", "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,1,2,3,4,5",
        "FREQ=SOMETIMES", "FREQ=DAILY;INTERVAL=0", "COUNT=3",
    ],
)  # fmt: skip
def test_unbounded_rules_are_reported(tmp_path: Path, rule: str) -> None:
    old = "DTSTART:19970101T090000Z"
    text = calendar(event("s", HOUR, f"RRULE:{rule}", start=old), event("b", HOUR))
    found = entries(tmp_path, text)
    assert {"s", "b"} == {p.uid for p in programs(found)}
    assert len(programs(found)) <= 2_001
    assert rejects(found)


@pytest.mark.parametrize("freq", ["YEARLY", "DAILY;COUNT=3", "HOURLY", "SECONDLY"])
def test_a_rule_that_never_matches_ends(tmp_path: Path, freq: str) -> None:
    never = event("n", HOUR, f"RRULE:FREQ={freq};BYMONTH=2;BYMONTHDAY=30")
    found = entries(tmp_path, calendar(never, event("b", HOUR)))
    assert [p.uid for p in programs(found)] == ["n", "b"]
    assert len(rejects(found)) == 1


def test_a_long_daily_series_is_limited_to_the_nearest_instances(tmp_path: Path) -> None:
    daily = event("d", HOUR, "RRULE:FREQ=DAILY", start="DTSTART:20000101T090000Z")
    found = entries(tmp_path, calendar(daily))
    assert len(programs(found)) == 2_000
    assert max(p.interval.start for p in programs(found)) > NOW + timedelta(days=1_000)
    assert "2000 that come next" in rejects(found)[0].reason


def test_categories_set_the_fields_of_a_program(tmp_path: Path) -> None:
    lines = (
        "CATEGORIES:language-class,level: A1,childcare", "CATEGORIES:lang:id,audience:adults",
        "ORGANIZER;CN=Rumah Bahasa:mailto:a@example.org", "X-COMMONS-SEATS:12", HOUR,
    )  # fmt: skip
    (program,) = programs(entries(tmp_path, calendar(event("p", *lines))))
    assert program.kind is ProgramKind.LANGUAGE_CLASS
    assert (program.level, program.language, program.audience) == ("A1", "id", "adults")
    assert (program.partner, program.seats) == ("Rumah Bahasa", 12)
    assert program.childcare and not program.step_free
    assert "childcare" in program.categories


def test_to_dos_are_not_programs(tmp_path: Path) -> None:
    to_do = event("t", HOUR).replace("VEVENT", "VTODO")
    assert [p.uid for p in programs(entries(tmp_path, calendar(to_do, event("e"))))] == ["e"]


def test_a_cancelled_calendar_cancels_its_events(tmp_path: Path) -> None:
    (program,) = programs(entries(tmp_path, calendar(event("c"), head="METHOD:CANCEL\r\n")))
    assert program.cancelled


def test_utf16_and_cp1252(tmp_path: Path) -> None:
    text = calendar(event("Café"))
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert programs(entries(tmp_path, text.encode(encoding)))[0].title == "Café"
