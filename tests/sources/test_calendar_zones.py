"""The start of events in time zones with all kinds of names and definitions."""

from pathlib import Path

import pytest
from calendar_cases import BERLIN, JAKARTA, entries, reasons, shown, starts, vtimezone_lines
from source_files import calendar, event, programs

from kiosk.sources.calendars.zone_names import find_known_zone, guess_zone

HOUR = "DURATION:PT1H"


def at(tzid: str, time: str = "20261201T110000") -> str:
    return event("z", HOUR, start=f"DTSTART{tzid}:{time}")


@pytest.mark.parametrize(
    ("tzid", "jakarta"),
    [
        # 11:00 there is when in Jakarta?
        (";TZID=Asia/Tokyo", "1 09:00"),
        (";TZID=asia/tokyo", "1 09:00"),
        (";TZID=ASIA/TOKYO", "1 09:00"),
        (';TZID="Asia/Tokyo"', "1 09:00"),
        (";TZID=/mozilla.org/20050126_1/Asia/Tokyo", "1 09:00"),
        (";TZID=/freeassociation.sourceforge.net/Tzfile/Asia/Tokyo", "1 09:00"),
        (";TZID=/softwarestudio.org/Olson_20011030_5/Asia/Tokyo", "1 09:00"),
        (";TZID=Tokyo Standard Time", "1 09:00"),
        (";TZID=tokyo standard time", "1 09:00"),
        (";TZID=Tokyo Standard Time 1", "1 09:00"),
        (';TZID="(UTC+09:00) Osaka, Sapporo, Tokyo"', "1 09:00"),
        (";TZID=(UTC+09:00) Osaka\\, Sapporo\\, Tokyo", "1 09:00"),
        (';TZID="(GMT+09.00) Osaka/Sapporo/Tokyo"', "1 09:00"),
        (';TZID="Osaka, Sapporo, Tokyo"', "1 09:00"),
        (";TZID=Bangkok\\, Hanoi\\, Jakarta", "1 11:00"),
        (';TZID="(UTC+07:00) Bangkok, Hanoi, Jakarta"', "1 11:00"),
        (';TZID="(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi"', "1 10:00"),
        (';TZID="(UTC+08:00) Kuala Lumpur, Singapore"', "1 10:00"),
        (';TZID="(UTC-05:00) Eastern Time (US & Canada)"', "1 23:00"),
        (';TZID="(UTC-05:00) Eastern Time (US and Canada)"', "1 23:00"),
        (';TZID="(UTC-08:00) Pacific Time (US & Canada)"', "2 02:00"),
        (';TZID="(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London"', "1 18:00"),
        (';TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien"', "1 17:00"),
        (';TZID="(UTC+03:30) Tehran"', "1 14:30"),
        (';TZID="(UTC+06:30) Yangon (Rangoon)"', "1 11:30"),
        (";TZID=(GMT+07:00) Western Indonesia Time - Jakarta", "1 11:00"),
        (";TZID=GMT+0900", "1 09:00"),
        (";TZID=GMT+9", "1 09:00"),
        (";TZID=UTC+09:00", "1 09:00"),
        (';TZID="UTC+09:00"', "1 09:00"),
        (";TZID=+0900", "1 09:00"),
        (";TZID=GMT-0330", "1 21:30"),
        (";TZID=UTC+9", "1 09:00"),  # WordPress
        (";TZID=UTC+5.5", "1 12:30"),
        (";TZID=UTC+5.75", "1 12:15"),
        (";TZID=(GMT+05.30) Chennai/Kolkata/Mumbai/New Delhi", "1 12:30"),  # Exchange
        (";TZID=Etc/GMT-9", "1 09:00"),  # POSIX counts the other way
        (";TZID=UTC", "1 18:00"),
        (";TZID=tzone://Microsoft/Utc", "1 18:00"),
        (";TZID=(UTC) Coordinated Universal Time", "1 18:00"),
        (";TZID=WITA", "1 10:00"),
        (";TZID=Jayapura", "1 09:00"),
        (";VALUE=DATE-TIME;TZID=Asia/Tokyo", "1 09:00"),
        (";TZID=Asia/Tokyo;X-VOBJ-ORIGINAL-TZID=Asia/Tokyo", "1 09:00"),
        ("", "1 11:00"),
    ],
)
def test_a_zone_by_its_name(tmp_path: Path, tzid: str, jakarta: str) -> None:
    found = entries(tmp_path, calendar(at(tzid)))
    assert starts(found) == jakarta
    assert not reasons(found)


@pytest.mark.parametrize(
    ("value", "jakarta"),
    [
        ("20261201T110000+0900", "1 09:00"),
        ("20261201T110000+09:00", "1 09:00"),
        ("20261201T110000-0330", "1 21:30"),
        ("20261201T020000Z", "1 09:00"),
        ("20261201t020000z", "1 09:00"),
        ("2026-12-01T09:00:00", "1 09:00"),
        ("2026-12-01 09:00", "1 09:00"),
        ("20261201T0900", "1 09:00"),
        ("20261201T240000", "2 00:00"),
        ("20261201T095960", "1 09:59"),
    ],
)
def test_a_time_as_it_is_written(tmp_path: Path, value: str, jakarta: str) -> None:
    assert starts(entries(tmp_path, calendar(at("", value)))) == jakarta


@pytest.mark.parametrize(
    "name", ["Nowhere/At All", "Customized Time Zone 1", "CST", "(UTC+01:00) Mein Haus", "UTC+25"]
)
def test_times_in_unknown_zones_are_reported(tmp_path: Path, name: str) -> None:
    found = entries(tmp_path, calendar(at(f';TZID="{name}"'), event("b", HOUR)))
    assert [program.uid for program in programs(found)] == ["b"]
    assert name in reasons(found)


TOKYO = vtimezone_lines("Ours", "+0900")
BANGKOK = vtimezone_lines("Bangkok\\, Hanoi\\, Jakarta", "+0700")


@pytest.mark.parametrize(
    ("head", "jakarta"),
    [
        ("X-WR-TIMEZONE:Asia/Tokyo\r\n", "1 09:00"),
        ("X-WR-TIMEZONE:Tokyo Standard Time\r\n", "1 09:00"),
        ("X-WR-TIMEZONE;VALUE=TEXT:asia/tokyo\r\n", "1 09:00"),
        ("X-WR-TIMEZONE:(UTC+09:00) Osaka\\, Sapporo\\, Tokyo\r\n", "1 09:00"),
        ("X-WR-TIMEZONE:\r\n", "1 11:00"),
        ("TZID:Asia/Tokyo\r\n", "1 09:00"),
        ("TIMEZONE-ID:Asia/Tokyo\r\n", "1 09:00"),
        (TOKYO, "1 09:00"),
        ("X-WR-TIMEZONE:Ours\r\n" + TOKYO, "1 09:00"),
        (
            vtimezone_lines("Tokyo Standard Time", "+0100"),
            "1 09:00",
        ),  # the name is the better witness
        (TOKYO + vtimezone_lines("Theirs", "+0300"), "1 11:00"),  # of two none is the calendar's
    ],
)
def test_a_time_without_a_zone(tmp_path: Path, head: str, jakarta: str) -> None:
    assert starts(entries(tmp_path, calendar(at(""), head=head))) == jakarta


@pytest.mark.parametrize(
    "head", ["X-WR-TIMEZONE:Nowhere\r\n", "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nEND:VTIMEZONE\r\n"]
)
def test_calendars_in_unknown_zones_are_reported(tmp_path: Path, head: str) -> None:
    day = event("d", start="DTSTART;VALUE=DATE:20261203")
    found = entries(tmp_path, calendar(at(""), at("", "20261202T020000Z"), day, head=head))
    assert starts(found) == "2 09:00, 3"
    assert "is unknown" in reasons(found)


@pytest.mark.parametrize(
    ("zone", "tzid", "berlin"),
    [
        (vtimezone_lines("Ours", "+0900"), "Ours", "1 03:00"),
        (vtimezone_lines("Ours", "+0100", "+0200"), "Ours", "1 11:00"),
        (BANGKOK, '"Bangkok, Hanoi, Jakarta"', "1 05:00"),
        (BANGKOK, "Bangkok\\, Hanoi\\, Jakarta", "1 05:00"),
        (vtimezone_lines('"Bangkok, Hanoi"', "+0700"), '"Bangkok, Hanoi"', "1 05:00"),
        (vtimezone_lines("(UTC+09:00) Osaka, Sapporo, Tokyo", "+0900"),
         '"(UTC+09:00) Osaka, Sapporo, Tokyo"', "1 03:00"),
        (vtimezone_lines("Tokyo Standard Time 1", "+0800"), "Tokyo Standard Time 1", "1 04:00"),
        (vtimezone_lines("Customized Time Zone", "-0500"), "Customized Time Zone", "1 17:00"),
        (vtimezone_lines("Europe/Berlin", "+0900"), "Europe/Berlin", "1 11:00"),
        (vtimezone_lines("W. Europe Standard Time", "+0000"), "W. Europe Standard Time", "1 11:00"),
        (vtimezone_lines("X", "+0100", more="X-LIC-LOCATION:Asia/Tokyo"), "X", "1 03:00"),
        (vtimezone_lines("Köln", "+0100"), "Köln", "1 11:00"),
    ],
)  # fmt: skip
def test_a_zone_that_the_file_defines(tmp_path: Path, zone: str, tzid: str, berlin: str) -> None:
    found = entries(tmp_path, calendar(zone, at(f";TZID={tzid}")), BERLIN)
    assert starts(found, BERLIN) == berlin


def test_calendars_in_one_file_are_independent(tmp_path: Path) -> None:
    plain = calendar(at("").replace("UID:z", "UID:p").replace("SUMMARY:z", "SUMMARY:p"))
    there = calendar(
        at("").replace("UID:z", "UID:t"),
        TOKYO,
        head="METHOD:CANCEL\r\nX-WR-TIMEZONE:Asia/Tokyo\r\n",
    )
    for text in (plain + there, there + plain):
        found = {each.uid: each for each in programs(entries(tmp_path, text))}
        assert (found["p"].interval.start.hour, found["p"].cancelled) == (4, False)
        assert (found["t"].interval.start.hour, found["t"].cancelled) == (2, True)


def test_times_without_any_zone_are_rejected(tmp_path: Path) -> None:
    """This happens on a server whose branches are in several time zones."""
    day = event("d", start="DTSTART;VALUE=DATE:20261203")
    found = entries(tmp_path, calendar(at(""), at("", "20261202T020000Z"), day), "")
    assert starts(found, JAKARTA) == "2 09:00, 3"
    assert "--zone" in reasons(found)


@pytest.mark.parametrize(
    ("lines", "times"),
    [
        # Clocks go forward on 28 March 2027 in Berlin, and back on 31 October.
        (("DTEND;TZID=Europe/Berlin:20270321T033000", "RRULE:FREQ=WEEKLY;COUNT=3"),
         "03-21 02:30-03:30, 03-28 03:30-04:30, 04-04 02:30-03:30"),
        (("DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2"), "03-21 02:30-03:30, 03-28 03:30-04:30"),
    ],
)  # fmt: skip
def test_skipped_hours(tmp_path: Path, lines: tuple[str, ...], times: str) -> None:
    text = calendar(event("g", *lines, start="DTSTART;TZID=Europe/Berlin:20270321T023000"))
    lines_ = [line.removesuffix(" g") for line in shown(entries(tmp_path, text, BERLIN), BERLIN)]
    assert ", ".join(lines_) == times


@pytest.mark.parametrize("name", ["1 " * 25_000, "1/" * 25_000, "UTC " * 12_000])
def test_endless_zone_names_are_unknown(name: str) -> None:
    assert find_known_zone(name) is None
    assert guess_zone(name) is None
