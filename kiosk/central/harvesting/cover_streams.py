"""Where the covers of each source's titles come from, and the schedule of reading them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection, RowMapping, delete, select, update

from kiosk.central.credentials import credentials_of
from kiosk.central.database import upsert_rows
from kiosk.central.feed.cover_tables import cover_stream as _table
from kiosk.central.harvesting.source_urls import is_http_url, redact_url
from kiosk.errors import KioskError

EVERY = timedelta(hours=1)
SYSTEMS_WITH_COVERS = frozenset({"koha", "slims"})  # whose drivers give covers
ISBN = "{isbn}"  # its place in the address of a service


@dataclass(frozen=True, slots=True)
class CoverStream:
    """Where the covers of the titles of the source ``name`` come from.

    ``system`` is True if the library system is asked for them. ``folder`` is the path of a folder
    with pictures named by ISBN, and ``service`` the address of a service with “{isbn}” in it,
    without a key; both are "" if there is none. ``due`` and ``read``, the start of the last
    reading that reached its end, are in UTC. ``fault`` is the reason why the last reading was not
    complete, or "".
    """

    name: str
    due: datetime
    every: timedelta = EVERY
    read: datetime | None = None
    system: bool = True
    folder: str = ""
    service: str = ""
    fault: str = ""

    @property
    def origins(self) -> tuple[bool, str, str]:
        """What staff chose; a reading ends if they choose something else."""
        return self.system, self.folder, self.service


def save_stream(connection: Connection, stream: CoverStream) -> None:
    """Add or change a stream. A key in the address of the service is stored separately."""
    shown, credentials = redact_url(stream.service), credentials_of(connection)
    before = find_stream(connection, stream.name)
    if stream.service != shown:
        credentials.save(_credential(stream.name), stream.service)
    elif before is None or before.service != shown:
        credentials.delete(_credential(stream.name))
    row = {
        "name": stream.name,
        "every_seconds": int(stream.every.total_seconds()),
        "next_run": stream.due,
        "busy_until": None,
        "system": int(stream.system),
        "folder": stream.folder,
        "service": shown,
    }
    upsert_rows(connection, _table, [row], ["name"])


def change_stream(
    connection: Connection,
    name: str,
    now: datetime,
    *,
    system: bool | None = None,
    folder: str | None = None,
    service: str | None = None,
) -> CoverStream:
    """Change a stream and make it due at ``now``. An argument that is None changes nothing.

    Raises KioskError if the folder or the address of the service is not valid.
    """
    before = find_stream(connection, name) or CoverStream(name, now)
    changed = replace(
        before,
        due=now,
        system=before.system if system is None else system,
        folder=before.folder if folder is None else check_folder(folder),
        service=before.service if service is None else check_service(service),
    )
    save_stream(connection, changed)
    return changed


def add_stream(connection: Connection, name: str, now: datetime) -> None:
    """Read the covers of a library system from now on, if that is not yet so."""
    if find_stream(connection, name) is None:
        save_stream(connection, CoverStream(name, now))


def delete_stream(connection: Connection, name: str) -> None:
    """Stop reading the covers of a source; the covers stay with its titles."""
    credentials_of(connection).delete(_credential(name))
    connection.execute(delete(_table).where(_table.c.name == name))


def read_soon(connection: Connection, names: Sequence[str], now: datetime) -> None:
    """Make these streams due at once."""
    connection.execute(update(_table).where(_table.c.name.in_(names)).values(next_run=now))


def find_stream(connection: Connection, name: str) -> CoverStream | None:
    """Return the stream of a source, or None if its titles have no covers."""
    row = connection.execute(select(_table).where(_table.c.name == name)).one_or_none()
    return stream_from_row(row._mapping) if row else None


def stream_from_row(row: RowMapping) -> CoverStream:
    return CoverStream(
        name=row["name"],
        due=row["next_run"],
        every=timedelta(seconds=row["every_seconds"]),
        read=row["read"],
        system=bool(row["system"]),
        folder=row["folder"],
        service=row["service"],
        fault=row["fault"],
    )


def service_address(connection: Connection, stream: CoverStream) -> str:
    """Return the address of the service with its key."""
    if stream.service == redact_url(stream.service) and "…" not in stream.service:
        return stream.service
    return credentials_of(connection).address(_credential(stream.name)) or stream.service


def check_folder(folder: str) -> str:
    """Return the absolute path of a folder of the server, or "". Raises KioskError."""
    if not folder:
        return ""
    try:
        path = Path(folder).expanduser().absolute()
        if path.is_dir():
            return str(path)
    except (OSError, RuntimeError):  # the name is too long, or of a user who does not exist
        pass
    raise KioskError(
        f"There is no folder {folder}.", "Name a folder on the server, with files ISBN.jpg."
    )


def check_service(address: str) -> str:
    """Return the address of a cover service, or "". Raises KioskError if it is not valid."""
    filled = address.replace(ISBN, "9780000000000")
    if not address or (filled != address and is_http_url(filled) and ISBN not in _host(address)):
        return address
    raise KioskError(
        f"“{redact_url(address)}” is not the address of a cover service.",
        "It begins with https:// and has {isbn} in place of the number.",
    )


def _host(address: str) -> str:
    return urlsplit(address).netloc


def _credential(name: str) -> str:
    return f"{name} covers"
