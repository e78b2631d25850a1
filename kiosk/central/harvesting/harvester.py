"""The harvester reads the upstream systems on their schedules, several at a time."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import RowMapping

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.feed.cover_tables import cover_stream
from kiosk.central.feed.removal import RemovalTooLarge, measure_removal, missing_keys
from kiosk.central.harvesting import copies_streams, cover_streams, upstream
from kiosk.central.harvesting.asked_copies import titles_without_copies
from kiosk.central.harvesting.booked_rooms import BookedRooms
from kiosk.central.harvesting.copies_reader import CopiesReader, CopiesReading
from kiosk.central.harvesting.covers.cover_reader import CoverReader, CoverReading
from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.ingest import HOW_TO_CONFIRM, SourceRun, ingest, known_branches
from kiosk.central.harvesting.job_threads import (
    TOO_LONG,
    JobThreads,
    check_not_given_up,
    is_given_up,
)
from kiosk.central.harvesting.owner_desk import OwnerDesk
from kiosk.central.harvesting.owner_outbox import OwnerOutbox, connect_with
from kiosk.central.harvesting.readers import READERS, Check, Reader
from kiosk.central.harvesting.room_times import RoomTimes
from kiosk.central.harvesting.schedule import Schedule
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.sources.contents_preview import ContentsPreview

_log = logging.getLogger(__name__)

CHECK_INTERVAL = 2.0  # seconds: copies may be read every 30 seconds
_CLAIMS_EXTENDED_EVERY = 10  # checks
_TITLES_LIMIT = timedelta(minutes=15)  # of a claim that is not extended
_COPIES_LIMIT = timedelta(minutes=2)
# Longer than the limits that readings keep themselves: only a driver that hangs reaches these.
_LONGEST_TITLES, _LONGEST_COPIES = timedelta(hours=24), timedelta(hours=6)
_LONGEST_COVERS = timedelta(hours=6)
_COVERS_AT_ONCE = 4  # each has a process that decodes pictures
_RETRY_AFTER_FAULT = timedelta(minutes=15)


class Harvester:
    """Reads due sources into ``database``. ``clock`` returns the current time in UTC.

    Titles, copies and covers have schedules of their own. Several processes may each run a
    harvester, but each source is read by one process at a time, in a separate thread.
    """

    def __init__(
        self,
        database: CentralDatabase,
        clock: Callable[[], datetime],
        fetcher: Fetcher,
        sleep: Callable[[float], None] = time.sleep,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Create a harvester; ``sleep`` waits between two questions for covers (seconds).

        ``seconds`` is a clock that only runs forward, for readings that do not end.
        """
        self._database = database
        self._clock = clock
        self._fetcher = fetcher
        self._schedule = Schedule(database, clock, tables.source, _TITLES_LIMIT)
        self._titles = JobThreads(
            self._schedule,
            self._harvest_row,
            _LONGEST_TITLES,
            lambda name: self._give_up(self._schedule, name),
            seconds=seconds,
        )
        copies = Schedule(database, clock, tables.copies_stream, _COPIES_LIMIT)
        self._copies_reader = CopiesReader(database, clock, fetcher, copies)
        self._connect = connect_with(database, fetcher)
        self.owners = OwnerDesk(database, clock, OwnerOutbox(database, clock, self._connect))
        self._copies = JobThreads(
            copies,
            lambda row: self._copies_reader.read(copies_streams.stream_from_row(row)),
            _LONGEST_COPIES,
            lambda name: self._give_up(copies, name, fault=TOO_LONG),
            seconds=seconds,
        )
        covers = Schedule(database, clock, cover_stream, _TITLES_LIMIT)
        self._cover_reader = CoverReader(database, clock, fetcher, covers, sleep)
        self._covers = JobThreads(
            covers,
            lambda row: self._cover_reader.read(cover_streams.stream_from_row(row)),
            _LONGEST_COVERS,
            lambda name: self._give_up(covers, name),
            at_once=_COVERS_AT_ONCE,
            seconds=seconds,
        )

    def run_until(self, stop: threading.Event) -> None:
        """Read due sources and ask the owners of spaces until ``stop`` is set. Log all errors."""
        checks = 0
        while not stop.wait(CHECK_INTERVAL):
            checks += 1
            for jobs in (self._copies, self._titles, self._covers):
                try:
                    if checks % _CLAIMS_EXTENDED_EVERY == 0:
                        jobs.keep_claims()
                    jobs.start_due()
                except Exception:
                    _log.exception("the sources could not be read")
            self.owners.look()

    def keep_claims(self) -> None:
        """Keep the claims of what is being read, and give up what takes too long."""
        for jobs in (self._copies, self._titles, self._covers):
            jobs.keep_claims()

    def harvest_due(self) -> list[SourceRun]:
        """Read all due sources that no other process is reading; return their runs."""
        return [each.result() for each in self._titles.start_due()]

    def read_due_copies(self) -> list[CopiesReading]:
        """Read all due copies that no other process is reading; return the results."""
        return [each.result() for each in self._copies.start_due()]

    def read_copies(self, name: str) -> CopiesReading | None:
        """Read the copies of a library system now, or return None if ``name`` is none."""
        with self._database.read() as connection:
            stream = copies_streams.find_stream(connection, name)
        return self._copies_reader.read(stream) if stream else None

    def read_due_covers(self) -> list[CoverReading]:
        """Read all due covers that no other process is reading; return the results."""
        return [each.result() for each in self.start_due_covers()]

    def start_due_covers(self) -> list[Future[CoverReading]]:
        """Begin to read all due covers that no other process is reading."""
        return self._covers.start_due()

    def read_covers(self, name: str) -> CoverReading | None:
        """Read the covers of a source's titles now, or return None if there is nowhere to look."""
        with self._database.read() as connection:
            stream = cover_streams.find_stream(connection, name)
        return self._cover_reader.read(stream) if stream else None

    def claim(self) -> RowMapping | None:
        """Claim a due source for another process."""
        return self._schedule.claim(())

    def _harvest_row(self, row: RowMapping) -> SourceRun:
        with self._database.read() as connection:
            source = upstream.source_from_row(connection, row)
        return self.harvest(source)

    def harvest(self, source: Upstream) -> SourceRun:
        """Read ``source`` now and return the run. If the run failed, ``fault`` is the reason."""
        fetcher, check = self._fetcher.with_fresh_allowance(), partial(self._check, source)
        supply = self._supply(source, fetcher, check)
        with self._database.read() as connection:
            supply.zone = source.options.zone or feed.common_time_zone(connection)
            copies_apart = bool(upstream.streams_for_titles(connection, source.name))
        supply.branches = known_branches(self._database).with_home(source.options.branch)
        run = ingest(
            self._database,
            source.name,
            supply.entries(),
            self._clock,
            is_complete=lambda: supply.whole and not is_given_up(),
            unique_ids=source.kind not in (SourceKind.FILE, SourceKind.TIMES),
            heartbeat=lambda: self._keep(source.name),
            large_removal_allowed=source.options.allowed,
            every=source.every,
            copies_apart=copies_apart,
        )
        options = source.options if run.fault and not run.held else supply.options
        if run.held or run.missed:
            options = options.for_full_read()  # until the removals are decided
        if not run.fault:
            options = options.model_copy(update={"allowed": False})
        self._save_result(source, options, run)
        return run

    def _supply(
        self, source: Upstream, fetcher: Fetcher, check: Check
    ) -> Reader | RoomTimes | BookedRooms:
        if source.kind is not SourceKind.TIMES:
            return READERS[source.kind](fetcher, source, self._clock(), check)
        if source.options.system:
            return BookedRooms(self._database, self._clock, source, self._connect)
        return RoomTimes(self._database, self._clock, fetcher, source)

    def _check(self, source: Upstream, contents: ContentsPreview) -> None:
        """Raise RemovalTooLarge if the new contents would remove too much."""
        now = self._clock()
        with self._database.read() as connection:
            gone = missing_keys(connection, source.name, contents)
            loss = measure_removal(connection, source.name, gone, now)
        if loss.is_large and not source.options.allowed:
            raise RemovalTooLarge(source.name, loss, HOW_TO_CONFIRM.format(source=source.name))

    def _keep(self, name: str) -> None:
        """Keep the claim on a source. Raises SourceError if its reading was given up."""
        check_not_given_up()
        self._schedule.extend_claim(name)

    def _give_up(self, schedule: Schedule, name: str, **values: object) -> None:
        """Let the source be read again, after a pause, although its reading has not ended."""
        due = self._clock() + _RETRY_AFTER_FAULT
        with self._database.write() as connection:
            schedule.update(connection, name, busy_until=None, next_run=due, **values)

    def _save_result(self, source: Upstream, options: SourceOptions, run: SourceRun) -> None:
        if is_given_up():
            return
        began = {} if run.fault else {"read": run.started}
        soon = run.fault and not run.held
        wait = min(source.every, _RETRY_AFTER_FAULT) if soon else source.every
        with self._database.write() as connection:
            self._schedule.update(
                connection,
                source.name,
                busy_until=None,
                next_run=self._clock() + wait,
                options=options.model_dump_json(),
                **began,
            )
        if run.added and run.started and not run.fault:
            self._read_copies_of_added(source.name, run.started)

    def _read_copies_of_added(self, name: str, since: datetime) -> None:
        """Read the copies of the titles of ``name`` that were added after ``since``."""
        with self._database.read() as connection:
            streams = upstream.streams_for_titles(connection, name)
            added = titles_without_copies(connection, name, since) if streams else []
        whole = [each for each in streams if not self._copies_reader.read_added(each, added)]
        with self._database.write() as connection:
            copies_streams.read_completely(connection, whole, self._clock())
            cover_streams.read_soon(connection, [name, *streams], self._clock())
