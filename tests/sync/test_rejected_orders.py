"""An order that the server rejects is set aside, and later orders are sent."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.protocol.messages import ReserveOrder
from kiosk.services.sync.sync_worker import run_sync_round
from kiosk.store import reservations, tables
from kiosk.store.database import Database
from kiosk.store.sync import outbox
from kiosk.sync.credentials import load_paired_credentials
from tests.central.library import Library

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = (NOW + timedelta(days=5)).replace(hour=10, minute=0, second=0)


def visited(kiosk: Database, id: str, hour: int, body: str = "", order: str = "") -> None:
    """Reserve an hour; the order is corrupted if a ``body`` or an ``order`` id is given."""
    start = DAY + timedelta(hours=hour)
    made = Reservation(
        id,
        "room1",
        Interval(start, start + timedelta(hours=1)),
        f"80000{hour}",
        NOW,
        BookingStatus.REQUESTED,
    )
    with kiosk.write() as connection:
        reservations.save_reservations(connection, made)
        outbox.queue_order(
            connection, "reserve", body or ReserveOrder.of(made).model_dump_json(), id
        )
        if order:
            last = tables.outbox.c.subject == id
            connection.execute(tables.outbox.update().where(last).values(id=order))


@pytest.mark.parametrize(
    "spoiled",
    [
        {"body": "{}"},  # each of these is refused by itself
        {"body": "x" * 300},
        {"body": "x" * 30_000},  # and with these the whole request
        {"order": "x" * 65},
        {"order": "o\0"},
    ],
    ids=lambda each: str(each)[:20],
)
def test_later_orders_are_sent_and_the_visitor_sees_the_refusal(
    kiosk: Database, library: Library, spoiled: dict[str, str]
) -> None:
    mine = load_paired_credentials(kiosk)
    assert mine
    run_sync_round(kiosk, mine)
    visited(kiosk, "before", 1)
    visited(kiosk, "spoiled", 3, **spoiled)
    visited(kiosk, "after", 5)
    run_sync_round(kiosk, mine)
    assert library.status("before") == library.status("after") == "confirmed"
    with kiosk.read() as connection:
        assert outbox.count_orders(connection) == 0
        told = reservations.find_reservation(connection, "spoiled")
        assert told
        assert told.status is BookingStatus.REFUSED
        kept = connection.execute(select(tables.refused_order)).all()
        assert [row.action for row in kept] == ["reserve"]
