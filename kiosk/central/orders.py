"""Execution of the orders of kiosks. An order that arrives twice takes effect only once."""

import logging
from contextlib import suppress
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from kiosk.central import tables
from kiosk.central.database import CentralDatabase, is_unavailable, run_transaction
from kiosk.central.features import HANDLERS
from kiosk.protocol.messages import Order, Push, PushReply

_log = logging.getLogger(__name__)

_TRIES = 2  # attempts to execute an order that causes a server error


def execute_orders(database: CentralDatabase, kiosk: str, push: Push, now: datetime) -> PushReply:
    """Execute the orders one by one, each in a separate transaction."""
    done, refused = [], {}
    for order in push.orders:
        reason = _take_one(database, kiosk, order, now)
        done.append(order.id)
        if reason:
            refused[order.id] = reason
    return PushReply(done=done, refused=refused, now=now)


def _take_one(database: CentralDatabase, kiosk: str, order: Order, now: datetime) -> str:
    """Execute one order. Return the reason for a refusal, or an empty string on success."""

    def work(connection: Connection) -> str:
        # The order is recorded first, so that a second copy waits here for this transaction.
        earlier = _earlier(connection, kiosk, order.id)
        if earlier is not None:
            return earlier
        table = tables.taken_order
        connection.execute(table.insert().values(kiosk=kiosk, id=order.id, at=now))
        reason = _effect(connection, kiosk, order, now)
        if reason:
            same_order = (table.c.kiosk == kiosk, table.c.id == order.id)
            connection.execute(table.update().where(*same_order).values(refused=reason))
        return reason

    for _ in range(_TRIES):
        try:
            return run_transaction(database, work)
        except Exception as fault:
            with database.read() as connection:
                earlier = _earlier(connection, kiosk, order.id)
            if earlier is not None:  # a copy of the order was executed at the same time
                return earlier
            if is_unavailable(fault):
                raise
            _log.exception("an order of kiosk %s failed (%s)", kiosk, order.action)
    return _set_aside(database, kiosk, order, now)


def _set_aside(database: CentralDatabase, kiosk: str, order: Order, now: datetime) -> str:
    """Refuse an order that causes a server error, so that it does not block later orders."""
    reason, table = "the server failed on this order: see its log", tables.taken_order
    row = {"kiosk": kiosk, "id": order.id, "at": now, "refused": reason}
    with suppress(IntegrityError), database.write() as connection:  # a copy was recorded first
        connection.execute(table.insert().values(row))
    return reason


def _earlier(connection: Connection, kiosk: str, id: str) -> str | None:
    table = tables.taken_order
    return connection.scalar(
        select(table.c.refused).where(table.c.kiosk == kiosk, table.c.id == id)
    )


def _effect(connection: Connection, kiosk: str, order: Order, now: datetime) -> str:
    handler = HANDLERS.get(order.action)
    if handler is None:
        return "not understood: there is no such action"
    try:
        return handler(connection, kiosk, order.body, now)
    except ValidationError as fault:
        first = fault.errors(include_input=False, include_url=False)[0]
        return f"not understood: {'.'.join(map(str, first['loc']))}: {first['msg']}"
