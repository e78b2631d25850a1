"""Checking in on the server, and releasing the reservations of no-shows."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from tests.central.library import ROOMS, Library
from tests.clocks import ManualClock


@pytest.fixture
def library(central: CentralDatabase, tmp_path: Path, clock: ManualClock) -> Library:
    """A library whose rooms are released 15 minutes after the start without a check-in."""
    library = Library(central, tmp_path / "snapshots", clock)
    policy = replace(ROOMS[0].policy, check_in_grace=timedelta(minutes=15))
    with central.write() as connection:
        feed.publish(connection, [replace(room, policy=policy) for room in ROOMS], clock())
    return library


def test_a_checked_in_visitor_keeps_the_room(library: Library, clock: ManualClock) -> None:
    one, two = library.pair(), library.pair()
    mine = library.reserve(one, 10, 11)
    clock.advance(hours=1, minutes=10)
    library.check_in(two, mine)
    clock.advance(minutes=20)
    other = library.reserve(two, 10.5, 11)
    assert (library.status(mine), library.status(other)) == ("checked_in", "refused")


def test_a_no_show_loses_the_room_to_another_visitor(library: Library, clock: ManualClock) -> None:
    one, two = library.pair(), library.pair()
    mine = library.reserve(one, 10, 11)
    clock.advance(hours=1, minutes=14)
    assert library.status(library.reserve(two, 10, 11)) == "refused"
    clock.advance(minutes=1)
    assert library.status(mine) == "confirmed", "nobody else wants it yet"
    other = library.reserve(two, 10, 11)
    assert (library.status(mine), library.status(other)) == ("released", "checked_in")
    library.check_in(one, mine)
    library.cancel(one, mine)
    assert (library.status(mine), library.status(other)) == ("released", "checked_in")


@pytest.mark.parametrize("promised", [True, False])
@pytest.mark.parametrize("late", [-10, 0, 5, 25])
def test_a_reservation_that_has_begun_counts_as_checked_in(
    library: Library, clock: ManualClock, late: int, promised: bool
) -> None:
    """``late`` is the server's clock minus the kiosk's, in minutes."""
    kiosk = library.pair()
    clock.advance(hours=1, minutes=20)
    grant = library.grant(kiosk)
    [room] = [r for r in ("room1", "room2") if library.is_lent(grant, 10.5, 11.25, r)][:1]
    order = library.order("walk-in", 10 + 20 / 60, 11, room=room, promised=promised)
    clock.advance(minutes=late)
    library.send(kiosk, order)
    assert library.status("walk-in") == "checked_in"
    clock.advance(minutes=30 - late)
    assert library.status("walk-in") == "checked_in"


def test_a_reservation_that_arrives_after_its_end_is_refused(
    library: Library, clock: ManualClock
) -> None:
    kiosk = library.pair()
    clock.advance(hours=1, minutes=20)
    order = library.order("walk-in", 10 + 20 / 60, 10.5)
    clock.advance(minutes=10)
    library.send(kiosk, order)
    assert library.status("walk-in") == "refused"
    assert {each.duration for each in library.decided_reservation("walk-in").alternatives} == {
        timedelta(minutes=30)
    }


def test_a_late_check_in_counts_if_nobody_else_took_the_room(
    library: Library, clock: ManualClock
) -> None:
    kiosk = library.pair()
    mine = library.reserve(kiosk, 10, 11)
    clock.advance(hours=1, minutes=40)
    library.check_in(kiosk, mine)
    assert library.status(library.reserve(kiosk, 10.5, 11)) == "refused"
    assert library.status(mine) == "checked_in"


def test_a_released_promise_returns_to_its_lease(library: Library, clock: ManualClock) -> None:
    one, two = library.pair(), library.pair()
    grant = library.grant(one)
    room = next(r for r in ("room1", "room2") if library.is_lent(grant, 10, 11.25, r))
    mine = library.reserve(one, 10, 11, room=room, promised=True)
    clock.advance(hours=1, minutes=15)
    other = library.reserve(two, 10, 11, room=room)
    # The first kiosk may still promise the time, so it is recalled.
    assert (library.status(mine), library.status(other)) == ("released", "requested")
    next_grant = library.grant(one, grant.epoch)
    library.adopt(one, next_grant.epoch)
    assert library.status(other) == "checked_in", "it had begun when it was reserved"


def test_a_refused_request_releases_no_other_reservation(
    library: Library, clock: ManualClock
) -> None:
    kiosk = library.pair()
    mine = library.reserve(kiosk, 10, 11)
    clock.advance(hours=1, minutes=20)
    assert library.status(library.reserve(kiosk, 10, 13)) == "refused"  # too long
    assert library.status(mine) == "confirmed"


def test_checking_in_an_unknown_reservation_is_refused(library: Library) -> None:
    kiosk = library.pair()
    library.check_in(kiosk, "no such")
    mine = library.reserve(kiosk, 10, 11)
    library.cancel(kiosk, mine)
    library.check_in(kiosk, mine)
    assert library.status(mine) == "cancelled"
