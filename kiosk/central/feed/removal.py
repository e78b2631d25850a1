"""Removal of entities that a source no longer lists; large removals must be confirmed by staff."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, select

from kiosk.central import tables
from kiosk.central.database import CentralDatabase, batched, upsert_rows
from kiosk.central.feed import feed
from kiosk.domain.registrations import ACTIVE_STATUSES
from kiosk.domain.removal import RemovalSize, upcoming_series
from kiosk.domain.source_keys import key_prefix, split_key
from kiosk.errors import SourceError
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind
from kiosk.sources.contents_preview import ContentsPreview

HARVESTED_KINDS = (FeedKind.RECORD, FeedKind.PROGRAM)
_BATCH = 500  # entities in one transaction: a kiosk's order waits for one batch at most


class RemovalTooLarge(SourceError):
    """So many entities would be removed that staff must confirm the removal first."""

    def __init__(self, source: str, removal: RemovalSize, how: str) -> None:
        advice = f"If that is right: {how}"
        super().__init__(f"{removal} of “{source}” are no longer listed there.", advice)
        self.removal = removal


def measure_removal(
    connection: Connection, source: str, gone: dict[FeedKind, set[str]], now: datetime
) -> RemovalSize:
    """Return how much of ``source`` would be removed if the keys ``gone`` were removed."""
    all_titles = len(feed.live_keys(connection, FeedKind.RECORD, key_prefix(source)))
    dates = feed.live_keys(connection, FeedKind.PROGRAM, key_prefix(source))
    left = _coming_series(dates - gone[FeedKind.PROGRAM], now)
    coming = _coming_series(dates, now)
    return RemovalSize(len(gone[FeedKind.RECORD]), all_titles, len(coming - left), len(coming))


def missing_keys(
    connection: Connection, source: str, contents: ContentsPreview
) -> dict[FeedKind, set[str]]:
    """Return the keys of ``source`` in the feed that are missing from the new ``contents``.

    If the contents include no entity of a kind, that kind is ignored.
    """
    known = {FeedKind.RECORD: contents.title_ids, FeedKind.PROGRAM: contents.program_uids}
    return {
        kind: {
            key
            for key in (feed.live_keys(connection, kind, key_prefix(source)) if names else ())
            if split_key(key)[1] not in names
        }
        for kind, names in known.items()
    }


def remove_entities(
    database: CentralDatabase, kind: FeedKind, keys: Iterable[str], now: datetime
) -> int:
    """Remove entities in batches; return the number of removed entities.

    A programme that has registrations and has not ended stays in the feed, marked as cancelled.
    """
    removed = 0
    for batch in batched(sorted(keys), _BATCH):
        with database.write() as connection:
            kept = _as_cancelled(connection, batch, now) if kind is FeedKind.PROGRAM else []
            changed = feed.publish(connection, kept, now).changed
            spared = {bodies.key_of(each) for each in kept}
            removed += changed + feed.publish_deletions(
                connection, kind, [key for key in batch if key not in spared], now
            )
    return removed


def missing_twice(
    connection: Connection, source: str, gone: dict[FeedKind, set[str]]
) -> dict[FeedKind, set[str]]:
    """Return the keys in ``gone`` that were also missing from the previous complete list.

    All keys in ``gone`` are stored, so that they can be compared with the next list.
    """
    table = tables.missed
    before: dict[str, set[str]] = {kind: set() for kind in HARVESTED_KINDS}
    for row in connection.execute(select(table).where(table.c.source == source)):
        before[row.kind].add(row.key)
    connection.execute(delete(table).where(table.c.source == source))
    rows = [
        {"source": source, "kind": kind, "key": key}
        for kind in HARVESTED_KINDS
        for key in gone[kind]
    ]
    upsert_rows(connection, table, rows, ["source", "kind", "key"])
    return {kind: gone[kind] & before[kind] for kind in HARVESTED_KINDS}


def _as_cancelled(
    connection: Connection, keys: Sequence[str], now: datetime
) -> list[bodies.FeedObject]:
    table = tables.registration
    held = set(
        connection.scalars(
            select(table.c.program)
            .where(table.c.program.in_(keys), table.c.status.in_(ACTIVE_STATUSES))
            .distinct()
        )
    )
    found = [feed.load_entity(connection, FeedKind.PROGRAM, key) for key in sorted(held)]
    return [
        replace(each, program=replace(each.program, cancelled=True))
        for each in found
        if isinstance(each, bodies.SourcedProgram) and each.program.interval.end > now
    ]


def _coming_series(keys: Iterable[str], now: datetime) -> set[str]:
    names = [split_key(key) for key in keys]
    return upcoming_series([(uid, occurrence) for _, uid, occurrence in names], now)
