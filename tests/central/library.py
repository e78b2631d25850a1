"""A small library on the server, and its kiosks."""

from datetime import datetime, time, timedelta
from itertools import count
from pathlib import Path

from pydantic import BaseModel

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.fleet import pairing
from kiosk.central.housekeeping import clean_up
from kiosk.central.server import Clock, Server
from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.reservations import Reservation
from kiosk.domain.spaces import ReservationPolicy, Space
from kiosk.protocol import bodies
from kiosk.protocol.messages import (
    Action,
    AdoptOrder,
    CancelOrder,
    CheckInOrder,
    FeedKind,
    Grant,
    GrantRequest,
    Order,
    PairRequest,
    Push,
    ReserveOrder,
)

_orders = count(1)

HOURS = tuple(WeeklyHours(day, time(8), time(20)) for day in range(7))
BRANCH = Branch("main", "Main", "UTC", hours=HOURS)
ROOMS = tuple(
    Space(code, "main", code, policy=ReservationPolicy(buffer=timedelta(minutes=15)))
    for code in ("room1", "room2")
)


class Library:
    """A library that sends orders as kiosks do; times are hours of 24 November 2026 in UTC."""

    def __init__(self, database: CentralDatabase, folder: Path, clock: Clock) -> None:
        self.server = Server(database, folder, clock)
        self.database = database
        with database.write() as connection:
            feed.publish(connection, [BRANCH, *ROOMS], clock())

    def publish(self, *things: bodies.FeedObject) -> None:
        with self.database.write() as connection:
            feed.publish(connection, things, self.server.clock())

    def pairing_code(self) -> str:
        """Create a pairing code and return it."""
        with self.database.write() as connection:
            return pairing.create_pairing_code(connection, "main", self.server.clock())

    def pair(self, name: str = "kiosk") -> str:
        wish = PairRequest(
            code=self.pairing_code(), name=name, key=f"{next(_orders):044}", version=1
        )
        return self.server.pair(wish, "peer").kiosk

    def reserve(
        self, kiosk: str, start: float, end: float, *, room: str = "room1", promised: bool = False
    ) -> str:
        """Send a reservation to the server and return its id."""
        id = f"reservation-{next(_orders)}"
        self.send(kiosk, self.order(id, start, end, room=room, promised=promised))
        return id

    def order(
        self, id: str, start: float, end: float, *, room: str = "room1", promised: bool = False
    ) -> Order:
        wanted = ReserveOrder(
            id=id,
            space=room,
            start=self.moment(start),
            end=self.moment(end),
            code="123456",
            created=self.server.clock(),
            promised=promised,
        )
        return _order(Action.RESERVE, wanted)

    def cancel(self, kiosk: str, id: str) -> None:
        self.send(kiosk, self.cancellation_order(id))

    def cancellation_order(self, id: str) -> Order:
        return _order(Action.CANCEL, CancelOrder(id=id))

    def check_in(self, kiosk: str, id: str) -> None:
        self.send(kiosk, _order(Action.CHECK_IN, CheckInOrder(id=id)))

    def adopt(self, kiosk: str, epoch: int) -> None:
        self.send(kiosk, self.adoption_order(epoch))

    def adoption_order(self, epoch: int) -> Order:
        return _order(Action.ADOPT, AdoptOrder(epoch=epoch))

    def send(self, kiosk: str, *orders: Order) -> dict[str, str]:
        return self.server.push(kiosk, Push(orders=list(orders))).refused

    def grant(self, kiosk: str, epoch: int = 0, codes: int = 0) -> Grant:
        return self.server.grant(kiosk, GrantRequest(codes=codes, epoch=epoch))

    def status(self, id: str) -> str:
        return str(self.decided_reservation(id).status)

    def decided_reservation(self, id: str) -> Reservation:
        with self.database.read() as connection:
            found = feed.load_entity(connection, FeedKind.RESERVATION, id)
        assert isinstance(found, Reservation)
        return found

    def advance_while_closed(self, **length: float) -> None:
        """Advance all clocks without any activity; a kiosk then confirms the server's clock."""
        clock = self.server.clock
        clean_up(self.server)
        clock.advance(**length)  # type: ignore[attr-defined]
        assert self.server.trusted_now(clock()) == clock()

    def moment(self, hour: float) -> datetime:
        return self.server.clock().replace(hour=0, minute=0, second=0) + timedelta(hours=hour)

    def is_lent(self, grant: Grant, start: float, end: float, room: str = "room1") -> bool:
        """Return whether one lease of ``grant`` contains [start, end)."""
        return any(
            lease.space == room
            and lease.start <= self.moment(start)
            and lease.end >= self.moment(end)
            for lease in grant.leases
        )


def _order(action: Action, body: BaseModel) -> Order:
    return Order(id=f"order-{next(_orders)}", action=action, body=body.model_dump_json())
