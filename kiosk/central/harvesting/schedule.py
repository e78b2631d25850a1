"""The schedule of one table of sources, from which several processes take turns."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    RowMapping,
    Table,
    and_,
    or_,
    select,
    type_coerce,
    update,
)

from kiosk.central.database import CentralDatabase


class Schedule:
    """The rows of ``table`` with their times; each is claimed by one process at a time.

    The table has the columns name, every_seconds, next_run and busy_until. If a claim is not
    extended for the time ``limit``, another process takes over.
    """

    def __init__(
        self,
        database: CentralDatabase,
        clock: Callable[[], datetime],
        table: Table,
        limit: timedelta,
    ) -> None:
        self._database = database
        self._clock = clock
        self._table = table
        self._limit = limit

    def claim(self, besides: Collection[str]) -> RowMapping | None:
        """Claim the row that has been due for longest, except the names in ``besides``."""
        table, now = self._table, self._clock()
        due = _is_due(table, now, self._limit) & table.c.name.not_in(list(besides))
        with self._database.read() as connection:
            if connection.scalar(select(table.c.name).where(due).limit(1)) is None:
                return None  # no lock is needed to find that nothing is due
        with self._database.write() as connection:
            row = connection.execute(
                select(table)
                .where(due)
                .order_by(table.c.next_run)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).one_or_none()
            if row is None:
                return None
            self.update(connection, row.name, busy_until=now + self._limit)
            return row._mapping

    def extend_claim(self, name: str) -> None:
        with self._database.write() as connection:
            self.update(connection, name, busy_until=self._clock() + self._limit)

    def update(self, connection: Connection, name: str, **values: object) -> None:
        table = self._table
        connection.execute(update(table).where(table.c.name == name).values(**values))


def _is_due(table: Table, now: datetime, limit: timedelta) -> ColumnElement[bool]:
    """Return the condition for rows that may be read at ``now``.

    If a row is scheduled further ahead than its interval, the clock was wrong when the row was
    scheduled. Such a row is due as well.
    """
    day = timedelta(days=1)
    latest = int((now + day).timestamp()) + table.c.every_seconds
    due = or_(table.c.next_run <= now, type_coerce(table.c.next_run, BigInteger) > latest)
    busy = table.c.busy_until
    return and_(due, or_(busy.is_(None), busy < now, busy > now + limit + day))
