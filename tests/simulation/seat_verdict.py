"""The invariants of program seats after all faults have ended and everything is synced."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.domain.registrations import UNSEATED_STATUSES, Registration
from kiosk.domain.reservations import BookingStatus
from kiosk.protocol.bodies import SourcedProgram, key_of
from kiosk.protocol.messages import FeedKind
from kiosk.store import tables as kiosk_tables
from kiosk.store.database import Database

_HOUR = timedelta(hours=1)


class SeatVerdict:
    """The registrations on the server at the end of a simulation."""

    def __init__(self, central: CentralDatabase) -> None:
        with central.read() as connection:
            rows = connection.execute(select(tables.registration)).all()
            held = connection.execute(select(tables.seat)).all()
            registrations = feed.load_entities(connection, FeedKind.REGISTRATION)
            programs = feed.load_entities(connection, FeedKind.PROGRAM)
        self._central = central
        self._statuses = {row.id: row.status for row in rows}
        self._taken = Counter(row.program for row in held if row.registration)
        self.decided = {r.id: r for r in registrations if isinstance(r, Registration)}
        self._programs = {key_of(p): p.program for p in programs if isinstance(p, SourcedProgram)}

    def violations(
        self,
        told: Iterable[str],
        at_once: set[str],
        cancelled: set[str],
        kiosks: Iterable[tuple[str, Database]],
        settled: datetime,
        arrived: Mapping[str, int],
    ) -> Iterator[str]:
        """Yield a message for each broken invariant.

        ``told`` contains the ids of registrations that were confirmed to visitors, ``at_once`` the
        ids that a kiosk confirmed without the server, and ``cancelled`` the ids that visitors
        cancelled. ``settled`` is the last time at which the server assigned free seats.
        """
        if self._statuses != {id: each.status for id, each in self.decided.items()}:
            yield "the feed tells otherwise of registrations than the server decided"
        with self._central.read() as connection:
            yield from list_order_violations(connection, at_once, arrived)
        yield from self._too_many()
        yield from self._broken(told, cancelled)
        yield from self._unsettled(settled - _HOUR)
        for name, database in kiosks:
            yield from self._differences(name, database)

    def _too_many(self) -> Iterator[str]:
        given: dict[str, Counter[int | None]] = defaultdict(Counter)
        for each in self.decided.values():
            if each.status is BookingStatus.CONFIRMED:
                given[each.program][each.seat] += 1
        for key, seats in given.items():
            there = self._programs[key].seats or 0
            if seats.total() > there:
                yield f"{seats.total()} are confirmed for {there} seats"
            if max(seats.values()) > 1 or None in seats:
                yield "a seat is given twice"

    def _broken(self, told: Iterable[str], cancelled: set[str]) -> Iterator[str]:
        for id in told:
            there = self.decided.get(id)
            if there is None:
                yield f"the registration {id}, confirmed to the visitor, is not at the server"
            elif there.status is not BookingStatus.CONFIRMED and id not in cancelled:
                yield f"the registration {id}, confirmed to the visitor, is {there.status}"

    def _unsettled(self, settled: datetime) -> Iterator[str]:
        lines = {each.program for each in self.decided.values() if each.status in UNSEATED_STATUSES}
        for key in sorted(lines):
            program = self._programs[key]
            if program.interval.start <= settled:
                yield f"the line for {program.uid} goes on after its start"
            elif self._taken[key] < (program.seats or 0):
                yield f"a seat of {program.uid} stays empty while somebody waits"
        for each in self.decided.values():
            if each.status is BookingStatus.REQUESTED:
                yield f"the registration {each.id} was never answered"

    def _differences(self, name: str, database: Database) -> Iterator[str]:
        with database.read() as connection:
            rows = connection.execute(kiosk_tables.registration.select()).all()
        here = {(r.id, r.program, r.code, r.status, r.seat, r.place) for r in rows}
        there = self.decided.values()
        if here != {(r.id, r.program, r.code, r.status, r.seat, r.place) for r in there}:
            yield f"the registrations of {name} are not the server's"


def list_order_violations(
    connection: Connection, at_once: set[str], arrived: Mapping[str, int]
) -> Iterator[str]:
    """Check that nobody receives a seat while an earlier visitor waits, except by a promise.

    ``arrived`` maps the id of each registration to its number in the order of arrival.
    """
    rows = list(connection.execute(select(tables.registration)))
    rows.sort(key=lambda row: (row.program, arrived[row.id]))
    for _, group in itertools.groupby(rows, key=lambda row: row.program):
        line = [row for row in group if row.id not in at_once]
        for number, row in enumerate(line):
            behind = {later.status for later in line[number + 1 :]}
            if row.status in UNSEATED_STATUSES and BookingStatus.CONFIRMED in behind:
                yield f"the registration {row.id} was passed over"
        waiting = [row for row in line if row.status in UNSEATED_STATUSES]
        for place, row in enumerate(waiting, 1):
            if row.status == BookingStatus.WAITING and row.place != place:
                yield f"the registration {row.id} is not at the place that it was told"
