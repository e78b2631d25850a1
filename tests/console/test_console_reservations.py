"""Approving, moving, cancelling and checking in reservations in the console."""

import re
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from kiosk.central import tables
from kiosk.central.feed import feed
from kiosk.central.housekeeping import clean_up
from kiosk.protocol.messages import FeedKind
from tests.central.library import BRANCH, ROOMS, Library
from tests.clocks import ManualClock
from tests.console.conftest import Staff


def pending_request(library: Library) -> tuple[str, str]:
    """Return a request for a time that is leased to another kiosk, and this other kiosk."""
    lessee, other = library.pair("one"), library.pair("two")
    lent = library.grant(lessee)
    room = next(room.code for room in ROOMS if library.is_lent(lent, 10, 12, room.code))
    id = library.reserve(other, 10, 11, room=room)
    assert library.status(id) == "requested"
    return id, lessee


def test_a_code_is_searched_without_appearing_in_an_address(
    viewer: Staff, library: Library
) -> None:
    pending_request(library)
    assert "End" not in viewer.submit("/reservations", "find", code="654321").text
    found = viewer.submit("/reservations", "find", code="123 456")
    assert "End" in viewer.page
    assert "123" not in str(found.url)
    assert "End" in viewer.open("/reservations?code=654321").text, (
        "a code in the address is ignored"
    )


def test_a_request_is_approved_even_if_a_kiosk_holds_the_lease(
    librarian: Staff, library: Library
) -> None:
    id, lessee = pending_request(library)
    librarian.open("/reservations")
    assert "Approve 123456" in librarian.page
    librarian.submit("/reservations", "approve", id=id)
    assert "Reservation approved." in librarian.page
    assert library.status(id) == "confirmed"
    room = library.decided_reservation(id).space
    assert not library.is_lent(library.grant(lessee), 10, 11, room), "the time is no longer lent"
    again = library.reserve(lessee, 10, 11, room=room, promised=True)
    assert library.status(again) == "refused", "no time is given twice"
    assert (
        "another visitor has that time" in librarian.submit("/reservations", "approve", id=id).text
    )


def test_moving_frees_the_old_time_and_claims_the_new_one(
    librarian: Staff, library: Library
) -> None:
    kiosk = library.pair()
    id = library.reserve(kiosk, 106, 107)
    new = {"space": "room2", "day": "2026-11-28", "start": "09:00", "minutes": "60"}
    librarian.submit("/reservations", "move", id=id, **new)
    assert "Reservation moved." in librarian.page
    moved = library.decided_reservation(id)
    assert (moved.space, moved.interval.start, moved.status) == (
        "room2",
        library.moment(4 * 24 + 9),
        "confirmed",
    )
    assert library.status(library.reserve(kiosk, 106, 107)) == "confirmed"


def test_a_lent_time_is_recalled_before_it_is_given(librarian: Staff, library: Library) -> None:
    """The lease of the original kiosk is recalled too, as it may have promised the time."""
    kiosk = library.pair()
    id = library.reserve(kiosk, 106, 107)
    library.grant(kiosk)
    new = {"space": "room1", "day": "2026-11-24", "start": "12:00", "minutes": "60"}
    librarian.submit("/reservations", "move", id=id, **new)
    assert library.status(id) == "requested"
    library.adopt(kiosk, library.grant(kiosk).epoch)
    assert library.status(id) == "confirmed"


def test_an_impossible_move_changes_nothing(librarian: Staff, library: Library) -> None:
    kiosk = library.pair()
    id = library.reserve(kiosk, 106, 107)
    library.reserve(kiosk, 109, 110)
    new = {"space": "room1", "day": "2026-11-28", "start": "15:00", "minutes": "60"}
    for change, expected in (
        ({"start": "12:30"}, "Another visitor has reserved that time."),
        ({"start": "03:00"}, "The library is closed at that time."),
        ({"minutes": "600"}, "That is too long."),
        ({"start": "15:10"}, "does not match the slots"),
        ({"day": "2026-11-23"}, "That time has passed."),
        ({"day": "soon"}, "“soon” is not a date"),
    ):
        answer = librarian.submit("/reservations", "move", id=id, **(new | change))
        assert expected in answer.text, change
        assert f'value="{(new | change)["minutes"]}"' in answer.text, (
            "what was typed is still there"
        )
    assert library.decided_reservation(id).interval.start == library.moment(106)
    assert library.status(id) == "confirmed"


def test_cancel_and_check_in_by_code(
    librarian: Staff, library: Library, clock: ManualClock
) -> None:
    with library.database.write() as connection:
        policy = replace(ROOMS[0].policy, check_in_grace=timedelta(minutes=15))
        feed.publish(connection, [replace(ROOMS[0], policy=policy)], library.server.clock())
    id = library.reserve(library.pair(), 106, 107)
    librarian.submit("/reservations", "find", code="123 456")
    assert "Check in 123456" not in librarian.page
    early = librarian.submit("/reservations", "check_in", id=id)
    assert "Check-in is from 28 Nov 2026, 09:45" in early.text
    assert library.status(id) == "confirmed"
    clock.now = library.moment(106)
    librarian.sign_in("librarian")
    librarian.submit("/reservations", "find", code="123 456")
    assert "Check in 123456" in librarian.page
    librarian.submit("/reservations", "check_in", id=id)
    assert library.status(id) == "checked_in"
    assert "Undo check-in of 123456" in librarian.page
    librarian.submit("/reservations", "undo_check_in", id=id)
    assert library.status(id) == "confirmed"
    assert "Check-in undone." in librarian.page
    librarian.submit("/reservations", "check_in", id=id)
    assert library.status(id) == "checked_in"
    librarian.submit("/reservations", "cancel", id=id)
    assert library.status(id) == "cancelled"
    assert "No entries." in librarian.page
    assert "Cancelled" in librarian.submit("/reservations", "find", code="123456").text
    assert (
        "reservation no longer exists"
        in librarian.submit("/reservations", "cancel", id="none").text
    )


def test_a_viewer_decides_nothing(viewer: Staff, library: Library) -> None:
    id, _ = pending_request(library)
    for do in ("approve", "cancel", "check_in", "undo_check_in", "move"):
        refused = viewer.submit("/reservations", do, id=id)
        assert "do not have permission" in refused.text
        assert refused.status_code == 403
    assert library.status(id) == "requested"


def test_a_space_without_check_in_says_so(librarian: Staff, library: Library) -> None:
    id = library.reserve(library.pair(), 106, 107)
    librarian.submit("/reservations", "find", code="123456")
    assert "Check in 123456" not in librarian.page
    answer = librarian.submit("/reservations", "check_in", id=id)
    assert "room1 needs no check-in." in answer.text
    assert library.status(id) == "confirmed"


def test_a_reservation_without_a_space_is_shown_in_the_zone_of_its_kiosk(
    librarian: Staff, library: Library
) -> None:
    """The space was removed outside the console, for example by a new library.toml."""
    with library.database.write() as connection:
        feed.publish(connection, [replace(BRANCH, zone="Asia/Jakarta")], library.server.clock())
    library.reserve(library.pair(), 98, 99)
    with library.database.write() as connection:
        feed.publish_deletions(connection, FeedKind.SPACE, ["room1"], library.server.clock())
    librarian.open("/reservations")
    shown = re.findall(r"28 Nov 2026, ([^<]+)<", librarian.page)
    assert shown == ["09:00", "10:00"]


def test_impossible_rows_do_not_break_the_page(
    librarian: Staff, library: Library, clock: ManualClock
) -> None:
    """An older release stored these rows; they can still be cancelled, and expire in time."""
    kiosk = library.pair()
    good = library.reserve(kiosk, 34, 35)
    last, first = 253_402_300_799, -62_135_596_800  # in the years 9999 and 1
    bad = {
        "far": ("room1", 1_795_000_000, last, "confirmed"),
        "beyond": ("room1", last, 10**15, "requested"),
        "backwards": ("room2", 1_795_600_000, 1_795_500_000, "confirmed"),
        "ever": ("room2", first, last, "checked_in"),
        "nowhere": ("gone", last - 3600, last, "requested"),
    }
    with library.database.write() as connection:
        for id, (space, starts, ends, status) in bad.items():
            connection.exec_driver_sql(
                "INSERT INTO reservation (id, space, starts, ends, code, created, status, kiosk, "
                f"\"order\") VALUES ('{id}', '{space}', {starts}, {ends}, '999999', 0, '{status}', "
                f"'{kiosk}', 9)"
            )
        connection.exec_driver_sql(
            "INSERT INTO entity (kind, key, seq, digest, body, changed) "
            "VALUES ('space', 'broken', 999999, 'x', '{\"code\": 1}', 0)"
        )
    for page in ("/reservations", "/kiosks", "/branches", "/programs", "/statistics"):
        assert librarian.open(page).status_code == 200, page
    assert librarian.submit("/reservations", "find", code="999999").status_code == 200
    assert "9999" in librarian.page
    assert library.grant(kiosk).leases
    assert library.status(library.reserve(kiosk, 36, 37)) == "confirmed"
    clean_up(library.server)
    with library.database.read() as connection:
        left = set(connection.scalars(select(tables.reservation.c.id)))
    assert good in left
    assert not left & set(bad)
