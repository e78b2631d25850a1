"""A server clock that is wrong for a while causes no deletions and no refusals."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kiosk.central import tables
from kiosk.central.bookings import lending
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.housekeeping import clean_up
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.protocol.bodies import SourcedProgram, key_of
from kiosk.protocol.messages import Action, FeedKind, GrantRequest, Order, Push, RegisterOrder
from tests.central.library import Library
from tests.clocks import ManualClock


@pytest.fixture
def library(central: CentralDatabase, tmp_path: Path, clock: ManualClock) -> Library:
    return Library(central, tmp_path / "snapshots", clock)


def all_rows(library: Library) -> dict[str, list[Any]]:
    """Return the rows of all tables that housekeeping cleans up."""
    names = ("reservation", "claim", "registration", "seat", "taken_order", "lent_code", "tally")
    with library.database.read() as connection:
        rows = {
            name: connection.execute(tables.metadata.tables[name].select()).all() for name in names
        }
        entities = select(tables.entity.c.kind, tables.entity.c.key, tables.entity.c.body)
        rows["feed"] = sorted(map(tuple, connection.execute(entities)), key=repr)
    return {name: sorted(map(tuple, found), key=repr) for name, found in rows.items()}


def fill_library(library: Library) -> str:
    """Fill a library with reservations, a waiting list and a tombstone; return a kiosk."""
    kiosk, clock = library.pair(), library.server.clock
    library.grant(kiosk)
    library.reserve(kiosk, 10, 11)
    library.reserve(kiosk, 34, 35)
    start = library.moment(30)
    program = Program("p", "", "P", Interval(start, start + timedelta(hours=1)), seats=1)
    thing = SourcedProgram("s", program)
    gone = SourcedProgram("s", Program("gone", "", "G", Interval(start, start.replace(hour=23))))
    with library.database.write() as connection:
        feed.publish(connection, [thing, gone], clock())
        feed.publish_deletions(connection, FeedKind.PROGRAM, [key_of(gone)], clock())
    for number in range(3):
        register = RegisterOrder(
            id=f"g{number}", program=key_of(thing), code=f"70000{number}", created=clock()
        )
        body = register.model_dump_json()
        library.send(kiosk, Order(id=f"og{number}", action=Action.REGISTER, body=body))
    return kiosk


@pytest.mark.parametrize("days", [-400, -20_000, 3, 7, 31, 365, 27_000])
@pytest.mark.parametrize("before", [0, 1], ids=["first look", "later"])
def test_one_wrong_reading_of_the_clock_deletes_nothing(
    library: Library, clock: ManualClock, days: int, before: int
) -> None:
    fill_library(library)
    for _ in range(before):
        clean_up(library.server)
    right, there = clock(), all_rows(library)
    clock.advance(days=days)
    clean_up(library.server)
    assert all_rows(library) == there
    clock.now = right + timedelta(minutes=1)
    clean_up(library.server)
    assert all_rows(library) == there
    while clock.now < right + timedelta(days=5):
        clock.advance(hours=12)
        clean_up(library.server)
    with library.database.read() as connection:
        assert not connection.execute(select(tables.reservation)).all(), "the clock is right again"


def test_a_wrong_clock_refuses_no_visitor(library: Library, clock: ManualClock) -> None:
    """Neither a reservation nor a registration is refused; a kiosk sends its own time."""
    kiosk = fill_library(library)
    clean_up(library.server)
    right = clock()
    clock.advance(days=365)
    order = library.order("late", 0, 1, room="room2")
    body = order.body.replace(f"{clock():%Y}-11-24T0", f"{right:%Y}-11-25T1")
    orders = [Order(id="o", action="reserve", body=body)]
    library.server.push(kiosk, Push(orders=orders, now=right))
    assert library.status("late") == "confirmed"
    clean_up(library.server)
    with library.database.read() as connection:
        states = connection.scalars(select(tables.registration.c.status)).all()
    assert sorted(states) == ["confirmed", "waiting", "waiting"]


def test_a_kiosk_that_agrees_confirms_the_clock(library: Library, clock: ManualClock) -> None:
    """The server was switched off for a month, and its clock is right."""
    kiosk = fill_library(library)
    clean_up(library.server)
    clock.advance(days=31)
    clean_up(library.server)
    with library.database.read() as connection:
        assert connection.execute(select(tables.reservation)).all()
    wrong = GrantRequest(codes=40, epoch=0, now=clock() - timedelta(days=20))
    library.server.grant(kiosk, wrong)
    assert library.server.trusted_now() < clock()
    library.server.grant(kiosk, GrantRequest(codes=40, epoch=0, now=clock() + timedelta(minutes=9)))
    assert library.server.trusted_now() == clock()
    clean_up(library.server)
    with library.database.read() as connection:
        assert not connection.execute(select(tables.reservation)).all()


def test_leases_return_when_the_clock_is_right_again(library: Library, clock: ManualClock) -> None:
    kiosk = library.pair()
    leases = library.grant(kiosk).leases
    right = clock()
    clock.advance(days=365)
    clean_up(library.server)
    library.grant(kiosk)
    clock.now = right
    assert library.grant(kiosk).leases == leases
    assert lending.LEASE_DAYS == 3
