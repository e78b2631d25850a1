"""Whole calendars as written by the software that libraries use."""

from pathlib import Path

import pytest
from calendar_cases import JAKARTA, entries, reasons, shown, vtimezone_lines
from source_files import programs


def lines(*parts: str) -> str:
    return "\r\n".join(part.removesuffix("\r\n") for part in parts) + "\r\n"


GOOGLE = lines(
    "BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0",
    "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:Perpustakaan",
    "X-WR-TIMEZONE:Asia/Jakarta", vtimezone_lines("Asia/Jakarta", "+0700"),
    "BEGIN:VEVENT", "DTSTART;TZID=Asia/Jakarta:20261201T090000",
    "DTEND;TZID=Asia/Jakarta:20261201T100000",
    "RRULE:FREQ=WEEKLY;WKST=SU;UNTIL=20261222T165959Z;BYDAY=TU",
    "EXDATE;TZID=Asia/Jakarta:20261215T090000", "DTSTAMP:20261128T010101Z", "UID:abc@google.com",
    "CREATED:20261001T010101Z", "DESCRIPTION:Kelas <b>gratis</b><br>Bawa <a href=\"https://www.goo",
    " gle.com/url?q=https://x.example&amp\\;sa=D\">laptop</a>", "LAST-MODIFIED:20261101T010101Z",
    "SEQUENCE:1", "STATUS:CONFIRMED", "SUMMARY:Kelas komputer", "TRANSP:OPAQUE", "END:VEVENT",
    "BEGIN:VEVENT", "DTSTART;TZID=Asia/Jakarta:20261209T140000",
    "DTEND;TZID=Asia/Jakarta:20261209T150000", "DTSTAMP:20261128T010101Z", "UID:abc@google.com",
    "RECURRENCE-ID;TZID=Asia/Jakarta:20261208T090000", "SEQUENCE:2", "STATUS:CONFIRMED",
    "SUMMARY:Kelas komputer", "END:VEVENT",
    "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261226",
    "DTSTAMP:20261128T010101Z", "UID:libur@google.com", "CLASS:PUBLIC", "SUMMARY:Libur Natal",
    "END:VEVENT", "END:VCALENDAR",
)  # fmt: skip
OUTLOOK = lines(
    "BEGIN:VCALENDAR", "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN", "VERSION:2.0",
    "METHOD:PUBLISH", "X-CALSTART:20261201T020000Z", "X-WR-RELCALID:{0000002E}",
    "X-WR-CALNAME:Programs", "X-PRIMARY-CALENDAR:TRUE", "X-OWNER;CN=\"Siti\":mailto:s@x.example",
    vtimezone_lines("SE Asia Standard Time", "+0700"), "BEGIN:VEVENT", "CLASS:PUBLIC",
    "CREATED:20261101T000000Z",
    "DESCRIPTION:Reminder: bring tea\\n\\n", "DTEND;TZID=\"SE Asia Standard Time\":20261201T100000",
    "DTSTAMP:20261128T000000Z", "DTSTART;TZID=\"SE Asia Standard Time\":20261201T090000",
    "LAST-MODIFIED:20261128T000000Z", "LOCATION:Ruang A", "PRIORITY:5",
    "RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TU", "SEQUENCE:0", "SUMMARY;LANGUAGE=en-us:Tea & talk",
    "TRANSP:OPAQUE", "UID:040000008200E00074C5B7101A82E00800000000", "X-ALT-DESC;FMTTYPE=text/html:"
    "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//E", " N\">\\n<HTML><BODY>tea</BODY></HTML>",
    "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "X-MICROSOFT-CDO-IMPORTANCE:1",
    "X-MICROSOFT-DISALLOW-COUNTER:FALSE", "X-MS-OLK-AUTOFILLLOCATION:FALSE",
    "BEGIN:VALARM", "TRIGGER:-PT15M", "ACTION:DISPLAY", "DESCRIPTION:Reminder", "END:VALARM",
    "END:VEVENT",
    "BEGIN:VEVENT", "CLASS:PRIVATE", "DTEND;TZID=\"SE Asia Standard Time\":20261202T100000",
    "DTSTART;TZID=\"SE Asia Standard Time\":20261202T090000", "SUMMARY:Gaji",
    "UID:040000008200E00074C5B7101A82E00800000001", "END:VEVENT",
    "BEGIN:VEVENT", "CLASS:PUBLIC", "DTSTART;TZID=\"SE Asia Standard Time\":20261203T090000",
    "DTEND;TZID=\"SE Asia Standard Time\":20261203T100000", "SUMMARY;LANGUAGE=id:Dibatalkan: Batik",
    "UID:040000008200E00074C5B7101A82E00800000002", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "END:VEVENT",
    "END:VCALENDAR",
)  # fmt: skip
EXCHANGE = lines(
    "BEGIN:VCALENDAR", "METHOD:PUBLISH", "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0",
    "X-WR-CALNAME:Kalender", vtimezone_lines("(UTC+07:00) Bangkok\\, Hanoi\\, Jakarta", "+0700"),
    vtimezone_lines("W. Europe Standard Time", "+0100", "+0200"),
    "BEGIN:VEVENT", "UID:1", "SUMMARY:Pameran", "CLASS:PUBLIC", "PRIORITY:5",
    "DTSTART;TZID=\"(UTC+07:00) Bangkok, Hanoi, Jakarta\":20261201T000000",
    "DTEND;TZID=\"(UTC+07:00) Bangkok, Hanoi, Jakarta\":20261204T000000",
    "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "END:VEVENT",
    "BEGIN:VEVENT", "UID:2", "SUMMARY:Daring", "CLASS:X-PERSONAL",
    "DTSTART;TZID=W. Europe Standard Time:20261201T090000", "DURATION:PT1H", "END:VEVENT",
    "BEGIN:VEVENT", "UID:3", "SUMMARY:Daring",
    "DTSTART;TZID=W. Europe Standard Time:20261201T090000",
    "DTEND;TZID=W. Europe Standard Time:20261201T100000", "END:VEVENT", "END:VCALENDAR",
)  # fmt: skip
WORDPRESS = lines(
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Perpustakaan - ECPv6.8.2//NONSGML v1.0//EN",
    "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-ORIGINAL-URL:https://x.example",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H", vtimezone_lines("UTC+7", "+0700"),
    "BEGIN:VEVENT", "DTSTART;TZID=UTC+7:20261201T090000", "DTEND;TZID=UTC+7:20261201T100000",
    "DTSTAMP:20261128T074100", "UID:12-1-2@x.example", "SUMMARY:Kelas &#8211\\; \\\"Batik\\\"",
    "DESCRIPTION:Datang&nbsp\\;ya! [&hellip\\;]", "CATEGORIES:workshop,Kelas &amp\\; Acara",
    "ORGANIZER;CN=\"Rumah%20Bahasa\":MAILTO:a@x.example", "END:VEVENT",
    "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20261202", "DTEND;VALUE=DATE:20261203",
    "UID:13@x.example", "SUMMARY:Hari buku", "END:VEVENT", "END:VCALENDAR",
)  # fmt: skip
LIBCAL = lines(
    "BEGIN:VCALENDAR", "PRODID:-//SpringShare//LibCal", "VERSION:2.0", "METHOD:PUBLISH",
    "X-WR-CALNAME:Events", "X-WR-TIMEZONE:America/New_York",
    "BEGIN:VEVENT", "UID:LibCal-1-2", "DTSTAMP:20261128T010101Z", "DTSTART:20261201T020000Z",
    "DTEND:20261201T030000Z", "SUMMARY:Story Time", "LOCATION:Children\\'s Room",
    "DESCRIPTION:Songs &amp; stories!\\n\\nhttps://x.example/event/1?a=1&b=2",
    "CATEGORIES:story-time", "URL:https://x.example/event/1", "CLASS:PUBLIC", "END:VEVENT",
    "BEGIN:VEVENT", "UID:LibCal-1-3", "DTSTART:20261202T020000Z", "DTEND:20261202T030000Z",
    "SUMMARY:CANCELLED: Knitting", "END:VEVENT", "END:VCALENDAR",
)  # fmt: skip
NEXTCLOUD = lines(
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SabreDAV//SabreDAV//EN", "X-WR-CALNAME:Program",
    "X-APPLE-CALENDAR-COLOR:#0082c9", "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
    "BEGIN:VEVENT", "UID:n1", "DTSTART;TZID=Asia/Jakarta:20261201T190000",
    "DTEND;TZID=Asia/Jakarta:20261201T210000", "RRULE:FREQ=MONTHLY;COUNT=2;BYDAY=TU;BYSETPOS=1",
    "SUMMARY:Nonton", "STATUS:CONFIRMED", "END:VEVENT", vtimezone_lines("Asia/Jakarta", "+0700"),
    "BEGIN:VTODO", "UID:t", "SUMMARY:Beli teh", "END:VTODO", "END:VCALENDAR",
)  # fmt: skip
THUNDERBIRD = lines(
    "BEGIN:VCALENDAR", "PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", "VERSION:2.0",
    vtimezone_lines("/mozilla.org/20050126_1/Asia/Makassar", "+0800"),
    "BEGIN:VEVENT", "UID:m1", "DTSTART;TZID=/mozilla.org/20050126_1/Asia/Makassar:20261201T100000",
    "DTEND;TZID=/mozilla.org/20050126_1/Asia/Makassar:20261201T110000", "SUMMARY:Diskusi",
    "X-MOZ-GENERATION:2", "X-MOZ-LASTACK:20261101T000000Z", "END:VEVENT", "END:VCALENDAR",
)  # fmt: skip
APPLE = lines(
    "BEGIN:VCALENDAR", "CALSCALE:GREGORIAN", "PRODID:-//Apple Inc.//macOS 15.0//EN",
    "VERSION:2.0", "X-APPLE-CALENDAR-COLOR:#1BADF8", "X-WR-CALNAME:Acara",
    "BEGIN:VEVENT", "CREATED:20261101T000000Z", "UID:A-1", "TRANSP:OPAQUE",
    "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC", "SUMMARY:Bedah buku",
    "DTSTART;TZID=Asia/Jakarta:20261201T130000", "DTEND;TZID=Asia/Jakarta:20261201T150000",
    "LOCATION:Perpustakaan\\nJl. Merdeka 1\\, Malang",
    "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS=\"Jl. Merdeka 1\";X-TITLE=P:geo:-7,112",
    "SEQUENCE:1", "BEGIN:VALARM", "UID:al", "TRIGGER:-PT30M", "ATTACH;VALUE=URI:Chord",
    "ACTION:AUDIO", "END:VALARM", "END:VEVENT", "END:VCALENDAR",
)  # fmt: skip
ZIMBRA = lines(
    "BEGIN:VCALENDAR", "X-WR-CALNAME:Calendar", "METHOD:PUBLISH", "PRODID:Zimbra-Calendar-Provider",
    "VERSION:2.0", vtimezone_lines("(GMT+07.00) Bangkok / Hanoi / Jakarta", "+0700"),
    "BEGIN:VEVENT", "UID:z1", "SUMMARY:Rapat baca", "X-ZIMBRA-LOCAL-ONLY:TRUE",
    "DTSTART;TZID=\"(GMT+07.00) Bangkok / Hanoi / Jakarta\":20261201T090000",
    "DTEND;TZID=\"(GMT+07.00) Bangkok / Hanoi / Jakarta\":20261201T100000", "STATUS:CONFIRMED",
    "CLASS:PUBLIC", "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY", "END:VEVENT", "END:VCALENDAR",
)  # fmt: skip
DRUPAL = lines(
    "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:PUBLISH", "X-WR-CALNAME;VALUE=TEXT: Events",
    "PRODID:-//Drupal iCal API//EN",
    "BEGIN:VEVENT", "UID:calendar.12.field_date.0", "SUMMARY:Kelas menulis",
    "DTSTAMP;TZID=Asia/Jakarta:20261101T000000", "DTSTART;TZID=Asia/Jakarta:20261201T090000",
    "DTEND;TZID=Asia/Jakarta:20261201T100000",
    "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=2;WKST=SU", "EXDATE:",
    "URL;VALUE=URI:https://x.example/node/12", "DESCRIPTION:<p>Menulis</p>\\n<p>bersama</p>",
    "END:VEVENT", "END:VCALENDAR",
)  # fmt: skip
VCALENDAR_1 = lines(
    "BEGIN:VCALENDAR", "VERSION:1.0", "TZ:+07", "BEGIN:VEVENT", "UID:v1",
    "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=A9 baca",
    "DTSTART:20261201T090000", "DTEND:20261201T100000", "CLASS:PUBLIC", "END:VEVENT",
    "END:VCALENDAR",
)  # fmt: skip
BY_HAND = lines(
    "begin:vcalendar", "version:2.0", "", "begin:vevent", "summary: Kelas, batik; gratis",
    "dtstart: 2026-12-01 09:00", "dtend: 2026-12-01 11:00", "location: Ruang A", "", "end:vevent",
    "Begin:VEvent", "Summary:Dongeng", "DTSTART:20261202T0900", "Duration:1H", "End:VEvent",
    "end:vcalendar",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "right", "rejected"),
    [
        (GOOGLE, ["12-01 09:00-10:00 Kelas komputer", "12-09 14:00-15:00 Kelas komputer",
                  "12-22 09:00-10:00 Kelas komputer", "12-25..12-26 Libur Natal"], 0),
        (OUTLOOK, ["12-01 09:00-10:00 Tea & talk", "12-03 09:00-10:00 Batik x",
                   "12-08 09:00-10:00 Tea & talk"], 1),
        (EXCHANGE, ["12-01..12-04 Pameran", "12-01 15:00-16:00 Daring"], 1),
        (WORDPRESS, ['12-01 09:00-10:00 Kelas – "Batik"', "12-02..12-03 Hari buku"], 0),
        (LIBCAL, ["12-01 09:00-10:00 Story Time", "12-02 09:00-10:00 Knitting x"], 0),
        (NEXTCLOUD, ["12-01 19:00-21:00 Nonton", "01-05 19:00-21:00 Nonton"], 0),
        (THUNDERBIRD, ["12-01 09:00-10:00 Diskusi"], 0),
        (APPLE, ["12-01 13:00-15:00 Bedah buku"], 0),
        (ZIMBRA, ["12-01 09:00-10:00 Rapat baca"], 0),
        (DRUPAL, ["12-01 09:00-10:00 Kelas menulis", "12-08 09:00-10:00 Kelas menulis"], 0),
        (VCALENDAR_1, ["12-01 09:00-10:00 Café baca"], 0),
        (BY_HAND, ["12-01 09:00-11:00 Kelas, batik; gratis", "12-02 09:00-10:00 Dongeng"], 0),
        (GOOGLE + BY_HAND, ["12-01 09:00-10:00 Kelas komputer",
                            "12-01 09:00-11:00 Kelas, batik; gratis",
                            "12-02 09:00-10:00 Dongeng", "12-09 14:00-15:00 Kelas komputer",
                            "12-22 09:00-10:00 Kelas komputer", "12-25..12-26 Libur Natal"], 0),
    ],
    ids=["google", "outlook", "exchange", "wordpress", "libcal", "nextcloud", "thunderbird",
         "apple", "zimbra", "drupal", "vcalendar-1", "by-hand", "two-in-one"],
)  # fmt: skip
@pytest.mark.parametrize("zone", [JAKARTA])
def test_a_calendar(tmp_path: Path, text: str, right: list[str], rejected: int, zone: str) -> None:
    found = entries(tmp_path, text, zone)
    assert shown(found, zone) == right
    assert len(found) - len(right) == rejected, reasons(found)


def test_descriptions_of_exporters(tmp_path: Path) -> None:
    texts = {p.uid: p for text in (OUTLOOK, WORDPRESS, LIBCAL, APPLE, DRUPAL)
             for p in programs(entries(tmp_path, text))}  # fmt: skip
    first = programs(entries(tmp_path, GOOGLE))[0]
    assert first.description == "Kelas gratis\nBawa laptop"
    assert texts["040000008200E00074C5B7101A82E00800000000"].description == "Reminder: bring tea"
    assert texts["12-1-2@x.example"].description == "Datang ya! […]"
    assert texts["12-1-2@x.example"].kind == "workshop"
    assert texts["LibCal-1-2"].location == "Children's Room"
    assert texts["LibCal-1-2"].description.startswith("Songs & stories!")
    assert texts["A-1"].location == "Perpustakaan, Jl. Merdeka 1, Malang"
    assert texts["calendar.12.field_date.0"].description == "Menulis\n\nbersama"
