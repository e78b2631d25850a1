"""The copies of titles as they were last read, and the time that an answer gave them."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.domain.records import Item, TitleCopies
from kiosk.domain.source_keys import join_key, key_prefix, split_key
from kiosk.protocol.bodies import SourcedCopies
from kiosk.protocol.messages import FeedKind


def known_copies(
    database: CentralDatabase, source: str, source_ids: Iterable[str] | None
) -> list[TitleCopies]:
    """Return the copies of these titles of ``source``, or of all, as they were last read."""
    with database.read() as connection:
        if source_ids is None:
            keys = sorted(feed.live_keys(connection, FeedKind.COPIES, key_prefix(source)))
        else:
            keys = [join_key(source, each, "0") for each in source_ids]
        found = [feed.load_entity(connection, FeedKind.COPIES, key) for key in keys]
    return [each.copies for each in found if isinstance(each, SourcedCopies)]


def titles_without_copies(connection: Connection, source: str, since: datetime) -> list[str]:
    """Return the ids of titles of ``source`` that were written since then and have no copies."""
    title, copies = tables.entity, tables.entity.alias()
    known = select(copies.c.key).where(
        copies.c.kind == FeedKind.COPIES, copies.c.key == title.c.key, copies.c.body.is_not(None)
    )
    keys = connection.scalars(
        select(title.c.key).where(
            title.c.kind == FeedKind.RECORD,
            title.c.body.is_not(None),
            title.c.changed >= since,
            title.c.key.startswith(key_prefix(source), autoescape=True),
            ~known.exists(),
        )
    )
    return sorted({split_key(key)[1] for key in keys})


def undate_answers(
    connection: Connection, source: str, listed: Collection[str], now: datetime
) -> None:
    """Let the time of the reading hold again for copies that an earlier answer had dated.

    Call this after all copies of ``source`` were read; ``listed`` are the keys of the titles that
    the reading itself contained.
    """
    table = tables.asked_title
    dated = (table.c.source == source) & (table.c.dated == 1)
    keys = set(connection.scalars(select(table.c.key).where(dated))) - set(listed)
    found = [feed.load_entity(connection, FeedKind.COPIES, key) for key in sorted(keys)]
    things = [
        replace(each, copies=replace(each.copies, items=_undated(each.copies)))
        for each in found
        if isinstance(each, SourcedCopies)
    ]
    feed.publish(connection, things, now)
    connection.execute(update(table).where(dated).values(dated=0))


def _undated(copies: TitleCopies) -> tuple[Item, ...]:
    return tuple(replace(item, as_of=None) for item in copies.items)
