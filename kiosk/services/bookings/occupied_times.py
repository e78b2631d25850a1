"""The times when a space is taken by visitors or by the library's own programmes."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection

from kiosk.domain.house.find import is_named
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.domain.spaces import Space
from kiosk.store import programs, reservations
from kiosk.store.tables import program

_DAY = timedelta(days=1)


class OccupiedTimes:
    """Reads the times when spaces are taken, with one connection.

    A programme whose location is the code or a name of a space takes the space for its time, as a
    reservation does. Cancelled programmes and those of a whole day, such as exhibitions, take no
    space. Only kiosks and door displays keep this rule: the server does not refuse a reservation
    because of a programme. The programmes of a day are read once for all spaces.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._by_day: dict[datetime, list[Program]] = {}

    def of(self, space: Space, within: Interval) -> list[Reservation]:
        """Return the reservations of ``space`` that overlap or touch ``within``, and programmes."""
        taken = reservations.list_reservations_touching(self._connection, space.code, within)
        held = {each.key: each for each in self._programs(within) if is_named(space, each.location)}
        return taken + [_held(each, space) for each in held.values()]

    def _programs(self, within: Interval) -> Iterator[Program]:
        """Yield the programmes that overlap ``within``; one that spans two days is repeated."""
        day = datetime.combine(within.start.astimezone(UTC).date(), time(), UTC)
        while day < within.end:
            yield from (each for each in self._on(day) if each.interval.overlaps(within))
            day += _DAY

    def _on(self, day: datetime) -> list[Program]:
        """Return the programmes of the day (UTC) that begins at ``day``."""
        if day not in self._by_day:
            timed = (
                program.c.location != "",
                program.c.cancelled.is_(False),
                program.c.all_day.is_(False),
            )
            self._by_day[day] = programs.list_programs_between(
                self._connection, day, day + _DAY, timed
            )
        return self._by_day[day]


def _held(held: Program, space: Space) -> Reservation:
    # A reservation that is checked in is never a no-show, and nobody can look up an empty code.
    start = held.interval.start
    return Reservation(
        held.key, space.code, held.interval, "", created=start, status=BookingStatus.CHECKED_IN
    )
