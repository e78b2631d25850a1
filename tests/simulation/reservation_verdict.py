"""The invariants of reservations after all faults have ended and everything is synced."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.domain.spaces import Space
from kiosk.protocol.bodies import SourcedRecord, key_of
from kiosk.protocol.messages import FeedKind
from kiosk.store import tables as kiosk_tables
from kiosk.store.database import Database

GIVEN = frozenset({BookingStatus.CONFIRMED, BookingStatus.CHECKED_IN})


@dataclass(frozen=True)
class Promise:
    """A reservation that a kiosk confirmed to a visitor."""

    made: Reservation
    kiosk: str


class ReservationVerdict:
    """The reservations on the server at the end of a simulation."""

    def __init__(self, central: CentralDatabase) -> None:
        with central.read() as connection:
            decided = feed.load_entities(connection, FeedKind.RESERVATION)
            spaces = [
                s for s in feed.load_entities(connection, FeedKind.SPACE) if isinstance(s, Space)
            ]
            records = feed.load_entities(connection, FeedKind.RECORD)
            self.claimed = set(connection.scalars(select(tables.claim.c.reservation)))
        self.reservations = {r.id: r for r in decided if isinstance(r, Reservation)}
        self._policies = {space.code: space.policy for space in spaces}
        self.titles = {key_of(r): r.record.title for r in records if isinstance(r, SourcedRecord)}
        self.statuses = Counter(r.status.value for r in self.reservations.values())
        self._shown = {id: _shown(made) for id, made in self.reservations.items()}

    def violations(
        self,
        promises: Iterable[Promise],
        cancelled: set[str],
        kiosks: Iterable[tuple[str, Database]],
    ) -> Iterator[str]:
        """Describe every broken invariant. ``cancelled`` contains the ids cancelled by visitors."""
        yield from self._overlaps()
        yield from self._broken(promises, cancelled)
        yield from self._undecided()
        for name, database in kiosks:
            with database.read() as connection:
                yield from self._differences(name, connection)

    def _overlaps(self) -> Iterator[str]:
        by_space: dict[str, list[Reservation]] = {}
        for each in self.reservations.values():
            if each.status in GIVEN:
                by_space.setdefault(each.space, []).append(each)
        for code, held in by_space.items():
            held.sort(key=lambda r: r.interval)
            buffer = self._policies[code].buffer
            for one, two in itertools.pairwise(held):
                if two.interval.start < one.interval.end + buffer:
                    yield f"{one.id} and {two.id} overlap in {code}"

    def _broken(self, promises: Iterable[Promise], cancelled: set[str]) -> Iterator[str]:
        for promise in promises:
            id, there = promise.made.id, self.reservations.get(promise.made.id)
            if there is None:
                yield f"{id}, promised at {promise.kiosk}, is not at the server"
            elif there.status is BookingStatus.RELEASED:
                if self._policies[there.space].check_in_grace is None:
                    yield f"{id} was given away, though nobody has to check in there"
            elif there.status not in GIVEN and id not in cancelled:
                yield f"{id}, promised at {promise.kiosk}, is {there.status}"
            elif there.interval != promise.made.interval:
                yield f"{id} is at another time than promised"

    def _undecided(self) -> Iterator[str]:
        for each in self.reservations.values():
            if each.status is BookingStatus.REQUESTED:
                yield f"the request {each.id} was never answered"
            if (each.status in GIVEN) != (each.id in self.claimed):
                yield f"{each.id} is {each.status}, but its claim says otherwise"

    def _differences(self, name: str, connection: Connection) -> Iterator[str]:
        """Describe the differences between a kiosk and the server."""
        titles = {
            f"{row.source}\x1f{row.source_id}\x1f{row.occurrence}": row.title
            for row in connection.exec_driver_sql("SELECT * FROM bib")
        }
        indexed = connection.exec_driver_sql("SELECT count(*) FROM search_entry").scalar()
        waiting = connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar()
        held = {
            r.id: (r.space, r.starts, r.ends, r.code, r.status, r.alternatives)
            for r in connection.execute(kiosk_tables.reservation.select())
        }
        if titles != self.titles:
            yield f"the catalogue of {name} is not the server's"
        if indexed != len(titles):
            yield f"the index of {name} is not its catalogue's"
        if waiting:
            yield f"{waiting} orders of {name} were never taken"
        if held != self._shown:
            yield f"the reservations of {name} are not the server's"


def _shown(made: Reservation) -> tuple[object, ...]:
    """Return the fields of a reservation that kiosks show."""
    span = made.interval
    return made.space, span.start, span.end, made.code, made.status, made.alternatives
