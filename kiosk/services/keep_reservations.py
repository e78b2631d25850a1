"""Making a reservation, and giving one back by its code."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection
from uuid6 import uuid7

from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import (
    Refusal,
    Reservation,
    ReservationStatus,
    can_check_in,
    kept,
    no_shows,
    refusal,
    widened,
)
from kiosk.domain.spaces import Space
from kiosk.errors import ReservationRefused
from kiosk.protocol.messages import Action, Cancel, CheckIn, Reserve
from kiosk.store import feed_state, lent, outbox, places, reservations
from kiosk.store.database import Database

_DIGITS = 6
_WRONG_CODES = 5  # that are answered
_COOL_DOWN = timedelta(minutes=5)  # after them


class KeepReservations:
    """Reservations of the spaces of this kiosk's database.

    Each is one transaction that checks and writes, the order to the server included:
    two visitors cannot both have a time. A kiosk that stands alone, or holds a lease of
    the time, confirms at once; otherwise the reservation is a request. After five wrong
    codes in a row none is answered for five minutes.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._wrong: list[datetime] = []

    def reserve(self, space_code: str, wanted: Interval, now: datetime) -> Reservation:
        """Reserve the space for ``wanted``. Raises ReservationRefused with the reason."""
        with self._database.write() as connection:
            space = places.space(connection, space_code)
            branch = places.branch(connection, space.branch) if space else None
            if space is None or branch is None:
                raise _refused(Refusal.UNKNOWN_SPACE)
            around = widened(wanted, space.policy)
            taken = reservations.touching(connection, space.code, around)
            reason = refusal(space, branch, wanted, taken, now)
            if reason:
                raise _refused(reason)
            absent = no_shows(wanted, taken, space.policy, now)
            return _make(connection, space, wanted, absent, now)

    def find(self, code: str, now: datetime) -> tuple[Reservation, Space]:
        """The reservation that ``code`` opens, with its space.

        Raises ReservationRefused when there is none, or after too many wrong codes.
        """
        self._check_tries(now)
        with self._database.read() as connection:
            found = reservations.with_code(connection, code, now)
            space = places.space(connection, found.space) if found else None
        if found is None or space is None:
            self._wrong.append(now)
            raise _refused(Refusal.NO_SUCH_CODE)
        self._wrong.clear()
        return found, space

    def state_of(self, made: Reservation) -> Reservation:
        """What has become of a reservation; ``made`` itself where it is no longer known."""
        with self._database.read() as connection:
            return reservations.with_id(connection, made.id) or made

    def cancel(self, code: str, now: datetime) -> Reservation:
        """Give the time back to others. Raises ReservationRefused when there is none."""
        self._check_tries(now)
        with self._database.write() as connection:
            found = reservations.with_code(connection, code, now)
            if found is None:
                self._wrong.append(now)
                raise _refused(Refusal.NO_SUCH_CODE)
            reservations.set_status(connection, found.id, ReservationStatus.CANCELLED)
            if feed_state.get(connection):
                body = Cancel(id=found.id).model_dump_json()
                outbox.add(connection, Action.CANCEL, body, found.id)
        return found

    def check_in(self, code: str, now: datetime) -> Reservation:
        """Note that the visitor has come. Raises ReservationRefused when it is not the time."""
        self._check_tries(now)
        with self._database.write() as connection:
            found = reservations.with_code(connection, code, now)
            space = places.space(connection, found.space) if found else None
            if found is None or space is None or not can_check_in(found, space.policy, now):
                raise _refused(Refusal.NO_CHECK_IN)
            reservations.set_status(connection, found.id, ReservationStatus.CHECKED_IN)
            if feed_state.get(connection):
                body = CheckIn(id=found.id).model_dump_json()
                outbox.add(connection, Action.CHECK_IN, body, found.id)
        return replace(found, status=ReservationStatus.CHECKED_IN)

    def _check_tries(self, now: datetime) -> None:
        self._wrong = [moment for moment in self._wrong if abs(now - moment) < _COOL_DOWN]
        if len(self._wrong) >= _WRONG_CODES:
            raise _refused(Refusal.TOO_MANY_TRIES)


def _make(
    connection: Connection,
    space: Space,
    wanted: Interval,
    absent: list[Reservation],
    now: datetime,
) -> Reservation:
    """Write the reservation down: confirmed, or requested where the server has to say.

    It takes the time of those who are ``absent``. Only the server knows whether they
    have checked in at another kiosk.
    """
    served = feed_state.get(connection) is not None
    whole = kept(wanted, space.policy)
    promised = not served or (not absent and lent.covers(connection, space.code, whole))
    if not served:
        for each in absent:
            reservations.set_status(connection, each.id, ReservationStatus.RELEASED)
    status = ReservationStatus.CONFIRMED if promised else ReservationStatus.REQUESTED
    code = (served and lent.take_code(connection)) or _new_code(connection, now, served)
    made = Reservation(str(uuid7()), space.code, wanted, code, now, status)
    reservations.put(connection, made)
    if served:
        order = Reserve(
            id=made.id,
            space=made.space,
            start=wanted.start,
            end=wanted.end,
            code=made.code,
            created=made.created,
            promised=promised,
        )
        outbox.add(connection, Action.RESERVE, order.model_dump_json(), made.id)
    return made


def _new_code(connection: Connection, now: datetime, served: bool) -> str:
    """Digits that open no other reservation which is still to come.

    Where other kiosks make codes as well and none is lent, two more keep them apart.
    """
    digits = _DIGITS + 2 if served else _DIGITS
    while True:
        code = f"{secrets.randbelow(10**digits):0{digits}}"
        if reservations.with_code(connection, code, now) is None:
            return code


def _refused(reason: Refusal) -> ReservationRefused:
    return ReservationRefused(reason, f"The reservation is refused: {reason}.")
