"""Pictures of covers, and their links to titles. An unlinked picture is deleted at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, exists, func, select

from kiosk.central.database import batched, upsert_rows
from kiosk.central.feed import cover_tables as tables

_CHUNK = 300  # values in one query


class CoverOrigin(StrEnum):
    """Where a picture comes from, in the order in which kiosks get them."""

    FOLDER = "folder"  # chosen by hand
    SYSTEM = "system"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class CoverLink:
    """What an origin of the source ``stream`` gave for the title ``key``, at ``fetched`` (UTC).

    ``place`` is the address of the picture or the name of its file. ``etag`` and ``modified`` are
    the validators of the answer; a file has its size and time as ``etag``. ``picture`` is the
    SHA-256 of the finished picture, or None; then ``refused`` is the reason.
    """

    key: str
    stream: str
    origin: CoverOrigin
    place: str
    etag: str
    modified: str
    fetched: datetime
    picture: str | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class CoverCounts:
    """How many titles of a stream have a picture, by origin, and how many do not, by reason."""

    pictures: dict[str, int]
    refused: dict[str, int]
    size: int  # bytes of the pictures together


def picture_digest(content: bytes) -> str:
    """Return the name of a finished picture."""
    return sha256(content).hexdigest()


def save_links(
    connection: Connection, links: Sequence[CoverLink], pictures: Iterable[bytes]
) -> None:
    """Add or replace ``links``; their new ``pictures`` are stored first."""
    before = _pictures_of(connection, [each.key for each in links])
    named = {picture_digest(each): each for each in pictures}
    rows = [{"digest": name, "content": each, "size": len(each)} for name, each in named.items()]
    upsert_rows(connection, tables.picture, rows, ["digest"])
    keys = ["key", "stream", "origin"]
    upsert_rows(connection, tables.cover, [asdict(each) for each in links], keys)
    _delete_unlinked(connection, before)


def load_links(connection: Connection, stream: str, origin: CoverOrigin) -> dict[str, CoverLink]:
    """Return the links of one origin, by the keys of their titles."""
    table = tables.cover
    rows = connection.execute(
        select(table).where(table.c.stream == stream, table.c.origin == origin)
    )
    return {row.key: _link(row._mapping) for row in rows}


def best_links(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Return the digest and size of the picture for each of the titles ``keys`` that has one."""
    table, picture = tables.cover, tables.picture
    order = list(CoverOrigin)
    found: dict[str, tuple[tuple[int, str], str, int]] = {}
    for chunk in batched(keys, _CHUNK):
        rows = connection.execute(
            select(table.c.key, table.c.origin, table.c.stream, picture.c.digest, picture.c.size)
            .join(picture, picture.c.digest == table.c.picture)
            .where(table.c.key.in_(chunk))
        )
        for row in rows:
            rank = order.index(CoverOrigin(row.origin)), row.stream
            if row.key not in found or rank < found[row.key][0]:
                found[row.key] = rank, row.digest, row.size
    return {key: (digest, size) for key, (_, digest, size) in found.items()}


def delete_links(
    connection: Connection, stream: str, origin: CoverOrigin, keys: Sequence[str]
) -> None:
    """Delete what an origin gave for the titles ``keys``."""
    table = tables.cover
    for chunk in batched(keys, _CHUNK):
        _delete(
            connection,
            and_(table.c.stream == stream, table.c.origin == origin, table.c.key.in_(chunk)),
        )


def delete_links_of_titles(connection: Connection, keys: Sequence[str]) -> None:
    """Delete all links of titles that are no longer in the feed."""
    for chunk in batched(keys, _CHUNK):
        _delete(connection, tables.cover.c.key.in_(chunk))


def delete_links_of_stream(connection: Connection, stream: str) -> None:
    """Delete all that came from the origins of a source that was removed."""
    _delete(connection, tables.cover.c.stream == stream)


def find_picture(connection: Connection, digest: str) -> bytes | None:
    """Return a finished picture, or None if there is none of this name."""
    table = tables.picture
    return connection.scalar(select(table.c.content).where(table.c.digest == digest))


def count_links(connection: Connection, stream: str) -> CoverCounts:
    """Return what the origins of a stream gave."""
    table, picture = tables.cover, tables.picture
    rows = connection.execute(
        select(table.c.origin, table.c.refused, func.count().label("links"))
        .where(table.c.stream == stream)
        .group_by(table.c.origin, table.c.refused)
        .order_by(table.c.origin, table.c.refused)
    ).all()
    pictures = {row.origin: row.links for row in rows if not row.refused}
    refused: dict[str, int] = {}
    for row in rows:
        if row.refused:
            refused[row.refused] = refused.get(row.refused, 0) + row.links
    used = select(table.c.picture).where(table.c.stream == stream)
    size = connection.scalar(select(func.sum(picture.c.size)).where(picture.c.digest.in_(used)))
    return CoverCounts(pictures, refused, int(size or 0))


def _link(row: RowMapping) -> CoverLink:
    return CoverLink(**{**row, "origin": CoverOrigin(row["origin"])})


def _pictures_of(connection: Connection, keys: Sequence[str]) -> set[str]:
    table = tables.cover
    found: set[str] = set()
    for chunk in batched(keys, _CHUNK):
        chosen = select(table.c.picture).where(table.c.key.in_(chunk), table.c.picture.is_not(None))
        found.update(each for each in connection.scalars(chosen) if each)
    return found


def _delete(connection: Connection, condition: ColumnElement[bool]) -> None:
    gone = connection.scalars(
        delete(tables.cover).where(condition).returning(tables.cover.c.picture)
    )
    _delete_unlinked(connection, {each for each in gone if each})


def _delete_unlinked(connection: Connection, digests: Collection[str]) -> None:
    """Delete those of these pictures to which no title is linked."""
    table = tables.picture
    linked = exists().where(tables.cover.c.picture == table.c.digest)
    for chunk in batched(sorted(digests), _CHUNK):
        connection.execute(delete(table).where(table.c.digest.in_(chunk), ~linked))
