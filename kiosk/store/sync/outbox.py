"""The outbox: orders that the server has not yet confirmed or refused, oldest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from uuid6 import uuid7

from kiosk.store.tables import outbox, refused_order, sent_order


@dataclass(frozen=True, slots=True)
class OutboxOrder:
    """One order to the server. Thanks to ``id`` (UUIDv7), the order takes effect only once.

    ``body`` is the JSON of the order. ``subject`` is the id of the reservation or registration
    concerned, or an empty string if the order concerns no booking.
    """

    id: str
    action: str
    body: str
    subject: str = ""


def queue_order(connection: Connection, action: str, body: str, subject: str) -> None:
    """Append an order to the outbox.

    ``subject`` is the id of the reservation or registration concerned, or an empty string.
    """
    connection.execute(
        outbox.insert().values(id=str(uuid7()), action=action, body=body, subject=subject)
    )


def list_next_orders(connection: Connection, limit: int) -> list[OutboxOrder]:
    """Return the oldest ``limit`` orders in the outbox."""
    rows = connection.execute(select(outbox).order_by(outbox.c.position).limit(limit))
    return [OutboxOrder(row.id, row.action, row.body, row.subject) for row in rows]


def list_subjects(connection: Connection) -> set[str]:
    """Return the ids of the reservations and registrations with unsent orders."""
    return set(connection.scalars(select(outbox.c.subject).distinct()))


def count_orders(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(outbox)) or 0


def delete_orders(connection: Connection, ids: list[str]) -> None:
    """Delete the orders with these ``ids``, which the server has handled."""
    connection.execute(delete(outbox).where(outbox.c.id.in_(ids)))


def save_refused_order(
    connection: Connection, order: OutboxOrder, reason: str, now: datetime
) -> None:
    """Record for staff that the server refused ``order``."""
    connection.execute(
        refused_order.insert().values(id=order.id, action=order.action, reason=reason, at=now)
    )


def save_sent_orders(connection: Connection, orders: Iterable[OutboxOrder], now: datetime) -> None:
    """Keep orders that the server accepted at ``now``, in case the server loses them."""
    rows = [{"id": o.id, "action": o.action, "body": o.body, "at": now} for o in orders]
    if rows:
        connection.execute(insert(sent_order).on_conflict_do_nothing(), rows)


def delete_sent_orders(connection: Connection, before: datetime) -> None:
    """Delete kept orders that were sent before ``before``."""
    connection.execute(delete(sent_order).where(sent_order.c.at < before))


def list_sent_orders(connection: Connection) -> list[OutboxOrder]:
    """Return the sent orders that were kept, oldest first."""
    rows = connection.execute(select(sent_order).order_by(sent_order.c.id))
    return [OutboxOrder(row.id, row.action, row.body) for row in rows]


def queue_sent_orders(connection: Connection, orders: Iterable[OutboxOrder]) -> None:
    """Queue orders again with their original ids; the server ignores ids that it already has."""
    rows = [{"id": o.id, "action": o.action, "body": o.body, "subject": ""} for o in orders]
    if rows:
        connection.execute(insert(outbox).on_conflict_do_nothing(), rows)
