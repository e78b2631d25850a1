"""Making a reservation, and giving one back by its code."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection
from uuid6 import uuid7

from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import Refusal, Reservation, ReservationStatus, refusal
from kiosk.domain.spaces import Space
from kiosk.errors import ReservationRefused
from kiosk.store import places, reservations
from kiosk.store.database import Database

_DIGITS = 6
_WRONG_CODES = 5  # that are answered
_COOL_DOWN = timedelta(minutes=5)  # after them


class KeepReservations:
    """Reservations of the spaces of this kiosk's database.

    Each is one transaction that checks and writes: two visitors cannot both have a
    time. After five wrong codes in a row none is answered for five minutes.
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
            around = Interval(wanted.start - space.policy.buffer, wanted.end + space.policy.buffer)
            taken = reservations.touching(connection, space.code, around)
            reason = refusal(space, branch, wanted, taken, now)
            if reason:
                raise _refused(reason)
            code = _new_code(connection, now)
            made = Reservation(str(uuid7()), space.code, wanted, code, now)
            reservations.add(connection, made)
        return made

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

    def cancel(self, code: str, now: datetime) -> Reservation:
        """Give the time back to others. Raises ReservationRefused when there is none."""
        self._check_tries(now)
        with self._database.write() as connection:
            found = reservations.with_code(connection, code, now)
            if found is None:
                self._wrong.append(now)
                raise _refused(Refusal.NO_SUCH_CODE)
            reservations.set_status(connection, found.id, ReservationStatus.CANCELLED)
        return found

    def _check_tries(self, now: datetime) -> None:
        self._wrong = [moment for moment in self._wrong if now - moment < _COOL_DOWN]
        if len(self._wrong) >= _WRONG_CODES:
            raise _refused(Refusal.TOO_MANY_TRIES)


def _new_code(connection: Connection, now: datetime) -> str:
    """Six digits that open no other reservation which is still to come."""
    while True:
        code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
        if reservations.with_code(connection, code, now) is None:
            return code


def _refused(reason: Refusal) -> ReservationRefused:
    return ReservationRefused(reason, f"The reservation is refused: {reason}.")
