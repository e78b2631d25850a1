"""Functions that save and find branches, opening hours and spaces in the database."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.branches import Branch, Closure, WeeklyHours
from kiosk.domain.spaces import ReservationPolicy, Space, SpaceKind
from kiosk.store import tables


def count_unknown_branches(connection: Connection) -> dict[str, int]:
    """Return the number of copies for each branch code that belongs to no known branch."""
    item = tables.item
    rows = connection.execute(
        select(item.c.branch, func.count())
        .where(item.c.branch != "", item.c.branch.not_in(select(tables.branch.c.code)))
        .group_by(item.c.branch)
    )
    return {code: count for code, count in rows}  # noqa: C416  (a row is no pair for mypy)


def save_branch(connection: Connection, branch: Branch) -> None:
    """Save ``branch``, replacing its opening hours and closures."""
    row = {
        "code": branch.code,
        "name": branch.name,
        "zone": branch.zone,
        "address": branch.address,
        "aliases": branch.aliases,
        "names": branch.names,
    }
    _put(connection, tables.branch, row)
    hours = [
        {"branch": branch.code, "weekday": h.weekday, "opens": h.opens, "closes": h.closes}
        for h in branch.hours
    ]
    closures = [
        {
            "branch": branch.code,
            "day": c.day,
            "reason": c.reason,
            "opens": c.opens,
            "closes": c.closes,
        }
        for c in branch.closures
    ]
    for table, rows in ((tables.weekly_hours, hours), (tables.closure, closures)):
        connection.execute(delete(table).where(table.c.branch == branch.code))
        if rows:
            connection.execute(table.insert(), rows)


def save_space(connection: Connection, space: Space) -> None:
    """Save ``space``, whose branch must already be in the database."""
    policy = space.policy
    row = {
        "code": space.code,
        "branch": space.branch,
        "name": space.name,
        "kind": space.kind,
        "capacity": space.capacity,
        "floor": space.floor,
        "equipment": space.equipment,
        "step_free": space.step_free,
        "hearing_loop": space.hearing_loop,
        "description": space.description,
        "names": space.names,
        "aliases": space.aliases,
        "closings": space.closings,
        "owner": space.owner,
        "slot_minutes": _minutes(policy.slot_length),
        "longest_minutes": _minutes(policy.max_length),
        "buffer_minutes": _minutes(policy.buffer),
        "ahead_days": policy.max_advance.days,
        "grace_minutes": _minutes(policy.check_in_grace) if policy.check_in_grace else None,
    }
    _put(connection, tables.space, row)


def delete_branch(connection: Connection, code: str) -> None:
    """Delete a branch and its spaces."""
    connection.execute(delete(tables.branch).where(tables.branch.c.code == code))


def delete_space(connection: Connection, code: str) -> None:
    connection.execute(delete(tables.space).where(tables.space.c.code == code))


def list_branches(connection: Connection) -> list[Branch]:
    """Return all branches, in the order in which they were first imported."""
    rows = connection.execute(select(tables.branch).order_by(tables.branch.c.position)).all()
    return [_branch(connection, row) for row in rows]


def list_spaces(connection: Connection, branch: str) -> list[Space]:
    """Return the spaces of the branch with the code ``branch``, oldest first."""
    table = tables.space
    rows = connection.execute(
        select(table).where(table.c.branch == branch).order_by(table.c.position)
    )
    return [_space(row) for row in rows]


def find_space(connection: Connection, code: str) -> Space | None:
    row = connection.execute(select(tables.space).where(tables.space.c.code == code)).one_or_none()
    return _space(row) if row else None


def find_branch(connection: Connection, code: str) -> Branch | None:
    table = tables.branch
    row = connection.execute(select(table).where(table.c.code == code)).one_or_none()
    return _branch(connection, row) if row else None


def _put(connection: Connection, table: Any, row: dict[str, Any]) -> None:
    next_place = select(func.coalesce(func.max(table.c.position), 0) + 1).scalar_subquery()
    connection.execute(
        insert(table)
        .values(**row, position=next_place)
        .on_conflict_do_update(index_elements=["code"], set_=row)
    )


def _branch(connection: Connection, row: Any) -> Branch:
    hours, closures = tables.weekly_hours, tables.closure
    weekly = connection.execute(
        select(hours).where(hours.c.branch == row.code).order_by(hours.c.weekday, hours.c.opens)
    )
    special = connection.execute(
        select(closures).where(closures.c.branch == row.code).order_by(closures.c.day)
    )
    return Branch(
        code=row.code,
        name=row.name,
        zone=row.zone,
        address=row.address,
        aliases=row.aliases,
        names=row.names,
        hours=tuple(WeeklyHours(h.weekday, h.opens, h.closes) for h in weekly),
        closures=tuple(Closure(c.day, c.reason, c.opens, c.closes) for c in special),
    )


def _space(row: Any) -> Space:
    return Space(
        code=row.code,
        branch=row.branch,
        name=row.name,
        kind=SpaceKind(row.kind),
        capacity=row.capacity,
        floor=row.floor,
        equipment=row.equipment,
        step_free=row.step_free,
        hearing_loop=row.hearing_loop,
        description=row.description,
        names=row.names,
        aliases=row.aliases,
        closings=row.closings,
        owner=row.owner,
        policy=ReservationPolicy(
            slot_length=timedelta(minutes=row.slot_minutes),
            max_length=timedelta(minutes=row.longest_minutes),
            buffer=timedelta(minutes=row.buffer_minutes),
            max_advance=timedelta(days=row.ahead_days),
            check_in_grace=timedelta(minutes=row.grace_minutes) if row.grace_minutes else None,
        ),
    )


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds()) // 60
