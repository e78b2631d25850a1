"""The feed contains every entity that kiosks store, with the number of its newest change.

Writers take sequence numbers from one row, which stays locked until the writer commits. Therefore
changes become visible in the order of their numbers, and a kiosk that has read number n has not
missed any lower number. A PostgreSQL sequence would not guarantee this order, because it assigns
numbers before the changes are visible.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, delete, select, update
from uuid6 import uuid7

from kiosk.central import tables
from kiosk.central.database import batched, upsert_rows
from kiosk.central.feed import blocked_times, cover_links, freshness
from kiosk.central.feed.copies import joined_changes, separate_copies
from kiosk.domain.branches import Branch
from kiosk.domain.canonical_form import canonical_form
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.protocol import bodies
from kiosk.protocol.messages import Change, ChangePage, FeedKind

_log = logging.getLogger(__name__)

TOMBSTONE_LIFETIME = timedelta(days=90)
_CHUNK = 300  # keys in one query
_REPEATED = (FeedKind.COPIES, FeedKind.COVER)  # a changed title gets a new vector anyway
_PARTS_OF_TITLES = (*_REPEATED, FeedKind.TITLE_VECTOR)  # entities with the key of their title


@dataclass(frozen=True, slots=True)
class FeedCounts:
    """The numbers of entities that a batch added, changed and left unchanged."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


class CursorExpired(Exception):
    """The feed cannot continue from a kiosk's cursor; the kiosk must load a snapshot.

    Either tombstones that the kiosk has not read were deleted, or its cursor is ahead of the
    feed because the database was restored from an older back-up.
    """


def publish(
    connection: Connection, things: Sequence[bodies.FeedObject], now: datetime
) -> FeedCounts:
    """Write the entities ``things`` to the feed; unchanged entities keep their number.

    A record with items is stored as two entities, the title and its copies; it counts as changed
    if one of them has changed. Copies without items are removed. Each key may appear only once in
    ``things``.
    """
    parts = {_name(part): part for thing in things for part in separate_copies(thing)}
    known = _digests(connection, list(parts))
    rows: list[dict[str, Any]] = []
    for (kind, key), part in parts.items():
        if isinstance(part, bodies.SourcedCopies) and not part.copies.items:
            if known.get((kind, key)) is not None:
                rows.append(_tombstone(kind, key, now))
        elif known.get((kind, key)) != (digest := content_digest(part)):
            row = {"kind": kind, "key": key, "digest": digest, "body": bodies.dump_body(part)}
            rows.append({**row, "changed": now, "starts": _start(part)})
    written = {(row["kind"], row["key"]) for row in rows}
    _write(connection, rows + _parts_to_repeat(connection, written, now))
    new = [name for name in map(_name, things) if name in written and known.get(name) is None]
    unchanged = [name for name in map(_name, things) if not {name, _copies_name(name)} & written]
    return FeedCounts(len(new), len(things) - len(new) - len(unchanged), len(unchanged))


def _parts_to_repeat(
    connection: Connection, written: set[tuple[FeedKind, str]], now: datetime
) -> list[dict[str, Any]]:
    """Return the rows of the unchanged copies and covers whose titles are in ``written``.

    They always have a higher number than their title, so a kiosk knows the title first.
    """
    entity = tables.entity
    rows: list[dict[str, Any]] = []
    for part in _REPEATED:
        keys = [key for of, key in written if of is FeedKind.RECORD and (part, key) not in written]
        for chunk in batched(keys, _CHUNK):
            some = entity.c.key.in_(chunk), entity.c.body.is_not(None)
            found = connection.execute(select(entity).where(entity.c.kind == part, *some))
            rows += [{**row._mapping, "changed": now} for row in found]
    return rows


def publish_deletions(
    connection: Connection, kind: FeedKind, keys: Iterable[str], now: datetime
) -> int:
    """Write a tombstone for each of ``keys`` that exists; return the number of tombstones.

    The copies, the cover and the vector of a title go with the title, and are not counted.
    """
    names = [(kind, key) for key in keys]
    if kind is FeedKind.RECORD:
        cover_links.delete_links_of_titles(connection, [key for _, key in names])
        names += [(part, key) for part in _PARTS_OF_TITLES for _, key in names]
    known = _digests(connection, names)
    there = [name for name in dict.fromkeys(names) if known.get(name) is not None]
    rows = [_tombstone(of, key, now) for of, key in there]
    _write(connection, rows)
    return sum(row["kind"] == kind for row in rows)


def _tombstone(kind: str, key: str, now: datetime) -> dict[str, Any]:
    return {"kind": kind, "key": key, "digest": b"", "body": None, "changed": now, "starts": None}


def _name(thing: bodies.FeedObject) -> tuple[FeedKind, str]:
    return bodies.kind_of(thing), bodies.key_of(thing)


def _copies_name(name: tuple[FeedKind, str]) -> tuple[FeedKind, str]:
    """Return the name of the copies of a title, or ``name`` itself if it is not a title's."""
    kind, key = name
    return (FeedKind.COPIES if kind is FeedKind.RECORD else kind), key


def _start(thing: bodies.FeedObject) -> datetime | None:
    """Return the start of a programme with a limited number of seats."""
    if isinstance(thing, bodies.SourcedProgram) and thing.program.seats is not None:
        return thing.program.interval.start
    return None


def republish(connection: Connection, kind: FeedKind, key: str, now: datetime) -> None:
    """Assign a new number to an unchanged entity, so that kiosks read the entity again."""
    entity = tables.entity
    row = connection.execute(
        select(entity).where(entity.c.kind == kind, entity.c.key == key)
    ).one_or_none()
    if row is not None:
        _write(connection, [{**row._mapping, "changed": now}])


def changes_since(
    connection: Connection, since: int, limit: int, now: datetime, *, copies_apart: bool = True
) -> ChangePage:
    """Return at most ``limit`` changes after the sequence number ``since``.

    If ``copies_apart`` is False, titles are joined with their copies, for older kiosks. Raises
    CursorExpired if some of these changes were deleted or ``since`` is ahead of the feed.
    """
    feed = connection.execute(select(tables.feed)).one()
    if not feed.floor <= since <= feed.head:
        raise CursorExpired
    entity = tables.entity
    found = connection.execute(
        select(entity.c.seq, entity.c.kind, entity.c.key, entity.c.body)
        .where(entity.c.seq > since)
        .order_by(entity.c.seq)
        .limit(limit + 1)
    )
    rows = found.mappings().all()
    more, rows = len(rows) > limit, rows[:limit]
    page = [Change(**r) for r in rows] if copies_apart else joined_changes(connection, rows)
    cursor = rows[-1]["seq"] if more else feed.head
    as_of = freshness.oldest_data(connection)
    return ChangePage(feed=feed.name, changes=page, cursor=cursor, more=more, now=now, as_of=as_of)


def newest_changes(connection: Connection, kind: FeedKind, keys: Sequence[str]) -> list[Change]:
    """Return the newest change of each entity with one of these ``keys``."""
    entity = tables.entity
    rows = connection.execute(
        select(entity.c.seq, entity.c.kind, entity.c.key, entity.c.body)
        .where(entity.c.kind == kind, entity.c.key.in_(keys))
        .order_by(entity.c.seq)
    )
    return [Change(**row) for row in rows.mappings()]


def start_new_history(connection: Connection) -> None:
    """Assign a new name (a UUID) to the feed, so that every kiosk starts from a snapshot."""
    connection.execute(update(tables.feed).values(name=str(uuid7())))


def load_entity(connection: Connection, kind: FeedKind, key: str) -> bodies.FeedObject | None:
    """Return the entity with this ``key``, or None if it does not exist or cannot be parsed."""
    entity = tables.entity
    body = connection.scalar(
        select(entity.c.body).where(entity.c.kind == kind, entity.c.key == key)
    )
    return None if body is None else _parsed(kind, body)


def load_entities(connection: Connection, kind: FeedKind) -> list[bodies.FeedObject]:
    """Return all entities of one kind, sorted by key. Use this only for kinds with few entities."""
    entity = tables.entity
    rows = connection.scalars(
        select(entity.c.body)
        .where(entity.c.kind == kind, entity.c.body.is_not(None))
        .order_by(entity.c.key)
    )
    found = (_parsed(kind, body) for body in rows if body is not None)
    return [each for each in found if each is not None]


def common_time_zone(connection: Connection) -> str:
    """Return the IANA time zone that all branches share, or "" if there is no such zone."""
    branches = [
        each for each in load_entities(connection, FeedKind.BRANCH) if isinstance(each, Branch)
    ]
    zones = {each.zone for each in branches}
    return zones.pop() if len(zones) == 1 else ""


def programs_starting(connection: Connection, within: Interval) -> dict[str, Program]:
    """Return the programmes with limited seats that start during ``within``, by key."""
    entity = tables.entity
    rows = connection.execute(
        select(entity.c.key, entity.c.body)
        .where(
            entity.c.kind == FeedKind.PROGRAM,
            entity.c.starts >= within.start,
            entity.c.starts < within.end,
            entity.c.body.is_not(None),
        )
        .order_by(entity.c.key)
    )
    found = {row.key: _parsed(FeedKind.PROGRAM, row.body) for row in rows}
    return {key: _program(each) for key, each in found.items() if each is not None}


def load_program(connection: Connection, key: str) -> Program | None:
    """Return the programme with this ``key``, or None if it is missing or cannot be parsed."""
    found = load_entity(connection, FeedKind.PROGRAM, key)
    return _program(found) if found else None


def _program(thing: bodies.FeedObject) -> Program:
    assert isinstance(thing, bodies.SourcedProgram)
    return thing.program


# Parsed bodies are cached: every decision reads spaces and branches, which seldom change.
_load = lru_cache(maxsize=4_096)(bodies.load_body)


def _parsed(kind: FeedKind, body: str) -> bodies.FeedObject | None:
    """Parse a body, or return None on an error: one bad row must not stop decisions."""
    try:
        return _load(kind, body)
    except ValueError:
        _log.exception("an entity of the feed cannot be read (%s)", kind)
        return None


def live_keys(connection: Connection, kind: FeedKind, prefix: str) -> set[str]:
    """Return the keys of existing entities that begin with ``prefix``."""
    entity = tables.entity
    return set(
        connection.scalars(
            select(entity.c.key).where(
                entity.c.kind == kind,
                entity.c.body.is_not(None),
                entity.c.key.startswith(prefix, autoescape=True),
            )
        )
    )


def existing_keys(connection: Connection, kind: FeedKind, keys: Iterable[str]) -> set[str]:
    """Return those of ``keys`` that belong to existing entities."""
    known = _digests(connection, [(kind, key) for key in keys])
    return {key for (_, key), digest in known.items() if digest is not None}


def digests_of(
    connection: Connection, kind: FeedKind, keys: Iterable[str]
) -> dict[str, bytes | None]:
    """Return the digests of the existing entities among ``keys``, or None for a tombstone."""
    return {
        key: digest for (_, key), digest in _digests(connection, [(kind, k) for k in keys]).items()
    }


def delete_old_tombstones(connection: Connection, now: datetime, most: int = 10_000) -> int:
    """Delete at most ``most`` tombstones older than 90 days, oldest first; return the number."""
    entity, feed = tables.entity, tables.feed
    old = (entity.c.body.is_(None), entity.c.changed < now - TOMBSTONE_LIFETIME)
    some = select(entity.c.seq).where(*old).order_by(entity.c.changed, entity.c.seq).limit(most)
    seqs = connection.scalars(some).all()
    if not seqs:
        return 0
    last = max(seqs)
    connection.execute(update(feed).where(feed.c.floor < last).values(floor=last))
    return connection.execute(delete(entity).where(entity.c.seq.in_(seqs))).rowcount


def _write(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    last = connection.scalar(
        update(tables.feed)
        .values(head=tables.feed.c.head + len(rows))
        .returning(tables.feed.c.head)
    )
    assert last is not None
    for seq, row in enumerate(rows, last - len(rows) + 1):
        row["seq"] = seq
    upsert_rows(connection, tables.entity, rows, ["kind", "key"])
    blocked_times.update(connection, [(row["kind"], row["key"], row["body"]) for row in rows])


def _digests(
    connection: Connection, names: Sequence[tuple[FeedKind, str]]
) -> dict[tuple[str, str], bytes | None]:
    """Return the digest of each stored entity, or None for a tombstone."""
    entity = tables.entity
    found: dict[tuple[str, str], bytes | None] = {}
    for kind in sorted({kind for kind, _ in names}):
        keys = [key for of, key in names if of == kind]
        for chunk in batched(keys, _CHUNK):
            rows = connection.execute(
                select(entity.c.key, entity.c.digest, entity.c.body.is_(None)).where(
                    # If the query compared pairs (kind, key), SQLite would scan the whole table.
                    entity.c.kind == kind,
                    entity.c.key.in_(chunk),
                )
            )
            for key, digest, gone in rows:
                found[kind, key] = None if gone else digest
    return found


def content_digest(thing: bodies.FeedObject) -> bytes:
    """Return a 16-byte hash of ``thing``, leaving out the values that vary at random."""
    if isinstance(thing, bodies.SourcedRecord):
        thing = replace(thing, record=canonical_form(thing.record))
    elif isinstance(thing, bodies.SourcedCopies):
        items = tuple(sorted(thing.copies.items, key=repr))
        thing = replace(thing, copies=replace(thing.copies, items=items))
    elif isinstance(thing, bodies.SourcedVector):
        return bytes.fromhex(thing.made_of)  # so that outdated vectors are found by comparing both
    elif isinstance(thing, bodies.SourcedProgram):
        thing = replace(thing, program=canonical_form(thing.program))
    return blake2b(bodies.dump_body(thing).encode(), digest_size=16).digest()
