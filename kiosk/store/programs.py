"""Programs in the database, found again by time and by what they offer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program, ProgramKind
from kiosk.store.tables import program

COLUMNS = tuple(
    name
    for name in program.c.keys()  # noqa: SIM118  (not a dict)
    if name not in {"id", "source", "digest", "starts", "ends", "uid", "occurrence"}
)


def row_of(made: Program) -> dict[str, Any]:
    """The columns of ``program`` that ``made`` fills (without source and digest)."""
    shared = {name: getattr(made, name) for name in COLUMNS}
    return {
        "uid": made.uid,
        "occurrence": made.occurrence,
        "starts": made.interval.start,
        "ends": made.interval.end,
        **shared,
    }


def between(
    connection: Connection, start: datetime, end: datetime, conditions: Iterable[Any] = ()
) -> list[Program]:
    """The programs that take place in part or whole in [start, end), earliest first."""
    rows = connection.execute(
        select(program)
        .where(program.c.starts < end, program.c.ends > start, *conditions)
        .order_by(program.c.starts, program.c.title)
    )
    return [_program(row) for row in rows]


def next_start(
    connection: Connection, moment: datetime, conditions: Iterable[ColumnElement[bool]] = ()
) -> datetime | None:
    """When the first program at or after ``moment`` starts."""
    return connection.execute(
        select(program.c.starts)
        .where(program.c.starts >= moment, *conditions)
        .order_by(program.c.starts)
        .limit(1)
    ).scalar_one_or_none()


def values_of(connection: Connection, column: str, since: datetime) -> list[str]:
    """The values of a text column among programs that are not over at ``since``."""
    wanted = program.c[column]
    rows = connection.execute(
        select(wanted).where(wanted != "", program.c.ends > since).distinct().order_by(wanted)
    )
    return list(rows.scalars())


def _program(row: Any) -> Program:
    shared = {name: getattr(row, name) for name in COLUMNS}
    shared["kind"] = ProgramKind(shared["kind"])
    return Program(
        uid=row.uid, occurrence=row.occurrence, interval=Interval(row.starts, row.ends), **shared
    )
