"""Functions that save the pictures of titles' covers, and list them in the order of their worth."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.store.cover_tables import cover, cover_use
from kiosk.store.record_keys import RecordKey
from kiosk.store.tables import bib, search_entry

_OF = (
    "JOIN cover c ON c.source = b.source AND c.source_id = b.source_id"
    " AND c.occurrence = b.occurrence"
)
_OF_TITLES = (
    f"SELECT b.id, c.digest, c.size FROM bib b {_OF} WHERE b.id IN (SELECT value FROM json_each(?))"  # noqa: S608
)
_MOST_SHOWN = (
    f"SELECT c.digest, max(c.size) FROM bib b {_OF} JOIN cover_use u ON u.digest = c.digest"  # noqa: S608
    " GROUP BY c.digest ORDER BY max(u.times) DESC, c.digest"
)
# CROSS JOIN keeps the order of the index, so that reading can stop early.
_POPULAR = (
    f"SELECT c.digest, c.size FROM search_entry e CROSS JOIN bib b ON b.id = e.bib_id {_OF}"  # noqa: S608
    " ORDER BY e.id"
)


@dataclass(frozen=True, slots=True)
class CoverPicture:
    """The picture of a cover: the SHA-256 hash of its file in hexadecimal, and its bytes."""

    digest: str
    size: int


def save_covers(
    connection: Connection, source: str, pictures: Mapping[RecordKey, CoverPicture]
) -> None:
    """Set the pictures of titles, which may not have come yet, by the keys of their records."""
    row = insert(cover)
    new = {"digest": row.excluded.digest, "size": row.excluded.size}
    rows = [
        {"source": source, **key._asdict(), "digest": each.digest, "size": each.size}
        for key, each in pictures.items()
    ]
    if rows:
        connection.execute(row.on_conflict_do_update(set_=new), rows)


def replace_covers(connection: Connection, pictures: Mapping[int, CoverPicture]) -> None:
    """Set the pictures of titles by bib id; all other titles lose theirs."""
    connection.execute(delete(cover))
    rows = connection.execute(select(bib.c.id, bib.c.source, bib.c.source_id, bib.c.occurrence))
    by_source: dict[str, dict[RecordKey, CoverPicture]] = {}
    for row in rows:
        if picture := pictures.get(row.id):
            key = RecordKey(row.source_id, row.occurrence)
            by_source.setdefault(row.source, {})[key] = picture
    for source, batch in by_source.items():
        save_covers(connection, source, batch)


def list_numbers(connection: Connection) -> dict[int, tuple[str, ...]]:
    """Return the ISBNs and ISSNs of the titles that have some, by bib id, popular titles first."""
    listed = (
        select(bib.c.id, bib.c.isbns)
        .join(search_entry, search_entry.c.bib_id == bib.c.id)
        .where(bib.c.isbns != ())
        .order_by(search_entry.c.id)
    )
    return {row.id: row.isbns for row in connection.execute(listed)}


def delete_cover(connection: Connection, source: str, key: RecordKey) -> None:
    connection.execute(
        delete(cover).where(
            cover.c.source == source,
            cover.c.source_id == key.source_id,
            cover.c.occurrence == key.occurrence,
        )
    )


def has_covers(connection: Connection) -> bool:
    """Return True if any title has a picture, on this kiosk or on the server."""
    return connection.execute(select(cover.c.digest).limit(1)).first() is not None


def find_covers(connection: Connection, bib_ids: Sequence[int]) -> dict[int, CoverPicture]:
    """Return the pictures of the titles with these ids, in their order; others have none."""
    rows = connection.exec_driver_sql(_OF_TITLES, (json.dumps(list(bib_ids)),))
    found = {row[0]: CoverPicture(row[1], row[2]) for row in rows}
    return {id_: found[id_] for id_ in bib_ids if id_ in found}


def list_most_shown(connection: Connection) -> Iterator[CoverPicture]:
    """Yield the pictures that were shown often enough to be counted, most shown first."""
    return (CoverPicture(*row) for row in connection.exec_driver_sql(_MOST_SHOWN))


def list_popular(connection: Connection) -> Iterator[CoverPicture]:
    """Yield the pictures of all titles, the most popular title first."""
    return (CoverPicture(*row) for row in connection.exec_driver_sql(_POPULAR))


def choose_covers(
    connection: Connection, first: Iterable[int], room: int
) -> Mapping[str, CoverPicture]:
    """Return the pictures worth keeping in ``room`` bytes, by digest and in order of their worth.

    The pictures of the titles ``first`` (bib ids) come before those that were shown most, and
    these before those of popular titles.
    """
    chosen: dict[str, CoverPicture] = {}
    for picture in _in_order(connection, list(first)):
        if picture.digest in chosen:
            continue
        room -= picture.size
        if room < 0:
            break
        chosen[picture.digest] = picture
    return chosen


def _in_order(connection: Connection, first: Sequence[int]) -> Iterator[CoverPicture]:
    yield from find_covers(connection, first).values()
    yield from list_most_shown(connection)
    yield from list_popular(connection)


def count_cover_uses(connection: Connection, sessions: Mapping[str, int]) -> None:
    """Add the numbers of sessions that showed covers, by digest; let the earlier counts fade."""
    connection.exec_driver_sql("UPDATE cover_use SET times = times * 7 / 8")
    for digest, times in sorted(sessions.items()):
        row = insert(cover_use).values(digest=digest, times=times)
        connection.execute(
            row.on_conflict_do_update(set_={"times": cover_use.c.times + row.excluded.times})
        )
    connection.execute(delete(cover_use).where(cover_use.c.times == 0))


def count_pictures(connection: Connection) -> int:
    """Return the number of different pictures of titles, on this kiosk or on the server."""
    counted = f"SELECT count(DISTINCT c.digest) FROM bib b {_OF}"  # noqa: S608
    return int(connection.exec_driver_sql(counted).scalar_one())
