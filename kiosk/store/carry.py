"""What a restored back-up takes over from the present, and what it must not promise."""

from sqlalchemy import Connection, Table, select

from kiosk.store import feed_state, tables


def carry_visits(old: Connection, new: Connection) -> None:
    """Keep every reservation of ``old``, and what it has to tell its server, in ``new``.

    Orders of the back-up that were sent since take effect once all the same (their ids).
    """
    _replace(new, tables.reservation, old)
    for table in (tables.outbox, tables.refused_order):
        _add(new, table, old)
    for table in (tables.lease, tables.spare_code):  # lent by the present grant alone
        new.execute(table.delete())
        _add(new, table, old)
    _keep_epoch(old, new)


def stand_alone(new: Connection) -> None:
    """Belong to no server: the back-up was another kiosk's."""
    for table in (tables.feed_state, tables.outbox, tables.lease, tables.spare_code):
        new.execute(table.delete())


def _keep_epoch(old: Connection, new: Connection) -> None:
    now, then = feed_state.get(old), feed_state.get(new)
    if now is None or then is None:
        return
    if now.feed == then.feed:
        feed_state.adopt(new, now.epoch)
    else:
        feed_state.begin(new, "")


def _replace(new: Connection, table: Table, old: Connection) -> None:
    for row in old.execute(select(table)):
        new.execute(table.delete().where(table.c.id == row.id))
        new.execute(table.insert().values(row._asdict()))


def _add(new: Connection, table: Table, old: Connection) -> None:
    """The rows of ``old`` that ``new`` lacks, after those that it has."""
    key = table.c.id if "id" in table.c else next(iter(table.primary_key))
    known = set(new.scalars(select(key)))
    for row in old.execute(select(table).order_by(*table.primary_key)):
        values = row._asdict()
        if values.pop(key.name) not in known:
            values.pop("position", None)
            new.execute(table.insert().values({key.name: row._mapping[key.name], **values}))
