"""Promises to visitors: bookings that the kiosk confirmed and can resend to the server."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from kiosk.domain.registrations import ACTIVE_STATUSES
from kiosk.domain.reservations import OCCUPYING_STATUSES, BookingStatus
from kiosk.protocol.messages import Action, Message, RegisterOrder, ReserveOrder
from kiosk.store import registrations, reservations


@dataclass(frozen=True, slots=True)
class Promise:
    """One kind of promise: the order that sends it, and the functions that store it.

    ``order`` returns the body of the order that sends a promise to the server. ``kept_in`` lists
    the statuses in which the promise is valid. ``to_come`` returns the promises that have not ended
    at a given time.
    """

    action: Action
    order: Callable[[Any], Message]
    kept_in: Collection[BookingStatus]
    to_come: Callable[[Connection, datetime], Iterable[Any]]
    find: Callable[[Connection, str], Any]
    save: Callable[[Connection, Any], None]
    set_status: Callable[[Connection, str, BookingStatus], None]


PROMISES = (
    Promise(
        Action.RESERVE,
        order=ReserveOrder.of,
        kept_in=OCCUPYING_STATUSES,
        to_come=reservations.list_upcoming_reservations,
        find=reservations.find_reservation,
        save=reservations.save_reservations,
        set_status=reservations.set_status,
    ),
    Promise(
        Action.REGISTER,
        order=RegisterOrder.of,
        kept_in=ACTIVE_STATUSES,
        to_come=lambda connection, _now: registrations.list_registrations(connection),
        find=registrations.find_registration,
        save=registrations.save_registrations,
        set_status=registrations.set_status,
    ),
)
