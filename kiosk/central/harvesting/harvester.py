"""The harvester reads the upstream systems on their schedules, several at a time."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select, update

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.feed.removal import RemovalTooLarge, measure_removal, missing_keys
from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.due_sources import is_due
from kiosk.central.harvesting.ingest import HOW_TO_CONFIRM, SourceRun, ingest, known_branches
from kiosk.central.harvesting.oai_pmh import OaiRepository, next_from_date
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream, source_from_row
from kiosk.sources.contents_preview import ContentsPreview
from kiosk.sources.entries import Entries
from kiosk.sources.source_file import BranchLookup, load_csv_mapping, read_source_file

_log = logging.getLogger(__name__)

_CHECK_INTERVAL = 15.0  # seconds
_AT_ONCE = 16  # sources read at once, so that a slow source does not delay others
_RUN_LIMIT = timedelta(minutes=15)  # without a heartbeat; then another process takes over
_RETRY_AFTER_FAULT = timedelta(minutes=15)
_FULL_LIST_EVERY = timedelta(days=7)  # a full list is read even if the repository reports deletions
_FULL_READ_EVERY = timedelta(days=1)  # recurring events need a new reading of an unchanged file


class Harvester:
    """Reads due sources into ``database``. ``clock`` returns the current time in UTC.

    Several processes may each run a harvester, but each source is read by one process at a time, in
    a separate thread.
    """

    def __init__(
        self, database: CentralDatabase, clock: Callable[[], datetime], fetcher: Fetcher
    ) -> None:
        self._database = database
        self._clock = clock
        self._fetcher = fetcher
        self._reading: dict[str, Upstream] = {}

    def run_until(self, stop: threading.Event) -> None:
        """Read due sources until ``stop`` is set. Errors are logged."""
        while not stop.wait(_CHECK_INTERVAL):
            try:
                for source in list(self._reading.values()):
                    self._extend_claim(source)
                self._start_due()
            except Exception:
                _log.exception("the sources could not be read")

    def harvest_due(self) -> list[SourceRun]:
        """Read all due sources that no other process is reading; return their runs."""
        return [each.result() for each in self._start_due()]

    def _start_due(self) -> list[Future[SourceRun]]:
        begun = []
        while len(self._reading) < _AT_ONCE and (source := self.claim()):
            self._reading[source.name] = source
            begun.append(run := Future[SourceRun]())
            # With a thread pool the program could not exit before all threads end.
            threading.Thread(target=self._run_source, args=(source, run), daemon=True).start()
        return begun

    def _run_source(self, source: Upstream, run: Future[SourceRun]) -> None:
        try:
            done = self.harvest(source)
        except Exception as fault:
            _log.exception("the source “%s” could not be read", source.name)
            del self._reading[source.name]
            run.set_exception(fault)
        else:
            del self._reading[source.name]
            run.set_result(done)

    def harvest(self, source: Upstream) -> SourceRun:
        """Read ``source`` now and return the run. If the run failed, ``fault`` is the reason."""
        fetcher, check = self._fetcher.with_fresh_allowance(), partial(self._check, source)
        supply = _READERS[source.kind](fetcher, source, self._clock(), check)
        with self._database.read() as connection:
            supply.zone = source.options.zone or feed.common_time_zone(connection)
        supply.branches = known_branches(self._database).with_home(source.options.branch)
        run = ingest(
            self._database,
            source.name,
            supply.entries(),
            self._clock,
            is_complete=lambda: supply.whole,
            unique_ids=source.kind is SourceKind.OAI,
            heartbeat=lambda: self._extend_claim(source),
            large_removal_allowed=source.options.allowed,
            every=source.every,
        )
        options = source.options if run.fault and not run.held else supply.options
        if run.held or run.missed:
            options = options.for_full_read()  # until the removals are decided
        if not run.fault:
            options = options.model_copy(update={"allowed": False})
        self._save_result(source, options, run)
        return run

    def _check(self, source: Upstream, contents: ContentsPreview) -> None:
        """Raise RemovalTooLarge if the new contents would remove too much."""
        now = self._clock()
        with self._database.read() as connection:
            gone = missing_keys(connection, source.name, contents)
            loss = measure_removal(connection, source.name, gone, now)
        if loss.is_large and not source.options.allowed:
            raise RemovalTooLarge(source.name, loss, HOW_TO_CONFIRM.format(source=source.name))

    def claim(self) -> Upstream | None:
        table, now = tables.source, self._clock()
        with self._database.write() as connection:
            row = connection.execute(
                select(table)
                .where(is_due(now, _RUN_LIMIT), table.c.name.not_in(list(self._reading)))
                .order_by(table.c.next_run)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).one_or_none()
            if row is None:
                return None
            self._update_source(connection, row.name, busy_until=now + _RUN_LIMIT)
            return source_from_row(connection, row._mapping)

    def _extend_claim(self, source: Upstream) -> None:
        with self._database.write() as connection:
            self._update_source(connection, source.name, busy_until=self._clock() + _RUN_LIMIT)

    def _save_result(self, source: Upstream, options: SourceOptions, run: SourceRun) -> None:
        began = {} if run.fault else {"read": run.started}
        soon = run.fault and not run.held
        wait = min(source.every, _RETRY_AFTER_FAULT) if soon else source.every
        with self._database.write() as connection:
            self._update_source(
                connection,
                source.name,
                busy_until=None,
                next_run=self._clock() + wait,
                options=options.model_dump_json(),
                **began,
            )

    def _update_source(self, connection: Connection, name: str, **values: object) -> None:
        table = tables.source
        connection.execute(update(table).where(table.c.name == name).values(**values))


Check = Callable[[ContentsPreview], None]  # raises RemovalTooLarge


class _Repository:
    """Reads a repository: only its changes if it reports deletions, otherwise all records."""

    branches = BranchLookup()
    zone = ""

    def __init__(self, fetcher: Fetcher, source: Upstream, now: datetime, _check: Check) -> None:
        self.options = source.options
        self.whole = True
        self._repository = OaiRepository(
            fetcher, source.address, source.options.prefix, source.options.set
        )
        self._now = now

    def entries(self) -> Entries:
        identity = self._repository.identify()
        before = self.options
        fresh = before.whole is not None and self._now - before.whole < _FULL_LIST_EVERY
        self.whole = not (identity.keeps_deleted and fresh and before.since)
        yield from self._repository.list_records("" if self.whole else before.since)
        self.options = before.model_copy(
            update={
                "since": next_from_date(
                    self._repository.began, identity.second_granularity, self._now
                ),
                "whole": self._now if self.whole else before.whole,
            }
        )


class _File:
    """Reads a file at a URL if the file has changed."""

    branches = BranchLookup()
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
                self.whole = False  # nothing has changed
                return
            contents = ContentsPreview()
            contents.add(self._read(answer.path))
            self.whole = not contents.incomplete_reason
            if self.whole:
                self._check(contents)
            yield from self._read(answer.path)
            options = self.options
            validators = {
                "etag": answer.headers.get("ETag", ""),
                "modified": answer.headers.get("Last-Modified", ""),
            }
            self.options = options.model_copy(update={**validators, "whole": self._now})

    def _read(self, path: Path) -> Entries:
        options = self.options
        mapping = load_csv_mapping(options.mapping) if options.mapping else None
        yield from read_source_file(
            path, mapping=mapping, zone=self.zone, now=self._now, branches=self.branches
        )

    def _conditions(self) -> dict[str, str]:
        """Return headers that request the file only if it has changed (RFC 9110, 13)."""
        options = self.options
        if options.whole is None or self._now - options.whole > _FULL_READ_EVERY:
            return {}
        headers = {"If-None-Match": options.etag, "If-Modified-Since": options.modified}
        return {name: value for name, value in headers.items() if value}


_READERS: dict[SourceKind, type[_Repository] | type[_File]] = {
    SourceKind.OAI: _Repository,
    SourceKind.FILE: _File,
}
