"""A check of the server's decisions: the order of arrival, and the leases.

The check records the order of arrival and the leases itself and does not rely on the server's own
records.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from kiosk.central import tables
from kiosk.central.feed import feed
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import OCCUPYING_STATUSES, BookingStatus
from kiosk.domain.spaces import Space
from kiosk.protocol.messages import Action, FeedKind, Order, ReserveOrder
from tests.simulation.reservation_verdict import GIVEN

if TYPE_CHECKING:
    from tests.simulation.world import World


@dataclass(frozen=True)
class _Held:
    """A reservation on the server."""

    id: str
    space: str
    start: datetime
    end: datetime
    status: str


class ArrivalOrderCheck:
    """Checks that the server respects the order in which requests arrive.

    ``arrived`` maps the id of each request to its number in the order of arrival. ``seen`` lists
    the faults found.
    """

    def __init__(self, world: "World") -> None:
        self._world = world
        self.arrived: dict[str, int] = {}
        self.promised: set[str] = set()  # under a lease
        self.seen: list[str] = []

    @contextmanager
    def watched(self, kiosk: str, order: Order | None = None) -> Iterator[None]:
        """Check one step of the server."""
        with self._world.central.read() as connection:
            before = self._held(connection)
            if order is not None:
                self._arrive(connection, kiosk, order)
        yield
        with self._world.central.read() as connection:
            after = self._held(connection)
        self.seen += self._passed_over(before, after)
        for id, held in after.items():
            given_before = id in before and before[id].status in GIVEN
            if held.status in GIVEN and not given_before and id not in self.promised:
                self._world.holds.check_given(id, held.space, held.start, held.end)
                self._world.others.check_given(id, held.space, held.start, held.end)
                self._world.asked.check_given(id, held.space, held.start, held.end)

    def _arrive(self, connection: Connection, kiosk: str, order: Order) -> None:
        if order.action not in (Action.RESERVE, Action.REGISTER):
            return
        id = json.loads(order.body)["id"]
        if id in self.arrived:
            return
        self.arrived[id] = len(self.arrived)
        if order.action == Action.RESERVE:
            wanted = ReserveOrder.model_validate_json(order.body)
            if wanted.promised and self._is_lent(connection, kiosk, wanted):
                self.promised.add(id)
            elif wanted.promised:
                self.seen.append(f"{id} was promised at {kiosk}, which was not lent all of it")

    def _is_lent(self, connection: Connection, kiosk: str, wanted: ReserveOrder) -> bool:
        """Return True if the kiosk leases the time and its buffer without a gap."""
        claim = tables.claim
        lent = connection.execute(
            select(claim.c.starts, claim.c.ends)
            .where(
                claim.c.space == wanted.space,
                claim.c.lessee == kiosk,
                claim.c.reservation.is_(None),
            )
            .order_by(claim.c.starts)
        )
        reached, end = wanted.start, wanted.end + self._buffer(connection, wanted.space)
        for starts, ends in lent:
            if starts <= reached < ends:
                reached = ends
        return reached >= end

    def _buffer(self, connection: Connection, space: str):  # type: ignore[no-untyped-def]
        found = feed.load_entity(connection, FeedKind.SPACE, space)
        assert isinstance(found, Space)
        return found.policy.buffer

    def _held(self, connection: Connection) -> dict[str, _Held]:
        table = tables.reservation
        rows = connection.execute(
            select(table.c.id, table.c.space, table.c.starts, table.c.ends, table.c.status)
        )
        return {row.id: _Held(*row) for row in rows}

    def _passed_over(self, before: dict[str, _Held], after: dict[str, _Held]) -> Iterator[str]:
        """Yield a fault for each earlier request that lost its time to a later request."""
        waited = [each for each in before.values() if each.status == BookingStatus.REQUESTED]
        given = [each for each in waited if after[each.id].status == BookingStatus.CONFIRMED]
        refused = [each for each in waited if after[each.id].status == BookingStatus.REFUSED]
        now = self._world.server.real.clock()
        for first in refused:
            for later in given:
                came_first = self.arrived[first.id] < self.arrived[later.id]
                if not came_first or not self._meet(first, later) or first.start <= now:
                    continue
                if self._world.holds.holding(first.space, Interval(first.start, first.end)):
                    continue  # a programme or a closing took the time of the first
                if first.space in self._world.asked.spaces:
                    continue  # its owner decides, one request after the other
                others = (e for e in after.values() if e.id != later.id and e.status in _TAKEN)
                if not any(self._meet(first, other) for other in others):
                    yield f"{first.id} came before {later.id}, which was given the time of both"

    def _meet(self, one: _Held, other: _Held) -> bool:
        with self._world.central.read() as connection:
            buffer = self._buffer(connection, one.space)
        return (
            one.space == other.space
            and one.start < other.end + buffer
            and other.start < one.end + buffer
        )


_TAKEN = OCCUPYING_STATUSES - {BookingStatus.REQUESTED}
