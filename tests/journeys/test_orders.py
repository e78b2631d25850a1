"""A kiosk with a server sends every relevant action of a visitor to the server at once."""

from datetime import timedelta

from kiosk.domain.intervals import Interval
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, outbox
from kiosk.testing.visitor import Visitor
from tests.journeys.conftest import NOW, ROOM, Open, open_code, reserve_room, reserved_before
from tests.journeys.programs import open_program


def test_every_order_wakes_the_sync(open_kiosk: Open, database: Database) -> None:
    with database.write() as connection:
        feed_state.start_feed(connection, "feed")
        day = Interval(NOW - timedelta(hours=1), NOW + timedelta(hours=10))
        leases.replace_leases(connection, [(ROOM, day)])
    early = reserved_before(database)
    visitor = open_kiosk()
    waiting: list[int] = []

    def note() -> None:
        with database.read() as connection:
            waiting.append(outbox.count_orders(connection))

    visitor.kiosk.ordered.connect(note)
    open_program(visitor)
    visitor.tap("register")
    visitor.tap("reserved-done")
    reserve_room(visitor, slot=2)
    visitor.tap("reserved-done")
    open_code(visitor, early)
    visitor.tap("check-in")
    visitor.tap("cancel-it")
    visitor.tap("cancel-sure")
    assert waiting == [2, 3, 4, 5]


def test_who_has_typed_the_code_is_not_told_to_use_it(visitor: Visitor, database: Database) -> None:
    early = reserved_before(database)
    reserve_room(visitor, slot=1)
    assert "Check in here with your code by" in visitor.text("reservation-explanation")
    visitor.tap("reserved-done")
    open_code(visitor, early)
    assert "Check in by" in visitor.text("found")
    assert visitor.sees("check-in")
