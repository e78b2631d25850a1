"""Registrations and seat leases that a kiosk receives from the server."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.domain.registrations import Registration
from kiosk.domain.reservations import BookingStatus
from kiosk.protocol import bodies
from kiosk.protocol.messages import VERSION, Change, FeedKind, Grant, GrantRequest, SeatLease
from kiosk.search import index
from kiosk.store import registrations
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, outbox
from kiosk.store.sync import leases as lent
from kiosk.sync.apply import apply_changes
from kiosk.sync.rounds import SyncRounds

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CONFIRMED, WAITING = BookingStatus.CONFIRMED, BookingStatus.WAITING


class GrantOnlyLink:
    """A link that only answers grant requests, with ``seats`` of one program."""

    def __init__(self) -> None:
        self.epoch, self.seats = 0, [1, 2]
        self.wishes: list[GrantRequest] = []

    async def grant(self, wish: GrantRequest) -> Grant:
        self.wishes.append(wish)
        leases = [SeatLease(program="p", seats=self.seats)]
        return Grant(epoch=self.epoch, leases=[], codes=[], seats=leases, now=NOW)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    with database.write() as connection:
        feed_state.start_feed(connection, "feed")
    yield database
    database.close()


def made(status: BookingStatus, place: int = 0) -> Registration:
    return Registration("r", "p", "123456", NOW, status, place=place)


def apply_and_find(database: Database, *changes: Change) -> Registration | None:
    with database.write() as connection:
        apply_changes(connection, changes, index)
        return registrations.find_registration(connection, "r")


def change_of(registration: Registration) -> Change:
    body = bodies.dump_body(registration)
    return Change(seq=1, kind=FeedKind.REGISTRATION, key=registration.id, body=body)


def test_the_newest_state_of_a_registration_is_kept(database: Database) -> None:
    apply_and_find(database, change_of(made(WAITING, 2)))
    assert apply_and_find(database, change_of(made(WAITING, 1))) == made(WAITING, 1)
    assert (
        apply_and_find(database, Change(seq=2, kind=FeedKind.REGISTRATION, key="r", body=None))
        is None
    )


def test_a_booking_with_an_unsent_order_is_not_overwritten(database: Database) -> None:
    apply_and_find(database, change_of(made(WAITING, 1)))
    with database.write() as connection:
        outbox.queue_order(connection, "cancel", "{}", "r")
        registrations.save_registrations(connection, made(BookingStatus.CANCELLED))
    assert apply_and_find(database, change_of(made(CONFIRMED))) == made(BookingStatus.CANCELLED)


def test_an_unknown_kind_is_skipped(database: Database) -> None:
    unknown = Change(seq=1, kind="exhibit", key="e", body='{"title": "?"}')
    assert apply_and_find(database, unknown, change_of(made(CONFIRMED))) == made(CONFIRMED)


def test_a_grant_replaces_seat_leases_and_queues_its_adoption(database: Database) -> None:
    lender = GrantOnlyLink()
    rounds = SyncRounds(database, lender, index, lambda: NOW, None)

    def borrow() -> set[int]:
        asyncio.run(rounds.borrow())
        with database.read() as connection:
            return lent.list_leased_seats(connection, "p")

    assert borrow() == {1, 2}
    lender.epoch, lender.seats = 1, [2]
    assert borrow() == {2}
    lender.epoch, lender.seats = 0, [1, 2]
    assert borrow() == {2}, "an older grant that comes late changes nothing"
    assert {wish.version for wish in lender.wishes} == {VERSION}
    with database.read() as connection:
        assert [order.action for order in outbox.list_next_orders(connection, 9)] == ["adopt"]


def test_a_grant_of_an_older_server_has_no_seats() -> None:
    old = Grant.model_validate_json(
        '{"epoch": 0, "leases": [], "codes": [], "now": "2026-11-24T09:00:00Z"}'
    )
    assert old.seats == []
