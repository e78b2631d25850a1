"""The upstream systems that the server reads by itself, each on its schedule."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path

from pydantic import BaseModel
from sqlalchemy import Connection, RowMapping, Table, delete, select, update

from kiosk.central import tables
from kiosk.central.database import CentralDatabase, put_rows
from kiosk.central.feed import feed
from kiosk.central.feed.removal import SOURCED, TooMuch, absent, going, withdraw
from kiosk.central.harvesting.addresses import public
from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.ingest import HOW, Run, branches_of, ingest
from kiosk.central.harvesting.oai_pmh import Repository, since_of
from kiosk.central.harvesting.schedule import may_run
from kiosk.domain.keys import prefix_of
from kiosk.errors import KioskError
from kiosk.sources.contents import Contents
from kiosk.sources.entries import Entries
from kiosk.sources.open_source import Branches, mapping_named, read

_log = logging.getLogger(__name__)

_LOOK_EVERY = 15.0  # seconds
_AT_ONCE = 16  # sources: one that is slow holds no other up
_AT_IT = timedelta(minutes=15)  # without a sign of life, another process takes over
_AFTER_FAULT = timedelta(minutes=15)
_WHOLE_EVERY = timedelta(days=7)  # also where a repository tells of what it deleted
_READ_EVERY = timedelta(days=1)  # also when nothing changed: repeated programs go on


class SourceKind(StrEnum):
    OAI = "oai"  # a repository: OAI-PMH
    FILE = "file"  # a file by URL, of any kind that “kiosk load” reads


class Options(BaseModel):
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

    def afresh(self) -> "Options":
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
    options: Options
    secret: str = field(default="", repr=False)
    read: datetime | None = None  # when it was last begun to be read to its end

    @property
    def address(self) -> str:
        """Where it is read, with what opens it."""
        return self.secret or self.url


def put(connection: Connection, source: Upstream) -> None:
    """Add a source, or change one. What opens it is kept apart from its address.

    The address as it is shown stands for the one that is kept.
    """
    before, shown = named(connection, source.name), public(source.url)
    row = {
        "name": source.name,
        "kind": source.kind,
        "url": shown,
        "options": source.options.model_dump_json(),
        "every_seconds": int(source.every.total_seconds()),
        "next_run": source.due,
        "busy_until": None,
    }
    put_rows(connection, tables.source, [row], ["name"])
    if source.url != shown:
        credential = {"name": source.name, "address": source.url}
        put_rows(connection, tables.source_credential, [credential], ["name"])
    elif before is None or before.url != shown:
        _forget(connection, tables.source_credential, "name", source.name)


def remove(database: CentralDatabase, name: str, now: datetime) -> bool:
    """Take a source away with all that came from it; whether anything was known of it."""
    with database.write() as connection:
        known = drop(connection, name)
    return clear(database, name, now) > 0 or known


def drop(connection: Connection, name: str) -> bool:
    """Read a source no more; whether it was. What came from it is left to :func:`clear`."""
    _forget(connection, tables.source_credential, "name", name)
    return _forget(connection, tables.source, "name", name) > 0


def clear(database: CentralDatabase, name: str, now: datetime) -> int:
    """Remove all that came from a source, in pieces, and its runs; returns how many there were."""
    with database.read() as connection:
        keys = {kind: feed.keys_of(connection, kind, prefix_of(name)) for kind in SOURCED}
    count = sum(withdraw(database, kind, keys[kind], now) for kind in SOURCED)
    with database.write() as connection:
        _forget(connection, tables.missed, "source", name)
        return count + _forget(connection, tables.source_run, "source", name)


def held(connection: Connection, name: str) -> tuple[int, int]:
    """How many titles and program dates came from a source."""
    titles, dates = (feed.keys_of(connection, kind, prefix_of(name)) for kind in SOURCED)
    return len(titles), len(dates)


def _forget(connection: Connection, table: Table, column: str, name: str) -> int:
    return connection.execute(delete(table).where(table.c[column] == name)).rowcount


def allow(connection: Connection, name: str, now: datetime) -> None:
    """Have a source read, and what it holds no more removed, however much that is.

    Raises KioskError for an unknown source.
    """
    known = named(connection, name)
    if known is None:
        raise KioskError(f"There is no source “{name}”.", "List them: kiosk source.")
    options = known.options.afresh().model_copy(update={"allowed": True})
    put(connection, replace(known, due=now, options=options))


def hurry(connection: Connection, name: str, now: datetime) -> None:
    """Have a source read as soon as a server looks. Raises KioskError for an unknown one."""
    table = tables.source
    if not connection.execute(
        update(table).where(table.c.name == name).values(next_run=now)
    ).rowcount:
        raise KioskError(f"There is no source “{name}”.", "List them: kiosk source.")


def named(connection: Connection, name: str) -> Upstream | None:
    table = tables.source
    row = connection.execute(select(table).where(table.c.name == name)).one_or_none()
    return _opened(connection, row._mapping) if row else None


def all_of(connection: Connection) -> list[Upstream]:
    """Every source, by name."""
    rows = connection.execute(select(tables.source).order_by(tables.source.c.name))
    return [_upstream(row._mapping) for row in rows]


def _opened(connection: Connection, row: RowMapping) -> Upstream:
    """With what opens it."""
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
        options=Options.model_validate_json(row["options"]),
        read=row["read"],
    )


class Reader:
    """Reads sources into ``database``; ``clock`` gives UTC.

    Any number of processes may: each source is read by one of them at a time, and in a
    thread of its own.
    """

    def __init__(
        self, database: CentralDatabase, clock: Callable[[], datetime], fetcher: Fetcher
    ) -> None:
        self._database = database
        self._clock = clock
        self._fetcher = fetcher
        self._reading: dict[str, Upstream] = {}

    def keep_reading(self, stop: threading.Event) -> None:
        """Read what is due until ``stop`` is set; no fault ends it."""
        while not stop.wait(_LOOK_EVERY):
            try:
                for source in list(self._reading.values()):
                    self._alive(source)
                self._begin_due()
            except Exception:
                _log.exception("the sources could not be read")

    def read_due(self) -> list[Run]:
        """Read every source that is due and that no other process is at."""
        return [each.result() for each in self._begin_due()]

    def _begin_due(self) -> list[Future[Run]]:
        begun = []
        while len(self._reading) < _AT_ONCE and (source := self._claim()):
            self._reading[source.name] = source
            begun.append(run := Future[Run]())
            # No pool: its threads would hold up the end of the program.
            threading.Thread(target=self._fulfil, args=(source, run), daemon=True).start()
        return begun

    def _fulfil(self, source: Upstream, run: Future[Run]) -> None:
        try:
            done = self.read(source)
        except Exception as fault:
            _log.exception("the source “%s” could not be read", source.name)
            del self._reading[source.name]
            run.set_exception(fault)
        else:
            del self._reading[source.name]
            run.set_result(done)

    def read(self, source: Upstream) -> Run:
        """Read ``source`` now. What went wrong is told by the run."""
        fetcher, check = self._fetcher.for_one_source(), partial(self._check, source)
        supply = _SUPPLIES[source.kind](fetcher, source, self._clock(), check)
        with self._database.read() as connection:
            supply.zone = source.options.zone or feed.usual_zone(connection)
        supply.branches = branches_of(self._database).at(source.options.branch)
        run = ingest(
            self._database,
            source.name,
            supply.entries(),
            self._clock,
            whole=lambda: supply.whole,
            identified=source.kind is SourceKind.OAI,
            alive=lambda: self._alive(source),
            allowed=source.options.allowed,
        )
        options = source.options if run.fault and not run.held else supply.options
        if run.held or run.missed:
            options = options.afresh()  # until it is known what became of them
        if not run.fault:
            options = options.model_copy(update={"allowed": False})
        self._note(source, options, run)
        return run

    def _check(self, source: Upstream, contents: Contents) -> None:
        """Whether so much may go as would. Raises TooMuch."""
        now = self._clock()
        with self._database.read() as connection:
            gone = absent(connection, source.name, contents)
            loss = going(connection, source.name, gone, now)
        if loss.is_large and not source.options.allowed:
            raise TooMuch(source.name, loss, HOW.format(source=source.name))

    def _claim(self) -> Upstream | None:
        table, now = tables.source, self._clock()
        with self._database.write() as connection:
            row = connection.execute(
                select(table)
                .where(may_run(now, _AT_IT), table.c.name.not_in(list(self._reading)))
                .order_by(table.c.next_run)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).one_or_none()
            if row is None:
                return None
            self._set(connection, row.name, busy_until=now + _AT_IT)
            return _opened(connection, row._mapping)

    def _alive(self, source: Upstream) -> None:
        with self._database.write() as connection:
            self._set(connection, source.name, busy_until=self._clock() + _AT_IT)

    def _note(self, source: Upstream, options: Options, run: Run) -> None:
        began = {} if run.fault else {"read": run.started}
        soon = run.fault and not run.held
        wait = min(source.every, _AFTER_FAULT) if soon else source.every
        with self._database.write() as connection:
            self._set(
                connection,
                source.name,
                busy_until=None,
                next_run=self._clock() + wait,
                options=options.model_dump_json(),
                **began,
            )

    def _set(self, connection: Connection, name: str, **values: object) -> None:
        table = tables.source
        connection.execute(update(table).where(table.c.name == name).values(**values))


Check = Callable[[Contents], None]  # raises TooMuch where more would go than may


class _Repository:
    """All of a repository, or where it tells of what it deleted, what changed in it."""

    branches = Branches()
    zone = ""

    def __init__(self, fetcher: Fetcher, source: Upstream, now: datetime, _check: Check) -> None:
        self.options = source.options
        self.whole = True
        self._repository = Repository(
            fetcher, source.address, source.options.prefix, source.options.set
        )
        self._now = now

    def entries(self) -> Entries:
        identity = self._repository.identify()
        before = self.options
        fresh = before.whole is not None and self._now - before.whole < _WHOLE_EVERY
        self.whole = not (identity.keeps_deleted and fresh and before.since)
        yield from self._repository.records("" if self.whole else before.since)
        self.options = before.model_copy(
            update={
                "since": since_of(self._repository.began, identity.by_second, self._now),
                "whole": self._now if self.whole else before.whole,
            }
        )


class _File:
    """A file by URL, where it changed."""

    branches = Branches()
    zone = ""

    def __init__(self, fetcher: Fetcher, source: Upstream, now: datetime, check: Check) -> None:
        self.options = source.options
        self.whole = True
        self._fetcher = fetcher
        self._source = source
        self._now = now
        self._check = check

    def entries(self) -> Entries:
        with self._fetcher.get(self._source.address, headers=self._conditions()) as answer:
            if answer.path is None:
                self.whole = False  # it holds what it held
                return
            contents = Contents()
            contents.add(self._read(answer.path))
            self.whole = not contents.broken
            if self.whole:
                self._check(contents)
            yield from self._read(answer.path)
            options = self.options
            told = {
                "etag": answer.headers.get("ETag", ""),
                "modified": answer.headers.get("Last-Modified", ""),
            }
            self.options = options.model_copy(update={**told, "whole": self._now})

    def _read(self, path: Path) -> Entries:
        options = self.options
        mapping = mapping_named(options.mapping) if options.mapping else None
        yield from read(
            path, mapping=mapping, zone=self.zone, now=self._now, branches=self.branches
        )

    def _conditions(self) -> dict[str, str]:
        """So that an unchanged file is not sent again (RFC 9110, section 13)."""
        options = self.options
        if options.whole is None or self._now - options.whole > _READ_EVERY:
            return {}
        told = {"If-None-Match": options.etag, "If-Modified-Since": options.modified}
        return {name: value for name, value in told.items() if value}


_SUPPLIES: dict[SourceKind, type[_Repository] | type[_File]] = {
    SourceKind.OAI: _Repository,
    SourceKind.FILE: _File,
}
