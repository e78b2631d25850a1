"""The instances of recurring events: rules, exceptions, overrides and versions."""

from pathlib import Path

import pytest
from calendar_cases import BERLIN, JAKARTA, LOS_ANGELES, entries, reasons, shown, starts
from source_files import calendar, event

HOUR = "DURATION:PT1H"
LOCAL = "DTSTART;TZID=Asia/Jakarta:20261201T090000"  # a Tuesday
EVENING = "DTSTART;TZID=Asia/Jakarta:20261201T190000"
DAY = "DTSTART;VALUE=DATE:20261201"
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4"


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;COUNT=3", "1, 8, 15"),
        ("freq=weekly;count=3", "1, 8, 15"),
        ("FREQ=WEEKLY;COUNT=3;", "1, 8, 15"),
        (";;FREQ=WEEKLY;;COUNT=3", "1, 8, 15"),
        ("RRULE:FREQ=WEEKLY;COUNT=3", "1, 8, 15"),
        ("FREQ=WEEKLY\\;COUNT=3\\;BYDAY=TU\\,TH", "1, 3, 8"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=TU, TH", "1, 3, 8"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=1TU", "1, 8, 15"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=Tuesday", "1, 8, 15"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=", "1, 8, 15"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=TU;BYSETPOS=", "1, 8, 15"),
        ("FREQ=WEEKLY;UNTIL=;COUNT=3", "1, 8, 15"),
        ("FREQ=WEEKLY;COUNT=;UNTIL=20261215", "1, 8, 15"),
        ("FREQ=WEEKLY;COUNT=3;INTERVAL=", "1, 8, 15"),
        ("FREQ=WEEKLY;COUNT=3;X-FOO=1", "1, 8, 15"),
        ("FREQ=WEEKLY;COUNT=3;RSCALE=GREGORIAN;SKIP=OMIT", "1, 8, 15"),
        ("FREQ=WEEKLY;COUNT=3;WKST=XX", "1, 8, 15"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1, 6, 15, 20"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1, 13, 15, 27"),
        ("FREQ=MONTHLY;COUNT=2;BYDAY=TU,TH;BYSETPOS=1", "1, 5"),
        ("FREQ=MONTHLY;COUNT=2;BYDAY=1TU", "1, 5"),
        ("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=1,32", "1, 1"),
        ("FREQ=DAILY;COUNT=2;BYHOUR=9,24", "1, 2"),
        ("FREQ=HOURLY;COUNT=2;INTERVAL=24", "1, 2"),
        ("FREQ=MINUTELY;COUNT=2;INTERVAL=1440", "1, 2"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=WE", "1, 2, 9"),  # the start is the first of three
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20261208", "1, 8"),
        ("FREQ=WEEKLY;UNTIL=20261115", "1"),
        ("", "1"),
    ],
)
def test_rules_as_programs_write_them(tmp_path: Path, rule: str, days: str) -> None:
    found = entries(tmp_path, calendar(event("r", HOUR, f"RRULE:{rule}", start=LOCAL)))
    assert starts(found) == ", ".join(f"{day} 09:00" for day in days.split(", "))
    assert not reasons(found)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;UNTIL=forever", "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=-1", "FREQ=MONTHLY;RSCALE=HEBREW", "FREQ=YEARLY;BYMONTH=13", "W1 TU #4",
        "FREQ=MONTHLY;SKIP=BACKWARD;BYMONTHDAY=31",
    ],
)  # fmt: skip
def test_invalid_rules_are_reported(tmp_path: Path, rule: str) -> None:
    found = entries(tmp_path, calendar(event("r", HOUR, f"RRULE:{rule}", start=LOCAL)))
    assert starts(found) == "1 09:00"
    assert "only its first time was imported" in reasons(found)


@pytest.mark.parametrize(
    ("start", "until", "days"),
    [
        (EVENING, "20261222", "1, 8, 15, 22"),  # the last evening
        (EVENING, "20261222T000000", "1, 8, 15"),
        (EVENING, "20261222T190000", "1, 8, 15, 22"),
        (EVENING, "20261222T120000Z", "1, 8, 15, 22"),
        (EVENING, "20261222T115959Z", "1, 8, 15"),
        (EVENING, "2026-12-22", "1, 8, 15, 22"),
        (EVENING, "20261222T190000+0700", "1, 8, 15, 22"),
        ("DTSTART:20261201T190000", "20261222T120000Z", "1, 8, 15, 22"),
        (DAY, "20261222", "1, 8, 15, 22"),
        (DAY, "20261221T170000Z", "1, 8, 15, 22"),  # the midnight of Jakarta
        (DAY, "20261222T165959Z", "1, 8, 15, 22"),
        (DAY, "20261222T000000Z", "1, 8, 15, 22"),
        (DAY, "20261222T235959Z", "1, 8, 15, 22"),
        (DAY, "20261222T000000", "1, 8, 15, 22"),
        (DAY, "20261221", "1, 8, 15"),
    ],
)
def test_until(tmp_path: Path, start: str, until: str, days: str) -> None:
    text = calendar(event("u", f"RRULE:FREQ=WEEKLY;UNTIL={until}", start=start))
    found = starts(entries(tmp_path, text))
    assert [each.split()[0] for each in found.split(", ")] == days.split(", ")


def test_until_west_of_utc(tmp_path: Path) -> None:
    for until in ("20261203T000000Z", "20261203T080000Z", "20261203"):
        text = calendar(event("u", f"RRULE:FREQ=DAILY;UNTIL={until}", start=DAY))
        assert starts(entries(tmp_path, text, LOS_ANGELES), LOS_ANGELES) == "1, 2, 3"


@pytest.mark.parametrize("start", ["DTSTART:20261201T120000", "DTSTART:20261201T200000Z"])
def test_a_count_west_of_utc(tmp_path: Path, start: str) -> None:
    head = "X-WR-TIMEZONE:America/Los_Angeles\r\n"
    text = calendar(event("c", "RRULE:FREQ=DAILY;COUNT=3", start=start), head=head)
    assert starts(entries(tmp_path, text), LOS_ANGELES) == "1 12:00, 2 12:00, 3 12:00"


@pytest.mark.parametrize(
    ("start", "line", "days"),
    [
        (LOCAL, "EXDATE;TZID=Asia/Jakarta:20261208T090000", "1, 15, 22"),
        (LOCAL, "EXDATE:20261208T090000", "1, 15, 22"),
        (LOCAL, "EXDATE:20261208T020000Z", "1, 15, 22"),
        (LOCAL, "EXDATE;TZID=Asia/Tokyo:20261208T110000", "1, 15, 22"),
        (LOCAL, "EXDATE;TZID=SE Asia Standard Time:20261208T090000", "1, 15, 22"),
        (LOCAL, "EXDATE;TZID=Nowhere:20261208T090000", "1, 15, 22"),
        (LOCAL, "EXDATE;TZID=Asia/Jakarta:20261208T090000Z", "1, 15, 22"),
        (LOCAL, "EXDATE:20261208T090000Z", "1, 15, 22"),
        (LOCAL, "EXDATE;VALUE=DATE:20261208", "1, 15, 22"),
        (LOCAL, "EXDATE:20261208", "1, 15, 22"),
        (LOCAL, "EXDATE;TZID=Asia/Jakarta:20261208", "1, 15, 22"),
        (LOCAL, "EXDATE;TZID=Asia/Jakarta:20261208T000000", "1, 15, 22"),
        (LOCAL, "EXDATE;VALUE=DATE:20261208T090000", "1, 15, 22"),
        (LOCAL, "EXDATE;VALUE=DATE:20261208,20261215", "1, 22"),
        (LOCAL, "EXDATE:20261208T020000Z, 20261215T020000Z,", "1, 22"),
        (LOCAL, "EXDATE:20261201T020000Z", "8, 15, 22"),  # the first counts all the same
        (LOCAL, "EXDATE:", "1, 8, 15, 22"),
        (LOCAL, "EXDATE:20261208T100000", "1, 8, 15, 22"),
        (LOCAL, "EXRULE:FREQ=WEEKLY;INTERVAL=2", "8, 22"),
        (LOCAL, "EXRULE:FREQ=MONTHLY;BYDAY=2TU", "1, 15, 22"),
        (LOCAL, "EXRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=1", "1, 8, 15, 22"),
        (LOCAL, "EXRULE:", "1, 8, 15, 22"),
        (DAY, "EXDATE;VALUE=DATE:20261208", "1, 15, 22"),
        (DAY, "EXDATE:20261207T170000Z", "1, 15, 22"),
        (DAY, "EXDATE:20261208T000000Z", "1, 15, 22"),
        (DAY, "EXDATE:20261208T000000", "1, 15, 22"),
        (DAY, "EXDATE;TZID=Asia/Jakarta:20261208T000000", "1, 15, 22"),
        (LOCAL, "RDATE:20261210T020000Z", "1, 8, 10, 15, 22"),
        (LOCAL, "RDATE;VALUE=DATE:20261210", "1, 8, 10, 15, 22"),
        (LOCAL, "RDATE;VALUE=PERIOD:20261210T020000Z/PT3H,20261211T020000Z/20261211T030000Z",
         "1, 8, 10, 11, 15, 22"),
        (LOCAL, "RDATE:20261208T020000Z", "1, 8, 15, 22"),
        (LOCAL, "RDATE:", "1, 8, 15, 22"),
        (DAY, "RDATE;VALUE=DATE:20261210,20261211", "1, 8, 10, 11, 15, 22"),
    ],
)  # fmt: skip
def test_excluded_and_added_dates(tmp_path: Path, start: str, line: str, days: str) -> None:
    found = entries(tmp_path, calendar(event("e", WEEKLY, line, start=start)))
    assert [each.split()[0] for each in starts(found).split(", ")] == days.split(", ")
    assert not reasons(found)


@pytest.mark.parametrize("line", ["EXDATE:next week", "RDATE:soon", "EXRULE:FREQ=NEVER"])
def test_invalid_exceptions_are_reported(tmp_path: Path, line: str) -> None:
    found = entries(tmp_path, calendar(event("e", WEEKLY, line, start=LOCAL)))
    assert starts(found) == "1 09:00, 8 09:00, 15 09:00, 22 09:00"
    assert reasons(found)


def changed(rid: str, *lines: str, start: str = "DTSTART;TZID=Asia/Jakarta:20261209T140000") -> str:
    return event("s", HOUR, f"RECURRENCE-ID{rid}", *lines, start=start)


@pytest.mark.parametrize(
    "rid",
    [
        ";TZID=Asia/Jakarta:20261208T090000", ":20261208T020000Z", ":20261208T090000",
        ";VALUE=DATE:20261208", ":20261208", ";TZID=Asia/Jakarta:20261208T000000",
        ";TZID=Asia/Tokyo:20261208T110000", ";TZID=Nowhere:20261208T090000",
    ],
)  # fmt: skip
def test_an_override_finds_its_instance(tmp_path: Path, rid: str) -> None:
    series = event("s", HOUR, WEEKLY, start=LOCAL)
    for text in (calendar(series, changed(rid)), calendar(changed(rid), series)):
        assert starts(entries(tmp_path, text)) == "1 09:00, 9 14:00, 15 09:00, 22 09:00"


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ([changed(":20261208", "SEQUENCE:1"), changed(":20261208T020000Z", "SEQUENCE:2",
          start="DTSTART:20261210T020000Z")], "1 09:00, 10 09:00, 15 09:00, 22 09:00"),
        ([changed(":20261208", "SEQUENCE:2"), changed(":20261208", "SEQUENCE:1",
          start="DTSTART:20261210T020000Z")], "1 09:00, 9 14:00, 15 09:00, 22 09:00"),
        # Moved twice, the second time from where it was moved to.
        ([changed(":20261208"), changed(":20261209T070000Z", "SEQUENCE:1",
          start="DTSTART:20261210T020000Z")], "1 09:00, 10 09:00, 15 09:00, 22 09:00"),
        ([changed(";RANGE=THISANDFUTURE:20261215T020000Z",
          start="DTSTART;TZID=Asia/Jakarta:20261216T100000")],
         "1 09:00, 8 09:00, 16 10:00, 23 10:00"),
        ([changed(";RANGE=THISANDFUTURE:20261208T020000Z",
          start="DTSTART;TZID=Asia/Jakarta:20261208T100000"),
          changed(":20261215T020000Z", start="DTSTART;TZID=Asia/Jakarta:20261217T110000")],
         "1 09:00, 8 10:00, 17 11:00, 22 10:00"),
        ([changed(":20261212T020000Z", start="DTSTART:20261213T020000Z")],
         "1 09:00, 8 09:00, 13 09:00, 15 09:00, 22 09:00"),
        ([changed(":20261208T020000Z", "CLASS:PRIVATE")], "1 09:00, 15 09:00, 22 09:00"),
        ([changed(";RANGE=THISANDFUTURE:20261215T020000Z", "CLASS:CONFIDENTIAL")],
         "1 09:00, 8 09:00"),
        ([changed(":20261208", start="DTSTART;TZID=Nowhere:20261209T140000")],
         "1 09:00, 15 09:00, 22 09:00"),
    ],
)  # fmt: skip
def test_changes(tmp_path: Path, changes: list[str], right: str) -> None:
    text = calendar(event("s", HOUR, WEEKLY, start=LOCAL), *changes)
    assert starts(entries(tmp_path, text)) == right


def test_an_override_can_cancel_without_a_new_time(tmp_path: Path) -> None:
    change = "BEGIN:VEVENT\r\nUID:s\r\nRECURRENCE-ID:20261208T020000Z\r\nSTATUS:CANCELLED\r\n"
    text = calendar(event("s", HOUR, WEEKLY, start=LOCAL), change + "END:VEVENT\r\n")
    assert shown(entries(tmp_path, text))[1] == "12-08 09:00-10:00 s x"


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        (("SEQUENCE:0",), ("SEQUENCE:2",), "2 13:00"),
        (("SEQUENCE:2",), ("SEQUENCE:0",), "1 09:00"),
        ((), ("SEQUENCE:1",), "2 13:00"),
        (("SEQUENCE:9",), ("SEQUENCE:10",), "2 13:00"),
        (("SEQUENCE:1",), ("SEQUENCE:1",), "1 09:00, 2 13:00"),  # neither is older
        ((), (), "1 09:00, 2 13:00"),
        (("SEQUENCE:0", WEEKLY), ("SEQUENCE:2", "RRULE:FREQ=WEEKLY;COUNT=2"), "2 13:00, 9 13:00"),
        (("SEQUENCE:0",), ("SEQUENCE:1", "CLASS:PRIVATE"), ""),
    ],
)
def test_the_newest_version_counts(
    tmp_path: Path, first: tuple[str, ...], second: tuple[str, ...], right: str
) -> None:
    later = event("v", HOUR, *second, start="DTSTART;TZID=Asia/Jakarta:20261202T130000")
    one, other = event("v", HOUR, *first, start=LOCAL), later
    for text in (calendar(one, other), calendar(other, one), calendar(one) + calendar(other)):
        assert starts(entries(tmp_path, text)) == right


def test_the_last_written_version_wins_and_the_other_is_reported(
    tmp_path: Path,
) -> None:
    old = event("v", "DTSTAMP:20261101T000000Z", HOUR, start=LOCAL).replace(
        "SUMMARY:v", "SUMMARY:A"
    )
    new = event("v", "DTSTAMP:20261102T000000Z", HOUR, start=LOCAL).replace(
        "SUMMARY:v", "SUMMARY:B"
    )
    found = entries(tmp_path, calendar(new, old))
    assert shown(found) == ["12-01 09:00-10:00 B"]
    assert "written later" in reasons(found)
    both = entries(tmp_path, calendar(old, new.replace("20261102", "20261101")))
    assert shown(both) == ["12-01 09:00-10:00 A", "12-01 09:00-10:00 B"]


@pytest.mark.parametrize(
    ("start", "lines", "right"),
    [
        (DAY, (), "12-01..12-02"),
        (DAY, ("DTEND;VALUE=DATE:20261201",), "12-01..12-02"),
        (DAY, ("DTEND;VALUE=DATE:20261204",), "12-01..12-04"),
        (DAY, ("DTEND:20261202T170000",), "12-01..12-03"),
        (DAY, ("DURATION:P3D",), "12-01..12-04"),
        (DAY, ("DURATION:P1W",), "12-01..12-08"),
        ("DTSTART:20261201", (), "12-01..12-02"),
        ("DTSTART;VALUE=DATE:20261201T000000", ("DTEND;VALUE=DATE:20261203T000000",),
         "12-01..12-03"),
        ("DTSTART;TZID=SE Asia Standard Time:20261201T000000",
         ("DTEND;TZID=SE Asia Standard Time:20261202T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"),
         "12-01..12-02"),
        ("DTSTART;TZID=SE Asia Standard Time:20261201T000000",
         ("DTEND;TZID=SE Asia Standard Time:20261202T000000",), "12-01..12-02"),
        ("DTSTART;TZID=Tokyo Standard Time:20261201T000000",
         ("DTEND;TZID=Tokyo Standard Time:20261203T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"),
         "12-01..12-03"),
        ("DTSTART:20261130T170000Z",
         ("DTEND:20261201T170000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"), "12-01..12-02"),
        ("DTSTART:20261130T170000Z", ("DTEND:20261201T170000Z",), "12-01..12-02"),
        ("DTSTART:20261201T000000Z",
         ("DTEND:20261202T000000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"), "12-01..12-02"),
        ("DTSTART:20261201T000000", ("DURATION:PT24H",), "12-01..12-02"),
        ("DTSTART:20261201T000000", ("DTEND:20261202T000000", "X-FUNAMBOL-ALLDAY:1"),
         "12-01..12-02"),
        ("DTSTART:20261201T090000", ("DTEND:20261202T090000",), "12-01 09:00-09:00"),
        ("DTSTART:20261201T220000", ("DTEND:20261202T010000",), "12-01 22:00-01:00"),
        ("DTSTART:20261201T090000", ("DTEND;VALUE=DATE:20261202",), "12-01 09:00-00:00"),
        ("DTSTART:20261201T090000", ("DTEND:20261201T080000",), "12-01 09:00-09:01"),
        ("DTSTART:20261201T090000", ("DTEND:oops",), "12-01 09:00-09:01"),
        ("DTSTART:20261201T090000", ("DURATION:PT1H30M",), "12-01 09:00-10:30"),
        ("DTSTART:20261201T090000", ("DURATION:PT90M",), "12-01 09:00-10:30"),
        ("DTSTART:20261201T090000", ("DURATION:P0DT1H30M0S",), "12-01 09:00-10:30"),
        ("DTSTART:20261201T090000", ("DURATION:P3600S",), "12-01 09:00-10:00"),
        ("DTSTART:20261201T090000", ("DURATION:+PT1H",), "12-01 09:00-10:00"),
        ("DTSTART:20261201T090000", ("DURATION:-PT1H",), "12-01 09:00-09:01"),
        ("DTSTART:20261201T090000", ("DTEND;TZID=Asia/Tokyo:20261201T120000",),
         "12-01 09:00-10:00"),
    ],
)  # fmt: skip
def test_durations(tmp_path: Path, start: str, lines: tuple[str, ...], right: str) -> None:
    found = entries(tmp_path, calendar(event("d", *lines, start=start)))
    assert shown(found) == [f"{right} d"]


def test_a_day_and_24_hours_differ_across_clock_changes(tmp_path: Path) -> None:
    start = "DTSTART;TZID=Europe/Berlin:20270327T100000"
    for length, end in (("P1D", "10:00"), ("PT24H", "11:00"), ("P1DT1H", "11:00")):
        text = calendar(event("d", f"DURATION:{length}", start=start))
        assert shown(entries(tmp_path, text, BERLIN), BERLIN) == [f"03-27 10:00-{end} d"]


def test_days_repeat_as_exchange_writes_them(tmp_path: Path) -> None:
    lines = (
        "DTEND;TZID=SE Asia Standard Time:20261202T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        "RRULE:FREQ=WEEKLY;UNTIL=20261221T170000Z;BYDAY=TU",
        "EXDATE;TZID=SE Asia Standard Time:20261208T000000",
    )  # fmt: skip
    start = "DTSTART;TZID=SE Asia Standard Time:20261201T000000"
    found = entries(tmp_path, calendar(event("d", *lines, start=start)), JAKARTA)
    assert shown(found) == ["12-01..12-02 d", "12-15..12-16 d", "12-22..12-23 d"]
