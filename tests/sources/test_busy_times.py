"""The times at which rooms are taken, in the calendars of systems that book rooms."""

import re
from datetime import UTC, datetime

import pytest

from kiosk.domain.calendar_uids import own_uid
from kiosk.sources.calendars.busy_times import BusyTime, read_busy_times
from kiosk.sources.entries import Reject

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def read(body: str, zone: str = "Asia/Jakarta") -> list[BusyTime | Reject]:
    lines = f"BEGIN:VCALENDAR\nVERSION:2.0\n{body.strip()}\nEND:VCALENDAR\n"
    return list(read_busy_times(lines.replace("\n", "\r\n").encode(), zone, NOW))


def event(*lines: str) -> str:
    usual = ["UID:1", "DTSTART:20261124T030000Z", "DTEND:20261124T050000Z"]
    given = {re.split("[:;]", each)[0] for each in lines}
    kept = [each for each in usual if each.split(":")[0] not in given]
    return "\n".join(["BEGIN:VEVENT", *kept, *lines, "END:VEVENT"])


def shown(found: list[BusyTime | Reject]) -> list[tuple[str, tuple[str, ...]]]:
    times = [each for each in found if isinstance(each, BusyTime)]
    assert len(times) == len(found), found
    return [(f"{e.interval.start:%d %H:%M}-{e.interval.end:%H:%M}", e.places) for e in times]


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (["LOCATION:Room 1"], ("Room 1",)),  # LibreBooking, LibCal
        (
            ["LOCATION:Main Library - Room 1", "STATUS:TENTATIVE"],
            ("Main Library - Room 1",),
        ),  # MRBS
        (["LOCATION:Room 1\\, 2nd floor"], ("Room 1, 2nd floor",)),
        (["SUMMARY:Busy"], ()),  # Google, free and busy only
        (
            ["ATTENDEE;CUTYPE=ROOM;CN=Room 1;PARTSTAT=ACCEPTED:mailto:room@x.example"],
            ("Room 1",),
        ),  # Nextcloud
        (
            ['ATTENDEE;CUTYPE=RESOURCE;CN="Room 1";PARTSTAT=ACCEPTED:mailto:r@x.example'],
            ("Room 1",),
        ),  # Google
        (["RESOURCES:Room 1,Projector"], ("Room 1", "Projector")),
        (["CLASS:PRIVATE", "LOCATION:Room 1", "SUMMARY:Secret"], ("Room 1",)),
    ],
)
def test_each_system_names_its_rooms(lines: list[str], places: tuple[str, ...]) -> None:
    assert shown(read(event(*lines))) == [("24 03:00-05:00", places)]


@pytest.mark.parametrize(
    "line",
    [
        "TRANSP:TRANSPARENT",
        "STATUS:CANCELLED",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        f"UID:{own_uid('anything')}",
    ],
)
def test_an_event_that_takes_no_time_is_left_out(line: str) -> None:
    assert read(event("LOCATION:Room 1", line)) == []


def test_a_room_that_declined_is_not_taken() -> None:
    declined = "ATTENDEE;CUTYPE=ROOM;CN=Room 1;PARTSTAT=DECLINED:mailto:room@x.example"
    assert shown(read(event(declined, "LOCATION:Room 1"))) == [("24 03:00-05:00", ())]


def test_a_series_takes_each_of_its_times_but_the_exceptions() -> None:
    series = event(
        "DTSTART;TZID=Asia/Jakarta:20261124T100000",
        "DTEND;TZID=Asia/Jakarta:20261124T120000",
        "RRULE:FREQ=DAILY;COUNT=4",
        "EXDATE;TZID=Asia/Jakarta:20261125T100000",
    )
    moved = event(
        "RECURRENCE-ID;TZID=Asia/Jakarta:20261126T100000",
        "DTSTART:20261126T070000Z",
        "DTEND:20261126T080000Z",
    )
    assert sorted(time for time, _ in shown(read(series + "\n" + moved))) == [
        "24 03:00-05:00",
        "26 07:00-08:00",
        "27 03:00-05:00",
    ]


def test_an_all_day_event_takes_the_local_day() -> None:
    found = read(event("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261125"))
    assert shown(found) == [("23 17:00-17:00", ())]


def test_busy_periods_are_read_and_free_ones_are_not() -> None:
    found = read(
        """BEGIN:VFREEBUSY
UID:fb
FREEBUSY:20261124T030000Z/20261124T050000Z,20261124T060000Z/PT30M
FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261125T030000Z/PT1H
FREEBUSY;FBTYPE=FREE:20261124T080000Z/PT1H
END:VFREEBUSY"""
    )
    assert [time for time, _ in shown(found)] == [
        "24 03:00-05:00",
        "24 06:00-06:30",
        "25 03:00-04:00",
    ]


def test_what_is_not_understood_is_reported_without_its_texts() -> None:
    (found,) = read(event("DTSTART:soon", "SUMMARY:Budi and Sri"))
    assert isinstance(found, Reject)
    assert found.raw == b""
    assert "Budi" not in found.reason


@pytest.mark.parametrize(
    "raw", [b"", b"<html>Sign in</html>", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n"]
)
def test_a_calendar_that_is_cut_off_or_none_is_no_reading(raw: bytes) -> None:
    (found,) = read_busy_times(raw, "UTC", NOW)
    assert isinstance(found, Reject)


def test_an_empty_calendar_says_that_nothing_is_taken() -> None:
    assert read("") == []
