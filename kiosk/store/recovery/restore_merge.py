"""This module merges newer bookings into a restored back-up."""

from sqlalchemy import Connection, Table, select

from kiosk.store import tables
from kiosk.store.sync import feed_state, leases


def merge_bookings(old: Connection, new: Connection) -> None:
    """Copy the bookings, the outbox and the leases of ``old`` into the restored ``new``.

    Some orders in the back-up have been sent since it was made. They are sent again; their ids
    ensure that they take effect only once.
    """
    for table in (tables.reservation, tables.registration):
        _replace(new, table, old)
    for table in (tables.outbox, tables.refused_order, tables.sent_order, tables.wrong_try):
        _add(new, table, old)
    leases.delete_leases(new)
    for table in leases.LEASE_TABLES:  # only the current grant is valid
        if rows := [row._asdict() for row in old.execute(select(table))]:
            new.execute(table.insert(), rows)
    _keep_epoch(old, new)


def merge_bookings_standalone(old: Connection, new: Connection) -> None:
    """Merge like :func:`merge_bookings`, then unpair the kiosk.

    Use this function if another kiosk uses the restored key.
    """
    merge_bookings(old, new)
    leases.delete_leases(new)
    for table in (tables.feed_state, tables.outbox, tables.sent_order):
        new.execute(table.delete())


def _keep_epoch(old: Connection, new: Connection) -> None:
    now, then = feed_state.load_feed_state(old), feed_state.load_feed_state(new)
    if now is None or then is None:
        return
    if now.feed == then.feed:
        feed_state.save_epoch(new, now.epoch)
    else:
        feed_state.start_feed(new, "")


def _replace(new: Connection, table: Table, old: Connection) -> None:
    for row in old.execute(select(table)):
        new.execute(table.delete().where(table.c.id == row.id))
        new.execute(table.insert().values(row._asdict()))


def _add(new: Connection, table: Table, old: Connection) -> None:
    """Copy the rows of ``table`` in ``old`` whose ids are missing in ``new``."""
    known = set(new.scalars(select(table.c.id)))
    for row in old.execute(select(table).order_by(*table.primary_key)):
        if row.id not in known:
            values = row._asdict()
            values.pop("position", None)
            new.execute(table.insert().values(values))
