"""The upstream systems that the server reads on a schedule: adding, changing, removing them."""

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
    """How a source is read."""

    OAI = "oai"  # a repository, by OAI-PMH
    FILE = "file"  # a file at a URL, in any format that “kiosk load” reads


class SourceOptions(BaseModel):
    """How a source is read, and the state of its last run."""

    prefix: str = ""  # OAI-PMH metadata format; "" for the best on offer
    set: str = ""  # OAI-PMH set; "" for the whole repository
    zone: str = ""  # IANA time zone of calendars that name none; "" for that of the branches
    mapping: str = ""  # name of the column mapping of tables
    branch: str = ""  # branch of tables that name none; "" for the only branch
    etag: str = ""  # ETag of the last download
    modified: str = ""  # Last-Modified of the last download
    since: str = ""  # start of the next list, by the repository's clock
    whole: datetime | None = None  # UTC: when the whole source was last read
    allowed: bool = False  # the next run may remove any number of entities

    def for_full_read(self) -> "SourceOptions":
        """Return options with which the next run reads the whole source."""
        return self.model_copy(update={"whole": None, "etag": "", "modified": ""})


@dataclass(frozen=True, slots=True)
class Upstream:
    """A source that is read at the interval ``every``, next at ``due`` (UTC).

    ``url`` is its address, without secrets once it is saved. ``secret`` is the complete address
    if it holds a password or key.
    """

    name: str
    kind: SourceKind
    url: str
    every: timedelta
    due: datetime
    options: SourceOptions
    secret: str = field(default="", repr=False)
    read: datetime | None = None  # UTC: start of the last complete run

    @property
    def address(self) -> str:
        """The complete address, with any password or key."""
        return self.secret or self.url


def save_source(connection: Connection, source: Upstream) -> None:
    """Add or change a source. A password or key is stored apart from its address.

    If ``source.url`` is the redacted address as shown, the stored one is kept.
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
        _delete_rows(connection, tables.source_credential, "name", source.name)


def delete_source(database: CentralDatabase, name: str, now: datetime) -> bool:
    """Delete a source and everything that came from it. Return False if it is unknown."""
    with database.write() as connection:
        known = drop_source(connection, name)
    return delete_harvested(database, name, now) > 0 or known


def drop_source(connection: Connection, name: str) -> bool:
    """Stop reading a source. Return False if it is unknown.

    Its entities stay until :func:`delete_harvested` removes them.
    """
    _delete_rows(connection, tables.source_credential, "name", name)
    return _delete_rows(connection, tables.source, "name", name) > 0


def delete_harvested(database: CentralDatabase, name: str, now: datetime) -> int:
    """Delete all entities and runs of a source, in batches; return how many there were."""
    with database.read() as connection:
        keys = {
            kind: feed.live_keys(connection, kind, key_prefix(name)) for kind in HARVESTED_KINDS
        }
    count = sum(remove_entities(database, kind, keys[kind], now) for kind in HARVESTED_KINDS)
    with database.write() as connection:
        _delete_rows(connection, tables.missed, "source", name)
        return count + _delete_rows(connection, tables.source_run, "source", name)


def count_harvested(connection: Connection, name: str) -> tuple[int, int]:
    """Return how many titles and program dates came from a source."""
    titles, dates = (feed.live_keys(connection, kind, key_prefix(name)) for kind in HARVESTED_KINDS)
    return len(titles), len(dates)


def _delete_rows(connection: Connection, table: Table, column: str, name: str) -> int:
    return connection.execute(delete(table).where(table.c[column] == name)).rowcount


def allow_removal(connection: Connection, name: str, now: datetime) -> None:
    """Schedule a source now, and let that run remove any number of entities.

    Raises KioskError for an unknown source.
    """
    known = find_source(connection, name)
    if known is None:
        raise KioskError(f"There is no source “{name}”.", "List them: kiosk source.")
    options = known.options.for_full_read().model_copy(update={"allowed": True})
    save_source(connection, replace(known, due=now, options=options))


def schedule_now(connection: Connection, name: str, now: datetime) -> None:
    """Schedule a source for the next check of a server. Raises KioskError for an unknown one."""
    table = tables.source
    if not connection.execute(
        update(table).where(table.c.name == name).values(next_run=now)
    ).rowcount:
        raise KioskError(f"There is no source “{name}”.", "List them: kiosk source.")


def find_source(connection: Connection, name: str) -> Upstream | None:
    """Return the source with this name, with its complete address, or None."""
    table = tables.source
    row = connection.execute(select(table).where(table.c.name == name)).one_or_none()
    return source_from_row(connection, row._mapping) if row else None


def list_sources(connection: Connection) -> list[Upstream]:
    """Return all sources by name, without their secrets."""
    rows = connection.execute(select(tables.source).order_by(tables.source.c.name))
    return [_upstream(row._mapping) for row in rows]


def source_from_row(connection: Connection, row: RowMapping) -> Upstream:
    """Return the source of a row, with its complete address."""
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
