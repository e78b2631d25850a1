"""Handlers of the orders that kiosks send about reservations and leases."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from kiosk.central.bookings import arbitration, lending, owner_bookings
from kiosk.central.feature import Feature
from kiosk.central.registrations import registrations
from kiosk.protocol.messages import Action, AdoptOrder, CancelOrder, CheckInOrder, ReserveOrder

_FARTHEST = timedelta(days=5 * 366)  # libraries do not plan that far ahead


def _reserve(connection: Connection, kiosk: str, body: str, now: datetime) -> str:
    request = ReserveOrder.model_validate_json(body)
    if request.end <= request.start:
        return "the end is not after the start"
    if request.end > now + _FARTHEST:
        return "the time is years ahead"
    arbitration.decide_reservation(connection, kiosk, request, now)
    return ""


def _cancel(connection: Connection, kiosk: str, body: str, now: datetime) -> str:
    """Cancel the reservation or the registration with the id in the order."""
    id = CancelOrder.model_validate_json(body).id
    known = arbitration.cancel_reservation(
        connection, id, now
    ) or registrations.cancel_registration(connection, id, now)
    return "" if known else "no such reservation"


def _check_in(connection: Connection, kiosk: str, body: str, now: datetime) -> str:
    known = arbitration.check_in_reservation(
        connection, CheckInOrder.model_validate_json(body).id, now
    )
    return "" if known else "no such reservation"


def _adopt(connection: Connection, kiosk: str, body: str, now: datetime) -> str:
    lending.adopt_grant(connection, kiosk, AdoptOrder.model_validate_json(body).epoch, now)
    return ""


FEATURE = Feature(
    handlers={
        Action.RESERVE: _reserve,
        Action.CANCEL: _cancel,
        Action.CHECK_IN: _check_in,
        Action.ADOPT: _adopt,
    },
    retention=(owner_bookings.delete_old,),
)
