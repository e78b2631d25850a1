"""The upstream systems that the server reads by itself, each on its schedule."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel
from sqlalchemy import Connection, RowMapping, Table, delete, select, update

from kiosk.central import tables
from kiosk.central.database import CentralDatabase, upsert_rows
from kiosk.central.feed import feed
from kiosk.central.feed.removal import HARVESTED_KINDS, remove_entities
from kiosk.central.harvesting.source_urls import redact_url
from kiosk.domain.source_keys import key_prefix
from kiosk.errors import KioskError


class SourceKind(StrEnum):
    OAI = "oai"  # a repository: OAI-PMH
    FILE = "file"  # a file by URL, of any kind that “kiosk load” reads


class SourceOptions(BaseModel):
    """How a source is read, and what it said the last time."""

    prefix: str = ""  # OAI-PMH metadata format; "" for the best
    set: str = ""
    zone: str = ""  # IANA, of calendars that name none; "" for that of the branches
    mapping: str = ""  # of tables
    branch: str = ""  # of tables that name none; "" for the only one
    etag: str = ""
    modified: str = ""
    since: str = ""  # by the repository's clock
    whole: datetime | None = None  # when all of it was read to the end
    allowed: bool = False  # the next run may remove as much as it finds gone

    def for_full_read(self) -> "SourceOptions":
        """To read all of the source the next time."""
        return self.model_copy(update={"whole": None, "etag": "", "modified": ""})


@dataclass(frozen=True, slots=True)
class Upstream:
    """A source and when it is read: ``every`` so often, next at ``due`` (UTC).

    ``url`` is its address as everybody may see it once it is kept; ``secret`` is the whole
    address where that opens the source.
    """

    name: str
    kind: SourceKind
    url: str
    every: timedelta
    due: datetime
    options: SourceOptions
    secret: str = field(default="", repr=False)
    read: datetime | None = None  # when it was last begun to be read to its end

    @property
    def address(self) -> str:
        """Where it is read, with what opens it."""
        return self.secret or self.url


def save_source(connection: Connection, source: Upstream) -> None:
    """Add a source, or change one. What opens it is kept apart from its address.

    The address as it is shown stands for the one that is kept.
    """
    before, shown = find_source(connection, source.name), redact_url(source.url)
    row = {
        "name": source.name,
        "kind": source.kind,
        "url": shown,
        "options": source.options.model_dump_json(),
        "every_seconds": int(source.every.total_seconds()),
        "next_run": source.due,
        "busy_until": None,
    }
    upsert_rows(connection, tables.source, [row], ["name"])
    if source.url != shown:
        credential = {"name": source.name, "address": source.url}
        upsert_rows(connection, tables.source_credential, [credential], ["name"])
    elif before is None or before.url != shown:
        _forget(connection, tables.source_credential, "name", source.name)


def delete_source(database: CentralDatabase, name: str, now: datetime) -> bool:
    """Take a source away with everything imported from it; whether anything was known of it."""
    with database.write() as connection:
        known = drop_source(connection, name)
    return delete_harvested(database, name, now) > 0 or known


def drop_source(connection: Connection, name: str) -> bool:
    """Read a source no more; whether it was. See :func:`delete_harvested`."""
    _forget(connection, tables.source_credential, "name", name)
    return _forget(connection, tables.source, "name", name) > 0


def delete_harvested(database: CentralDatabase, name: str, now: datetime) -> int:
    """Remove all that came from a source, in pieces, and its runs; returns how many there were."""
    with database.read() as connection:
        keys = {
            kind: feed.live_keys(connection, kind, key_prefix(name)) for kind in HARVESTED_KINDS
        }
    count = sum(remove_entities(database, kind, keys[kind], now) for kind in HARVESTED_KINDS)
    with database.write() as connection:
        _forget(connection, tables.missed, "source", name)
        return count + _forget(connection, tables.source_run, "source", name)


def count_harvested(connection: Connection, name: str) -> tuple[int, int]:
    """How many titles and program dates came from a source."""
    titles, dates = (feed.live_keys(connection, kind, key_prefix(name)) for kind in HARVESTED_KINDS)
    return len(titles), len(dates)


def _forget(connection: Connection, table: Table, column: str, name: str) -> int:
    return connection.execute(delete(table).where(table.c[column] == name)).rowcount


def allow_removal(connection: Connection, name: str, now: datetime) -> None:
    """Have a source read, and what it holds no more removed, however much that is.

    Raises KioskError for an unknown source.
    """
    known = find_source(connection, name)
    if known is None:
        raise KioskError(f"There is no source “{name}”.", "List them: kiosk source.")
    options = known.options.for_full_read().model_copy(update={"allowed": True})
    save_source(connection, replace(known, due=now, options=options))


def schedule_now(connection: Connection, name: str, now: datetime) -> None:
    """Have a source read as soon as a server looks. Raises KioskError for an unknown one."""
    table = tables.source
    if not connection.execute(
        update(table).where(table.c.name == name).values(next_run=now)
    ).rowcount:
        raise KioskError(f"There is no source “{name}”.", "List them: kiosk source.")


def find_source(connection: Connection, name: str) -> Upstream | None:
    table = tables.source
    row = connection.execute(select(table).where(table.c.name == name)).one_or_none()
    return source_from_row(connection, row._mapping) if row else None


def list_sources(connection: Connection) -> list[Upstream]:
    """Every source, by name."""
    rows = connection.execute(select(tables.source).order_by(tables.source.c.name))
    return [_upstream(row._mapping) for row in rows]


def source_from_row(connection: Connection, row: RowMapping) -> Upstream:
    """Return the source of a row of the table, with its secret address."""
    table = tables.source_credential
    secret = connection.scalar(select(table.c.address).where(table.c.name == row["name"]))
    return replace(_upstream(row), secret=secret or "")


def _upstream(row: RowMapping) -> Upstream:
    return Upstream(
        name=row["name"],
        kind=SourceKind(row["kind"]),
        url=row["url"],
        every=timedelta(seconds=row["every_seconds"]),
        due=row["next_run"],
        options=SourceOptions.model_validate_json(row["options"]),
        read=row["read"],
    )
