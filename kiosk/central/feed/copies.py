"""Titles and their copies as two entities of the feed, and joined again for older kiosks.

A loan changes only the copies, so the title is neither sent nor indexed again. Kiosks whose
protocol version is older than COPIES_SINCE receive each title together with its copies.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, select

from kiosk.central import tables
from kiosk.central.database import batched
from kiosk.domain.records import ItemStatus, TitleCopies
from kiosk.protocol import bodies
from kiosk.protocol.messages import Change, FeedKind

_CHUNK = 300  # keys in one query
# Older kiosks would reject a whole title because of a status that they do not know. That they say
# “ask the staff” is true of all these copies.
_NEW_STATUSES = (ItemStatus.HOLD_SHELF, ItemStatus.IN_TRANSIT, ItemStatus.ON_ORDER)


def separate_copies(thing: bodies.FeedObject) -> tuple[bodies.FeedObject, ...]:
    """Return a record and its copies, each as an object of its own; return others as they are.

    The copies have no items if the record has none. If the copies of a record are already apart,
    they are not known here, so only the record is returned.
    """
    if not isinstance(thing, bodies.SourcedRecord) or thing.copies_apart:
        return (thing,)
    copies = TitleCopies(thing.record.source_id, thing.record.items)
    return (
        replace(thing, record=replace(thing.record, items=()), copies_apart=True),
        bodies.SourcedCopies(thing.source, thing.occurrence, copies),
    )


def join_copies(record: str, copies: str | None) -> str:
    """Return the body of a record with the items of the body ``copies``, for an older kiosk."""
    joined = json.loads(record)
    if not joined.get("copies_apart"):
        return record
    items = json.loads(copies)["copies"]["items"] if copies else []
    for item in items:
        if item["status"] in _NEW_STATUSES:
            item["status"] = ItemStatus.UNKNOWN
    joined["record"]["items"] = items
    joined["copies_apart"] = False
    return json.dumps(joined, ensure_ascii=False, separators=(",", ":"))


def joined_changes(connection: Connection, rows: Sequence[RowMapping]) -> list[Change]:
    """Return the changes in ``rows`` (seq, kind, key, body) for kiosks that expect titles whole.

    A change of copies becomes a change of their title. If a title and its copies are both among
    the rows, the title appears once, as the later one.
    """
    keys = {r["key"] for r in rows if r["kind"] in (FeedKind.RECORD, FeedKind.COPIES)}
    records = _bodies(connection, FeedKind.RECORD, keys)
    copies = _bodies(connection, FeedKind.COPIES, keys)
    return [*reversed(list(_joined_backwards(rows, records, copies)))]


def _joined_backwards(
    rows: Sequence[RowMapping], records: dict[str, str], copies: dict[str, str]
) -> Iterator[Change]:
    sent: set[str] = set()
    for row in reversed(rows):
        if row["kind"] not in (FeedKind.RECORD, FeedKind.COPIES):
            yield Change(**row)
        elif row["key"] in records and row["key"] not in sent:
            sent.add(row["key"])
            body = join_copies(records[row["key"]], copies.get(row["key"]))
            yield Change(seq=row["seq"], kind=FeedKind.RECORD, key=row["key"], body=body)
        elif row["kind"] == FeedKind.RECORD and row["key"] not in records:
            yield Change(seq=row["seq"], kind=row["kind"], key=row["key"], body=None)


def _bodies(connection: Connection, kind: FeedKind, keys: Iterable[str]) -> dict[str, str]:
    entity = tables.entity
    found: dict[str, str] = {}
    for chunk in batched(sorted(keys), _CHUNK):
        rows = connection.execute(
            select(entity.c.key, entity.c.body).where(
                entity.c.kind == kind, entity.c.key.in_(chunk), entity.c.body.is_not(None)
            )
        )
        found.update((row.key, row.body) for row in rows)
    return found
