"""The times when a space is taken by visitors or by the library's own programmes."""

from sqlalchemy import Connection

from kiosk.domain.house.find import is_named
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.domain.spaces import Space
from kiosk.store import programs, reservations
from kiosk.store.tables import program


def list_occupying(connection: Connection, space: Space, within: Interval) -> list[Reservation]:
    """Return the reservations of ``space`` that overlap or touch ``within``, and its programmes.

    A programme whose location is the code or a name of the space takes the space for its time, as
    a reservation does. Cancelled programmes and those of a whole day, such as exhibitions, take no
    space. Only kiosks and door displays keep this rule: the server does not refuse a reservation
    because of a programme.
    """
    taken = reservations.list_reservations_touching(connection, space.code, within)
    timed = (program.c.location != "", program.c.cancelled.is_(False), program.c.all_day.is_(False))
    held = programs.list_programs_between(connection, within.start, within.end, timed)
    return taken + [_held(each, space) for each in held if is_named(space, each.location)]


def _held(held: Program, space: Space) -> Reservation:
    # A reservation that is checked in is never a no-show, and nobody can look up an empty code.
    start = held.interval.start
    return Reservation(
        held.key, space.code, held.interval, "", created=start, status=BookingStatus.CHECKED_IN
    )
