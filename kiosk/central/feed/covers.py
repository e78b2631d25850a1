"""Covers in the feed: which picture belongs to which title."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from kiosk.central import tables
from kiosk.central.feed import cover_links, feed
from kiosk.domain.source_keys import key_prefix, split_key
from kiosk.protocol.bodies import SourcedCover, dump_body
from kiosk.protocol.messages import FeedKind


def publish_covers(connection: Connection, keys: Sequence[str], now: datetime) -> int:
    """Tell kiosks the covers of the titles ``keys``; return the number of changes.

    A title that has no picture any more loses its cover. Unknown titles are left out.
    """
    known = feed.existing_keys(connection, FeedKind.RECORD, keys)
    best = cover_links.best_links(connection, sorted(known))
    found = [_cover(key, *picture) for key, picture in best.items()]
    counts = feed.publish(connection, found, now)
    gone = feed.publish_deletions(
        connection, FeedKind.COVER, [key for key in keys if key not in best], now
    )
    return counts.added + counts.changed + gone


def outdated_covers(connection: Connection, source: str) -> list[str]:
    """Return the keys of the titles of ``source`` whose covers in the feed are not the right ones.

    That happens if a title was withdrawn and came back, or if the server was ended in between.
    """
    entity, prefix = tables.entity, key_prefix(source)
    told = {
        row.key: row.body
        for row in connection.execute(
            select(entity.c.key, entity.c.body).where(
                entity.c.kind == FeedKind.COVER,
                entity.c.body.is_not(None),
                entity.c.key.startswith(prefix, autoescape=True),
            )
        )
    }
    titles = sorted(feed.live_keys(connection, FeedKind.RECORD, prefix))
    right = {
        key: dump_body(_cover(key, *picture))
        for key, picture in cover_links.best_links(connection, titles).items()
    }
    return sorted(key for key in {*told, *right} if told.get(key) != right.get(key))


def _cover(key: str, digest: str, size: int) -> SourcedCover:
    source, source_id, occurrence = split_key(key)
    return SourcedCover(source, source_id, int(occurrence), digest, size)
