"""The vectors of titles, which the search by meaning compares."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from kiosk.store.record_keys import RecordKey, find_records
from kiosk.store.tables import bib, title_vector


@dataclass(frozen=True, slots=True)
class TitleWithoutVector:
    """A title that has no vector yet, with the parts of its text."""

    id: int
    title: str
    subjects: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """Vectors in the order in which they were stored; ``last`` is the id of the last of them."""

    last: int
    bib_ids: tuple[int, ...]
    vectors: bytes


def save_made_vectors(
    connection: Connection, made: Sequence[tuple[TitleWithoutVector, bytes]]
) -> None:
    """Store the vectors that were made, except those of titles whose text has changed since."""
    columns = select(bib.c.id, bib.c.title, bib.c.subjects, bib.c.summary)
    rows = connection.execute(columns.where(bib.c.id.in_([title.id for title, _ in made])))
    now = {TitleWithoutVector(*row) for row in rows}
    _save(connection, {title.id: vector for title, vector in made if title in now})


def _save(connection: Connection, vectors: Mapping[int, bytes]) -> None:
    connection.execute(delete(title_vector).where(title_vector.c.bib_id.in_(vectors)))
    rows = [{"bib_id": id_, "vector": vector} for id_, vector in vectors.items()]
    if rows:
        connection.execute(title_vector.insert(), rows)


def save_vectors_of_records(
    connection: Connection, source: str, vectors: Mapping[RecordKey, bytes]
) -> None:
    """Store the vectors of a source's titles; titles that are not here are left out."""
    rows = find_records(connection, source, vectors)
    _save(connection, {row.id: vectors[key] for key, row in rows.items() if key in vectors})


def delete_vector(connection: Connection, source: str, key: RecordKey) -> None:
    """Delete the vector of a title, if there is one."""
    of_title = select(bib.c.id).where(
        bib.c.source == source,
        bib.c.source_id == key.source_id,
        bib.c.occurrence == key.occurrence,
    )
    connection.execute(delete(title_vector).where(title_vector.c.bib_id.in_(of_title)))


def vectors_after(connection: Connection, last: int, most: int) -> StoredVectors:
    """Return at most ``most`` vectors stored after the one with the id ``last``."""
    rows = connection.execute(
        select(title_vector).where(title_vector.c.id > last).order_by(title_vector.c.id).limit(most)
    ).all()
    return StoredVectors(
        rows[-1].id if rows else last,
        tuple(row.bib_id for row in rows),
        b"".join(row.vector for row in rows),
    )


def load_vectors(connection: Connection, bib_ids: Iterable[int]) -> dict[int, bytes]:
    """Return the vectors of ``bib_ids``, leaving out titles that have none."""
    sql = """
    SELECT bib_id, vector FROM title_vector
    WHERE bib_id IN (SELECT value FROM json_each(?))
    """
    rows = connection.exec_driver_sql(sql, (json.dumps(list(bib_ids)),))
    return {row.bib_id: row.vector for row in rows}


def titles_without_vector(
    connection: Connection, after: int, most: int
) -> Sequence[TitleWithoutVector]:
    """Return at most ``most`` titles without a vector, by bib id, from after the id ``after``."""
    found = connection.execute(
        select(bib.c.id, bib.c.title, bib.c.subjects, bib.c.summary)
        .where(bib.c.id > after, ~select(1).where(title_vector.c.bib_id == bib.c.id).exists())
        .order_by(bib.c.id)
        .limit(most)
    )
    return [TitleWithoutVector(*row) for row in found]


def count_vectors(connection: Connection) -> int:
    """Return the number of titles that have a vector."""
    return connection.scalar(select(func.count()).select_from(title_vector)) or 0


def count_titles(connection: Connection) -> int:
    """Return the number of titles, with and without a vector."""
    return connection.scalar(select(func.count()).select_from(bib)) or 0
