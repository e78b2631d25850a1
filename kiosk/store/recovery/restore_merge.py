"""What a restored back-up takes over from the present, and what it must not promise."""

from sqlalchemy import Connection, Table, select

from kiosk.store import tables
from kiosk.store.sync import feed_state, leases


def merge_bookings(old: Connection, new: Connection) -> None:
    """Keep the reservations and registrations of ``old``, and what it has to tell, in ``new``.

    Orders of the back-up that were sent since take effect once all the same (their ids).
    """
    for table in (tables.reservation, tables.registration):
        _replace(new, table, old)
    for table in (tables.outbox, tables.refused_order, tables.sent_order, tables.wrong_try):
        _add(new, table, old)
    leases.delete_leases(new)
    for table in leases.LEASE_TABLES:  # the present grant alone holds
        if rows := [row._asdict() for row in old.execute(select(table))]:
            new.execute(table.insert(), rows)
    _keep_epoch(old, new)


def merge_bookings_standalone(old: Connection, new: Connection) -> None:
    """The same, and belong to no server: the back-up was another kiosk's."""
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
    """The rows of ``old`` that ``new`` lacks by their ids, after those that it has."""
    known = set(new.scalars(select(table.c.id)))
    for row in old.execute(select(table).order_by(*table.primary_key)):
        if row.id not in known:
            values = row._asdict()
            values.pop("position", None)
            new.execute(table.insert().values(values))
