"""Functions that save the copies of titles, if they come apart from the titles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, select, update

from kiosk.domain.records import Item, ItemStatus, TitleCopies
from kiosk.store.record_keys import RecordKey, find_records
from kiosk.store.tables import bib, early_copies, item

_BODY = TypeAdapter(TitleCopies)

Batch = Sequence[tuple[RecordKey, TitleCopies]]


@dataclass(frozen=True, slots=True)
class ChangedCopies:
    """The bib ids of the titles whose copies have changed.

    ``moved`` have other copies than before, or copies at other places. ``lent`` differ only in the
    statuses of their copies, so that their words need not be indexed again. A title of which only
    dates have changed is in neither.
    """

    moved: tuple[int, ...]
    lent: tuple[int, ...]


def load_item(row: Any) -> Item:
    """Return the copy in a row of ``item``."""
    return Item(
        row.branch,
        row.shelf,
        row.call_number,
        ItemStatus(row.status),
        row.barcode,
        row.due,
        row.as_of,
    )


def save_copies(connection: Connection, source: str, batch: Batch) -> ChangedCopies:
    """Replace the copies of the titles with the keys in ``batch``.

    The copies of a title that has not come yet are kept until it comes. Each key may appear only
    once in the batch. The caller updates the search index.
    """
    titles = find_records(connection, source, (key for key, _ in batch))
    _keep_early(connection, source, [each for each in batch if each[0] not in titles])
    wanted = {titles[key].id: copies.items for key, copies in batch if key in titles}
    attached = [row.id for row in titles.values() if row.id in wanted and not row.copies_apart]
    if attached:
        connection.execute(update(bib).where(bib.c.id.in_(attached)).values(copies_apart=True))
    held: dict[int, list[Any]] = {bib_id: [] for bib_id in wanted}
    for row in connection.execute(select(item).where(item.c.bib_id.in_(wanted))):
        held[row.bib_id].append(row)
    return _write(connection, held, wanted)


def insert_items(connection: Connection, items: Mapping[int, Iterable[Item]]) -> None:
    """Add copies to titles; ``items`` contains the copies by bib id."""
    rows = [_row(copy, bib_id) for bib_id, copies in items.items() for copy in copies]
    if rows:
        connection.execute(item.insert(), rows)


def take_early_copies(
    connection: Connection, source: str, keys: Sequence[RecordKey]
) -> dict[RecordKey, tuple[Item, ...]]:
    """Return the copies that came before the titles with these ``keys``, and forget them."""
    of = early_copies.c
    listed = select(early_copies).where(of.source == source, of.source_id.in_({k[0] for k in keys}))
    found = {RecordKey(r.source_id, r.occurrence): r.body for r in connection.execute(listed)}
    taken = {key: _BODY.validate_json(found[key]).items for key in keys if key in found}
    for key in taken:
        here = of.source == source, of.source_id == key.source_id, of.occurrence == key.occurrence
        connection.execute(delete(early_copies).where(*here))
    return taken


def _keep_early(connection: Connection, source: str, batch: Batch) -> None:
    take_early_copies(connection, source, [key for key, _ in batch])
    rows = [
        {"source": source, **key._asdict(), "body": _BODY.dump_json(copies).decode()}
        for key, copies in batch
        if copies.items
    ]
    if rows:
        connection.execute(early_copies.insert(), rows)


def _write(
    connection: Connection, held: dict[int, list[Any]], wanted: dict[int, tuple[Item, ...]]
) -> ChangedCopies:
    moved, lent, changed = [], [], []
    for bib_id, items in wanted.items():
        before, after = sorted(held[bib_id], key=_place), sorted(items, key=_place)
        if list(map(_shelf_mark, before)) != list(map(_shelf_mark, after)):
            moved.append(bib_id)
            continue
        pairs = list(zip(before, after, strict=True))
        changed += list(_changed_rows(pairs))
        if any(row.status != copy.status for row, copy in pairs):
            lent.append(bib_id)
    if moved:
        connection.execute(delete(item).where(item.c.bib_id.in_(moved)))
        insert_items(connection, {bib_id: wanted[bib_id] for bib_id in moved})
    if changed:
        one = update(item).where(item.c.id == bindparam("row"))
        connection.execute(one, changed)
    return ChangedCopies(tuple(moved), tuple(lent))


def _changed_rows(pairs: Iterable[tuple[Any, Item]]) -> Iterator[dict[str, Any]]:
    for row, copy in pairs:
        if load_item(row) != copy:
            yield {**_state(copy), "row": row.id}


def _shelf_mark(copy: Any) -> tuple[str, str, str]:
    return copy.branch, copy.shelf, copy.call_number


def _place(copy: Any) -> tuple[tuple[str, str, str], str]:
    return _shelf_mark(copy), copy.barcode


def _row(copy: Item, bib_id: int) -> dict[str, Any]:
    branch, shelf, call_number = _shelf_mark(copy)
    place = {"branch": branch, "shelf": shelf, "call_number": call_number}
    return {"bib_id": bib_id, **place, **_state(copy)}


def _state(copy: Item) -> dict[str, Any]:
    return {
        "status": copy.status.value,
        "barcode": copy.barcode,
        "due": copy.due,
        "as_of": copy.as_of,
    }
