"""Functions that save, find and delete programmes in the database."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, update

from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program, ProgramKind
from kiosk.domain.registrations import ACTIVE_STATUSES
from kiosk.domain.source_keys import join_key, split_key
from kiosk.store.tables import program, registration

COLUMNS = tuple(
    name
    for name in program.c.keys()  # noqa: SIM118  (not a dict)
    if name not in {"id", "source", "digest", "starts", "ends", "uid", "occurrence"}
)


def program_row(entry: Program) -> dict[str, Any]:
    """Return the columns of a programme's row, except ``source`` and ``digest``."""
    shared = {name: getattr(entry, name) for name in COLUMNS}
    return {
        "uid": entry.uid,
        "occurrence": entry.occurrence,
        "starts": entry.interval.start,
        "ends": entry.interval.end,
        **shared,
    }


def list_programs_between(
    connection: Connection, start: datetime, end: datetime, conditions: Iterable[Any] = ()
) -> list[Program]:
    """Return the programmes that overlap [start, end), earliest first."""
    rows = connection.execute(
        select(program)
        .where(program.c.starts < end, program.c.ends > start, *conditions)
        .order_by(program.c.starts, program.c.title)
    )
    return [_program(row) for row in rows]


def find_program(connection: Connection, key: str) -> Program | None:
    source, uid, occurrence = split_key(key)
    row = connection.execute(
        select(program).where(
            program.c.source == source, program.c.uid == uid, program.c.occurrence == occurrence
        )
    ).one_or_none()
    return _program(row) if row else None


def find_next_start(
    connection: Connection, moment: datetime, conditions: Iterable[ColumnElement[bool]] = ()
) -> datetime | None:
    """Return the start of the next programme from ``moment`` on, or None if there is none."""
    return connection.execute(
        select(program.c.starts)
        .where(program.c.starts >= moment, *conditions)
        .order_by(program.c.starts)
        .limit(1)
    ).scalar_one_or_none()


def list_facets(connection: Connection, since: datetime) -> Sequence[Any]:
    """Return the distinct rows of the columns that visitors filter by, of programmes that end
    after ``since``.
    """
    columns = (program.c[name] for name in _FACETS)
    return connection.execute(select(*columns).where(program.c.ends > since).distinct()).all()


def list_locations(connection: Connection) -> list[str]:
    """Return the locations of all programmes, each once."""
    return list(connection.scalars(select(program.c.location).distinct()))


_FACETS = (
    "kind", "language", "audience", "categories", "partner", "location",
    "childcare", "no_card_needed", "step_free", "hearing_loop",
)  # fmt: skip


def list_occurrences(
    connection: Connection, source: str, uid: str, since: datetime, limit: int
) -> list[Program]:
    """Return the next occurrences of a programme that start after ``since``, earliest first."""
    same = (program.c.source == source, program.c.uid == uid, program.c.starts > since)
    rows = connection.execute(select(program).where(*same).order_by(program.c.starts).limit(limit))
    return [_program(row) for row in rows]


def list_programs_of_partners(
    connection: Connection, names: Collection[str], since: datetime, limit: int
) -> list[Program]:
    """Return the programmes that end after ``since`` and whose partner has one of ``names``."""
    rows = connection.execute(
        select(program)
        .where(program.c.partner.in_(names), program.c.ends > since)
        .order_by(program.c.starts, program.c.title)
        .limit(limit)
    )
    return [_program(row) for row in rows]


def _program(row: Any) -> Program:
    shared = {name: getattr(row, name) for name in COLUMNS}
    shared["kind"] = ProgramKind(shared["kind"])
    return Program(
        uid=row.uid,
        occurrence=row.occurrence,
        interval=Interval(row.starts, row.ends),
        source=row.source,
        **shared,
    )


def save_programs(
    connection: Connection, source: str, batch: Sequence[tuple[Program, bytes]]
) -> tuple[int, int, int]:
    """Save programmes with their digests; return how many were added, changed and unchanged.

    Each (uid, occurrence) may appear only once in the batch.
    """
    uids = {each.uid for each, _ in batch}
    rows = connection.execute(
        select(program.c.id, program.c.uid, program.c.occurrence, program.c.digest).where(
            program.c.source == source, program.c.uid.in_(uids)
        )
    )
    known = {(row.uid, row.occurrence): row for row in rows}
    new, changed = [], 0
    for entry, digested in batch:
        row = known.get((entry.uid, entry.occurrence))
        values = {"source": source, "digest": digested, **program_row(entry)}
        if row is None:
            new.append(values)
        elif row.digest != digested:
            changed += 1
            connection.execute(update(program).where(program.c.id == row.id).values(values))
    if new:
        connection.execute(program.insert(), new)
    return len(new), changed, len(batch) - len(new) - changed


def delete_program(connection: Connection, source: str, uid: str, occurrence: str) -> None:
    connection.execute(
        delete(program).where(
            program.c.source == source,
            program.c.uid == uid,
            program.c.occurrence == occurrence,
        )
    )


def withdraw_programs(
    connection: Connection, source: str, names: Iterable[tuple[str, str]], now: datetime
) -> list[str]:
    """Delete the programmes ``names`` (uid and occurrence), which the source no longer lists.

    A programme that has registrations and has not ended is kept and marked as cancelled. Return the
    keys of the programmes that were marked as cancelled.
    """
    held = set(
        connection.scalars(
            select(registration.c.program)
            .where(registration.c.status.in_(ACTIVE_STATUSES))
            .distinct()
        )
    )
    kept = []
    for uid, occurrence in names:
        key = join_key(source, uid, occurrence)
        each = find_program(connection, key) if key in held else None
        if each is None or each.interval.end <= now:
            delete_program(connection, source, uid, occurrence)
            continue
        kept.append(key)
        connection.execute(
            update(program)
            .where(
                program.c.source == source,
                program.c.uid == uid,
                program.c.occurrence == occurrence,
            )
            .values(cancelled=True, digest=b"")  # if it is listed again, that is a change
        )
    return kept


def delete_withdrawn_programs(connection: Connection, old: datetime) -> None:
    """Delete the withdrawn programmes that ended before ``old``."""
    connection.execute(delete(program).where(program.c.digest == b"", program.c.ends < old))


def list_program_ids(connection: Connection, source: str) -> set[tuple[str, str]]:
    """Return the (uid, occurrence) of all programmes of a source that are not withdrawn."""
    rows = connection.execute(
        select(program.c.uid, program.c.occurrence).where(
            program.c.source == source, program.c.digest != b""
        )
    )
    return {(row.uid, row.occurrence) for row in rows}
