"""The times at which spaces cannot be reserved, derived from the entities of the feed.

They are programmes held in a space, closings of a space in ``library.toml``, and lists of blocks
(:class:`kiosk.domain.space_blocks.SpaceBlocks`). The feed calls this module for every entity that
it writes, in the same transaction, so the rows always agree with the feed.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select

from kiosk.central import tables
from kiosk.central.database import batched
from kiosk.domain.branches import Branch
from kiosk.domain.space_blocks import Block, BlockCause, SpaceBlocks, closing_blocks
from kiosk.domain.space_names import SpaceNames
from kiosk.domain.spaces import Space
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind

_PLACES = (FeedKind.BRANCH, FeedKind.SPACE)
_HELD = (FeedKind.PROGRAM, FeedKind.SPACE_BLOCKS)
_BATCH = 300
_LOCATION = re.compile(r'"location":("(?:[^"\\]|\\.)*")')
_TAKES_NO_ROOM = ('"cancelled":true', '"all_day":true')

_Written = tuple[FeedKind, str, str | None]  # the kind, key and JSON body of an entity


def update(connection: Connection, written: Sequence[_Written]) -> None:
    """Update the blocked times after entities were written or deleted.

    ``written`` lists the kind, the key and the JSON body of each entity; the body is None if the
    entity was deleted. If a branch or a space has changed, the programmes that are now held in
    other spaces are derived again as well.
    """
    held = [each for each in written if each[0] in _HELD]
    moved = any(kind in _PLACES for kind, _, _ in written)
    if not held and not moved:
        return
    derived = _Derivation(connection)
    _forget(connection, held)
    _insert(connection, held, derived)
    if moved:
        _close_again(connection, derived)
        _move_programs(connection, derived)


def rebuild(connection: Connection) -> None:
    """Derive all blocked times from the feed."""
    connection.execute(delete(tables.space_block))
    found = _live(connection, tables.entity.c.kind.in_((*_HELD, FeedKind.SPACE)))
    _insert(connection, found, _Derivation(connection))


def _close_again(connection: Connection, derived: "_Derivation") -> None:
    """Derive the closings of all spaces, which also depend on the zones of their branches."""
    table, entity = tables.space_block, tables.entity
    connection.execute(delete(table).where(table.c.kind == FeedKind.SPACE))
    _insert(connection, _live(connection, entity.c.kind == FeedKind.SPACE), derived)


def _move_programs(connection: Connection, derived: "_Derivation") -> None:
    """Derive those programmes again that are now held in other spaces than before."""
    table, entity = tables.space_block, tables.entity
    before: dict[str, set[str]] = defaultdict(set)
    rows = connection.execute(
        select(table.c.key, table.c.space).where(table.c.kind == FeedKind.PROGRAM)
    )
    for row in rows:
        before[row.key].add(row.space)
    moved = [
        each
        for each in _live(connection, entity.c.kind == FeedKind.PROGRAM)
        if derived.spaces_of(each[2] or "") != before.get(each[1], set())
    ]
    _forget(connection, moved)
    _insert(connection, moved, derived)


def _live(connection: Connection, condition: ColumnElement[bool]) -> list[_Written]:
    """Return the kinds, keys and bodies of the existing entities that meet ``condition``."""
    entity = tables.entity
    rows = connection.execute(
        select(entity.c.kind, entity.c.key, entity.c.body).where(
            condition, entity.c.body.is_not(None)
        )
    )
    return [(FeedKind(row.kind), row.key, row.body) for row in rows]


def _forget(connection: Connection, held: Sequence[_Written]) -> None:
    table = tables.space_block
    for kind in _HELD:
        keys = [key for of, key, _ in held if of == kind]
        for some in batched(keys, _BATCH):
            connection.execute(delete(table).where(table.c.kind == kind, table.c.key.in_(some)))


def _insert(connection: Connection, held: Sequence[_Written], derived: "_Derivation") -> None:
    rows = [row for kind, key, body in held if body for row in derived.rows(kind, key, body)]
    if rows:
        connection.execute(tables.space_block.insert(), rows)


class _Derivation:
    """Derives the blocked times of entities from the spaces and branches in the feed."""

    def __init__(self, connection: Connection) -> None:
        places = list(_places(connection))
        self._branches = {each.code: each for each in places if isinstance(each, Branch)}
        self._spaces = {each.code: each for each in places if isinstance(each, Space)}
        self._names = SpaceNames(self._spaces.values(), self._branches.values())
        self._codes = cache(self._find_codes)  # events repeat their locations

    def spaces_of(self, body: str) -> set[str]:
        """Return the codes of the spaces in which the programme with this JSON body is held.

        The body is not parsed, because a library may have tens of thousands of programmes. Quotes
        inside its texts are escaped, so a name with its quotes is always the name of a field.
        """
        found = _LOCATION.search(body)
        if found is None or any(each in body for each in _TAKES_NO_ROOM):
            return set()
        return self._codes(found[1])

    def _find_codes(self, location: str) -> set[str]:
        return {space.code for space in self._names.in_location(json.loads(location))}

    def rows(self, kind: FeedKind, key: str, body: str) -> Iterator[dict[str, Any]]:
        try:
            thing = bodies.load_body(kind, body)
        except ValueError:
            return  # a newer release wrote it
        for space, block in self._blocks(thing):
            yield {
                "kind": kind,
                "key": key,
                "space": space,
                "starts": block.interval.start,
                "ends": block.interval.end,
                "cause": block.cause,
                "reason": block.reason,
            }

    def _blocks(self, thing: bodies.FeedObject) -> Iterable[tuple[str, Block]]:
        if isinstance(thing, SpaceBlocks):
            return [(thing.space, each) for each in thing.blocks]
        if isinstance(thing, Space):
            branch = self._branches.get(thing.branch)
            closed = closing_blocks(thing, branch) if branch else []
            return [(thing.code, each) for each in closed]
        if not isinstance(thing, bodies.SourcedProgram):
            return []
        held = thing.program
        if held.cancelled or held.all_day or not held.location:
            return []
        block = Block(held.interval, BlockCause.PROGRAM, held.title)
        return [(space.code, block) for space in self._names.in_location(held.location)]


_load = lru_cache(maxsize=4_096)(bodies.load_body)


def _places(connection: Connection) -> Iterator[bodies.FeedObject]:
    entity = tables.entity
    rows = connection.execute(
        select(entity.c.kind, entity.c.body).where(
            entity.c.kind.in_(_PLACES), entity.c.body.is_not(None)
        )
    )
    for row in rows:
        try:
            yield _load(FeedKind(row.kind), row.body)
        except ValueError:
            continue  # a newer release wrote it
