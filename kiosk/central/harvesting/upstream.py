"""The upstream systems that the server reads on a schedule; staff add, edit and delete them."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel
from sqlalchemy import Connection, RowMapping, Table, delete, select, update

from kiosk.central import tables
from kiosk.central.credentials import credentials_of
from kiosk.central.database import CentralDatabase, upsert_rows
from kiosk.central.feed import cover_links, feed
from kiosk.central.feed.readings import delete_reading
from kiosk.central.feed.removal import HARVESTED_KINDS, remove_entities
from kiosk.central.harvesting import copies_streams, cover_streams
from kiosk.central.harvesting.source_urls import redact_url
from kiosk.domain.records import ItemStatus
from kiosk.domain.source_keys import key_prefix
from kiosk.errors import KioskError
from kiosk.protocol.messages import FeedKind

# Systems that are asked how copies are, which another source lists with their barcodes.
_ONLY_ASKED = frozenset({"sip2"})


class SourceKind(StrEnum):
    """The protocol by which a source is read."""

    OAI = "oai"  # a repository, by OAI-PMH
    FILE = "file"  # a file at a URL, in any format that “kiosk load” reads
    TIMES = "times"  # a calendar, or a room system, with the times at which rooms are taken
    SYSTEM = "system"  # a library system that has a driver; copies are a stream of their own


class SourceOptions(BaseModel):
    """The options for reading a source, and the state of its last run."""

    prefix: str = ""  # OAI-PMH metadata format; "" for the best format offered
    set: str = ""  # OAI-PMH set; "" for the whole repository
    zone: str = ""  # IANA time zone for calendars without one; "" for the branches' zone
    mapping: str = ""  # name of the column mapping of tables
    branch: str = ""  # branch for tables that name no branch; "" for the only branch
    space: str = ""  # the only space of a calendar of times; "" if its events name the spaces
    etag: str = ""  # ETag of the last download
    modified: str = ""  # Last-Modified of the last download
    since: str = ""  # start of the next list, by the repository's clock
    whole: datetime | None = None  # UTC: when the whole source was last read
    allowed: bool = False  # the next run may remove any number of entities
    system: str = ""  # name of the library system or room system
    authority: str = ""  # PEM file of the authorities of a local network
    fingerprint: str = ""  # SHA-256 of the only accepted certificate, hexadecimal
    statuses: dict[str, ItemStatus] = {}  # what the system's own names of statuses mean
    settings: dict[str, str] = {}  # further settings of the driver
    rooms: dict[str, str] = {}  # a room system's own ids of spaces, by the spaces' codes
    titles_of: str = ""  # source of the titles, if the system provides only their copies
    state: str = ""  # of the driver, after the last reading of titles

    def for_full_read(self) -> "SourceOptions":
        """Return a copy of these options with which the next run reads the whole source."""
        nothing: dict[str, object] = {"whole": None, "etag": "", "modified": "", "state": ""}
        return self.model_copy(update=nothing)


@dataclass(frozen=True, slots=True)
class Upstream:
    """A source that is read at the interval ``every``. The next read is due at ``due`` (UTC).

    ``url`` is the address of the source; secrets are removed when the source is saved.
    ``secret`` is the complete address if the address contains a password or key. The copies of a
    library system are read at the interval ``copies_every``.
    """

    name: str
    kind: SourceKind
    url: str
    every: timedelta
    due: datetime
    options: SourceOptions
    secret: str = field(default="", repr=False)
    read: datetime | None = None  # UTC: start of the last complete run
    copies_every: timedelta | None = None

    @property
    def titles_source(self) -> str:
        """The name of the source of the titles to which the copies belong."""
        return self.options.titles_of or self.name

    @property
    def gives_covers(self) -> bool:
        """True if the source is a library system whose driver gives covers."""
        return self.options.system in cover_streams.SYSTEMS_WITH_COVERS

    @property
    def address(self) -> str:
        """The complete address, including any password or key."""
        return self.secret or self.url


def save_source(connection: Connection, source: Upstream) -> None:
    """Add or change a source. An address with a password or key is stored separately.

    If ``source.url`` is still the redacted address that was displayed, the stored address is kept.
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
        credentials_of(connection).save(source.name, source.url)
    elif before is None or before.url != shown:
        credentials_of(connection).delete(source.name)
    if source.copies_every is None:
        _delete_rows(connection, tables.copies_stream, "name", source.name)
    else:
        copies_streams.save_stream(connection, source.name, source.copies_every, source.due)
    if source.gives_covers:
        cover_streams.add_stream(connection, source.name, source.due)


def delete_source(database: CentralDatabase, name: str, now: datetime) -> bool:
    """Delete a source and all data that came from it. Return False if it is unknown."""
    with database.write() as connection:
        known = drop_source(connection, name)
    return delete_harvested(database, name, now) > 0 or known


def drop_source(connection: Connection, name: str) -> bool:
    """Stop reading a source. Return False if the source is unknown.

    The entities of the source stay until :func:`delete_harvested` removes them.
    """
    credentials_of(connection).delete(name)
    cover_streams.delete_stream(connection, name)
    _delete_rows(connection, tables.copies_stream, "name", name)
    return _delete_rows(connection, tables.source, "name", name) > 0


def delete_harvested(database: CentralDatabase, name: str, now: datetime) -> int:
    """Delete all entities and runs of a source in batches; return the number of entities."""
    with database.read() as connection:
        keys = {
            kind: feed.live_keys(connection, kind, key_prefix(name)) for kind in HARVESTED_KINDS
        }
    count = sum(remove_entities(database, kind, keys[kind], now) for kind in HARVESTED_KINDS)
    with database.write() as connection:
        _delete_rows(connection, tables.missed, "source", name)
        cover_links.delete_links_of_stream(connection, name)
        delete_reading(connection, name, now)
        blocks = feed.live_keys(connection, FeedKind.SPACE_BLOCKS, key_prefix(name))
        feed.publish_deletions(connection, FeedKind.SPACE_BLOCKS, blocks, now)
        return count + _delete_rows(connection, tables.source_run, "source", name)


def count_harvested(connection: Connection, name: str) -> tuple[int, int]:
    """Return the numbers of titles and programme dates that came from a source."""
    titles, dates = (feed.live_keys(connection, kind, key_prefix(name)) for kind in HARVESTED_KINDS)
    return len(titles), len(dates)


def _delete_rows(connection: Connection, table: Table, column: str, name: str) -> int:
    return connection.execute(delete(table).where(table.c[column] == name)).rowcount


def allow_removal(connection: Connection, name: str, now: datetime) -> None:
    """Schedule a source now, and allow that run to remove any number of entities.

    Raises KioskError if the source is unknown.
    """
    known = find_source(connection, name)
    if known is None:
        raise KioskError(f"There is no source “{name}”.", "List them: kiosk source.")
    options = known.options.for_full_read().model_copy(update={"allowed": True})
    save_source(connection, replace(known, due=now, options=options))
    copies_streams.allow_removal(connection, name)


def schedule_now(connection: Connection, name: str, now: datetime) -> None:
    """Make a source due at once. Raises KioskError if the source is unknown."""
    table = tables.source
    if not connection.execute(
        update(table).where(table.c.name == name).values(next_run=now)
    ).rowcount:
        raise KioskError(f"There is no source “{name}”.", "List them: kiosk source.")
    copies_streams.read_soon(connection, name, now)
    cover_streams.read_soon(connection, [name], now)


def is_known(connection: Connection, name: str) -> bool:
    """Return True if a source of this name is read now, or was read at any time."""
    run = tables.source_run
    was_read = select(run.c.id).where(run.c.source == name).limit(1)
    return find_source(connection, name) is not None or connection.scalar(was_read) is not None


def find_source(connection: Connection, name: str) -> Upstream | None:
    """Return the source with this name and with its complete address, or None if unknown."""
    table = tables.source
    row = connection.execute(select(table).where(table.c.name == name)).one_or_none()
    return source_from_row(connection, row._mapping) if row else None


def list_sources(connection: Connection) -> list[Upstream]:
    """Return all sources, sorted by name, without passwords and keys."""
    rows = connection.execute(select(tables.source).order_by(tables.source.c.name))
    return [_upstream(connection, row._mapping) for row in rows]


def streams_for_titles(connection: Connection, name: str) -> list[str]:
    """Return the names of the library systems that provide the copies of a source's titles.

    A system that is only asked about the copies of another source leaves them where they are.
    """
    return [
        each.name
        for each in list_sources(connection)
        if each.kind is SourceKind.SYSTEM
        and name in (each.name, each.titles_source)
        and not (each.options.titles_of and each.options.system in _ONLY_ASKED)
    ]


def source_from_row(connection: Connection, row: RowMapping) -> Upstream:
    """Convert a database row to a source with its complete address."""
    secret = credentials_of(connection).address(row["name"])
    return replace(_upstream(connection, row), secret=secret)


def _upstream(connection: Connection, row: RowMapping) -> Upstream:
    stream = copies_streams.find_stream(connection, row["name"])
    return Upstream(
        name=row["name"],
        kind=SourceKind(row["kind"]),
        url=row["url"],
        every=timedelta(seconds=row["every_seconds"]),
        due=row["next_run"],
        options=SourceOptions.model_validate_json(row["options"]),
        read=row["read"],
        copies_every=stream.every if stream else None,
    )
