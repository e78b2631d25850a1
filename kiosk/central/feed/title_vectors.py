"""The vectors of titles in the feed, and the titles whose vectors must be made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, or_, select

from kiosk.central import tables
from kiosk.central.feed import feed
from kiosk.domain.source_keys import split_key
from kiosk.domain.title_vectors import MODEL, title_text
from kiosk.protocol.bodies import SourcedRecord, SourcedVector, load_body
from kiosk.protocol.messages import FeedKind


@dataclass(frozen=True, slots=True)
class OutdatedVector:
    """A title of the feed without the right vector.

    ``digest`` is the digest of the title's record. ``text`` is what the vector must be made of.
    """

    seq: int
    key: str
    digest: bytes
    text: str


def outdated_vectors(connection: Connection, since: int, most: int) -> list[OutdatedVector]:
    """Return at most ``most`` titles that changed after the number ``since``, oldest first."""
    record, vector = tables.entity.alias(), tables.entity.alias()
    made = and_(
        vector.c.kind == FeedKind.TITLE_VECTOR,
        vector.c.key == record.c.key,
        vector.c.body.is_not(None),
    )
    missing = or_(vector.c.key.is_(None), vector.c.digest != record.c.digest)
    rows = connection.execute(
        select(record.c.seq, record.c.key, record.c.digest, record.c.body)
        .outerjoin(vector, made)
        .where(record.c.seq > since, record.c.kind == FeedKind.RECORD)
        .where(record.c.body.is_not(None), missing)
        .order_by(record.c.seq)
        .limit(most)
    )
    return [OutdatedVector(row.seq, row.key, row.digest, _text(row.body)) for row in rows]


def publish_vectors(
    connection: Connection, made: Mapping[OutdatedVector, bytes], now: datetime
) -> int:
    """Publish the vectors that were made; return the number of changes.

    Titles that have changed or were deleted meanwhile are left out.
    """
    current = feed.digests_of(connection, FeedKind.RECORD, [title.key for title in made])
    there = [title for title in made if current.get(title.key) == title.digest]
    vectors = [_vector(title, made[title]) for title in there]
    counts = feed.publish(connection, vectors, now)
    return counts.added + counts.changed


def _vector(title: OutdatedVector, vector: bytes) -> SourcedVector:
    source, source_id, occurrence = split_key(title.key)
    return SourcedVector(source, source_id, int(occurrence), MODEL, title.digest.hex(), vector)


def _text(body: str) -> str:
    thing = load_body(FeedKind.RECORD, body)
    assert isinstance(thing, SourcedRecord)
    record = thing.record
    return title_text(record.title, record.subjects, record.summary)
