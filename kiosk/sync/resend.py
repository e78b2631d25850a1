"""This module resends bookings that a server lost when it was restored from a back-up.

Kiosks still store the bookings that they confirmed to visitors, and resend them. The server ignores
orders with an id that it has already handled.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from kiosk.domain.reservations import BookingStatus
from kiosk.protocol.messages import Action, CancelOrder, Message
from kiosk.store.sync import outbox
from kiosk.sync.promises import PROMISES, Promise


def queue_lost_bookings(old: Connection, new: Connection, now: datetime) -> None:
    """Queue in ``new`` the bookings that exist in ``old`` but not in ``new``.

    ``old`` is the kiosk's previous database; ``new`` was built from a snapshot of the server.
    The snapshot may be older than the server's state, so the server may already have some of
    the queued bookings.
    """
    waiting = outbox.list_subjects(new)
    for promise in PROMISES:
        for made in promise.to_come(old, now):
            if made.id not in waiting:
                _remind_of(new, promise, made)
    outbox.queue_sent_orders(new, outbox.list_sent_orders(old))


def queue_local_bookings(connection: Connection, now: datetime) -> None:
    """Queue the active promises that the kiosk made before it was paired with a server."""
    for promise in PROMISES:
        for made in promise.to_come(connection, now):
            if made.status in promise.kept_in:
                _tell(connection, promise.action, promise.order(made), made.id)


def _remind_of(new: Connection, promise: Promise, made: Any) -> None:
    known = promise.find(new, made.id)
    if known is None and made.status in promise.kept_in:
        promise.save(new, made)
        _tell(new, promise.action, promise.order(made))
    elif made.status is BookingStatus.CANCELLED and known != made:
        promise.save(new, made)
        _tell(new, Action.CANCEL, CancelOrder(id=made.id))


def _tell(connection: Connection, action: Action, order: Message, about: str = "") -> None:
    # ``about`` is empty if the feed may deliver a newer state of the booking in the meantime.
    outbox.queue_order(connection, action, order.model_dump_json(), about)
