"""Closing a space for a time, reservations that were covered later, and the calendar's address."""

import re

import httpx
import pytest
from icalendar import Calendar

from kiosk.central.feed import feed
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.protocol.bodies import SourcedProgram
from tests.central.library import Library
from tests.console.choices import choices, submit_choices
from tests.console.conftest import Staff

SATURDAY = 4 * 24
PAGE = "/space-times?code=room1"
CLOSED = {"code": "room1", "first": "2026-11-28", "from": "10:00", "until": "12:00"}


def outcome(library: Library, start: float, end: float, room: str = "room1") -> str:
    return library.status(library.reserve(library.pair(), start, end, room=room))


def announce(library: Library, start: float, end: float) -> None:
    held = Interval(library.moment(start), library.moment(end))
    program = Program("talk", "", "Talk & Tea", held, location="room1")
    with library.database.write() as connection:
        feed.publish(connection, [SourcedProgram("cal", program)], library.server.clock())


def test_a_closed_time_is_refused_until_it_is_opened(librarian: Staff, library: Library) -> None:
    librarian.submit(PAGE, "close", **CLOSED, reason="Painting")
    assert "Space closed for a time." in librarian.page
    assert "Painting" in librarian.page
    assert outcome(library, SATURDAY + 10, SATURDAY + 11) == "refused"
    assert outcome(library, SATURDAY + 14, SATURDAY + 15) == "confirmed"
    key = re.search(r'name="key" value="([^"]+)"', librarian.page)
    assert key
    librarian.submit(PAGE, "open", code="room1", key=key[1])
    assert outcome(library, SATURDAY + 10, SATURDAY + 11) == "confirmed"


def test_without_times_the_whole_days_are_closed(librarian: Staff, library: Library) -> None:
    days = {"code": "room1", "first": "2026-11-28", "last": "2026-11-29"}
    librarian.submit(PAGE, "close", **days)
    assert outcome(library, SATURDAY + 8, SATURDAY + 9) == "refused"
    assert outcome(library, SATURDAY + 24 + 19, SATURDAY + 24 + 19.5) == "refused"
    assert outcome(library, SATURDAY + 48 + 9, SATURDAY + 48 + 10) == "confirmed"


@pytest.mark.parametrize(
    "wrong", [{"until": "09:00"}, {"first": "soon"}, {"last": "2026-11-01"}, {"code": "nowhere"}]
)
def test_a_wrong_time_changes_nothing(
    librarian: Staff, library: Library, wrong: dict[str, str]
) -> None:
    answer = librarian.submit(PAGE, "close", **{**CLOSED, **wrong})
    assert answer.status_code == 422
    assert outcome(library, SATURDAY + 10, SATURDAY + 11) == "confirmed"
    assert librarian.open("/space-times?code=nowhere").status_code == 422


def test_closing_asks_what_happens_to_the_reservations(librarian: Staff, library: Library) -> None:
    made = library.reserve(library.pair(), SATURDAY + 10, SATURDAY + 11)
    librarian.submit(PAGE, "close", **CLOSED)
    assert "Affected reservations" in librarian.page
    assert library.status(made) == "confirmed"
    moves = choices(librarian, made)
    assert not any("T10:" in each or "T11:" in each for each in moves if "2026-11-28" in each)
    submit_choices(librarian, PAGE, "close", {f"fate-{made}": moves[0]})
    assert library.status(made) == "confirmed"
    assert library.decided_reservation(made).interval.start != library.moment(SATURDAY + 10)


def test_staff_are_told_of_a_reservation_that_a_programme_took(
    librarian: Staff, library: Library
) -> None:
    made = library.reserve(library.pair(), SATURDAY + 10, SATURDAY + 11)
    librarian.open("/reservations")
    assert "taken later" not in librarian.page
    announce(library, SATURDAY + 9, SATURDAY + 12)
    librarian.open("/kiosks")
    assert "1 reservation is in a space that was taken later." in librarian.page
    librarian.open("/reservations")
    assert "by a programme (Talk & Tea): 28 Nov 2026, 09:00" in librarian.page
    assert library.status(made) == "confirmed"
    librarian.submit("/reservations", "cancel", id=made)
    assert "taken later" not in librarian.page.lower()


def test_staff_cannot_approve_or_move_into_a_programme(librarian: Staff, library: Library) -> None:
    holder, asker = library.pair(), library.pair()
    room = next(
        r for r in ("room1", "room2") if library.is_lent(library.grant(holder), 10, 11.25, r)
    )
    asked = library.reserve(asker, 10, 11, room=room)
    assert library.status(asked) == "requested"
    held = Interval(library.moment(10), library.moment(12))
    with library.database.write() as connection:
        program = Program("talk", "", "Talk", held, location=room)
        feed.publish(connection, [SourcedProgram("cal", program)], library.server.clock())
    assert librarian.submit("/reservations", "approve", id=asked).status_code == 422
    moved = {"id": asked, "space": room, "day": "2026-11-24", "start": "11:00", "minutes": "60"}
    assert librarian.submit("/reservations", "move", **moved).status_code == 422
    assert library.status(asked) == "requested"


# --- the calendar -----------------------------------------------------------------------------


def address(staff: Staff) -> str:
    staff.submit(PAGE, "make_address", code="room1")
    found = re.search(r"<code>(http[^<]+)</code>", staff.page)
    assert found, staff.page
    return found[1]


def events(content: bytes) -> list[tuple[str, str, str]]:
    calendar = Calendar.from_ical(content)
    return [
        (str(e["summary"]), e["dtstart"].dt.strftime("%H:%M"), e["dtend"].dt.strftime("%H:%M"))
        for e in calendar.walk("VEVENT")
    ]


def test_the_calendar_has_the_busy_times_and_no_codes(admin: Staff, library: Library) -> None:
    made = library.reserve(library.pair(), 14, 15)
    announce(library, 10, 12)
    admin.submit(
        PAGE, "close", code="room1", first="2026-11-25", **{"from": "09:00", "until": "10:00"}
    )
    answer = httpx.get(address(admin))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert events(answer.content) == [
        ("Talk & Tea", "10:00", "12:00"),
        ("Reserved", "14:00", "15:00"),
        ("Closed", "09:00", "10:00"),
    ]
    assert "123456" not in answer.text
    assert made not in answer.text
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    assert b"\n" not in answer.content.replace(b"\r\n", b"")


def test_an_unchanged_calendar_is_not_sent_again(admin: Staff, library: Library) -> None:
    url = address(admin)
    tag = httpx.get(url).headers["etag"]
    again = httpx.get(url, headers={"If-None-Match": f'W/{tag}, "other"'})
    assert (again.status_code, again.content) == (304, b"")
    library.reserve(library.pair(), 14, 15)
    changed = httpx.get(url, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_only_the_newest_address_works_and_it_can_be_revoked(
    admin: Staff, librarian: Staff, library: Library
) -> None:
    old = address(admin)
    new = address(admin)
    assert [httpx.get(url).status_code for url in (old, new)] == [404, 200]
    assert [httpx.get(new.split("?")[0]).status_code, httpx.get(new[:-1]).status_code] == [404, 404]
    assert httpx.get(new.replace("room1", "room2")).status_code == 404
    admin.open(PAGE)
    assert new not in admin.page, "it is shown once"
    assert librarian.submit(PAGE, "revoke_address", code="room1").status_code == 403
    admin.submit(PAGE, "revoke_address", code="room1")
    assert httpx.get(new).status_code == 404
