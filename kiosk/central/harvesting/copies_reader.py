"""Reading the copies of a library system into the feed, without touching its titles."""

import json
import logging
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.feed.readings import publish_reading
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.asked_copies import known_copies, undate_answers
from kiosk.central.harvesting.copies_memory import CopiesMemory, memory_for
from kiosk.central.harvesting.copies_streams import CopiesStream, find_stream
from kiosk.central.harvesting.download import Fetcher, FetchLimits
from kiosk.central.harvesting.ingest import HOW_TO_CONFIRM, known_branches
from kiosk.central.harvesting.job_threads import check_not_given_up, is_given_up
from kiosk.central.harvesting.schedule import Schedule
from kiosk.central.harvesting.systems.connecting import guarded, in_words, open_driver
from kiosk.central.harvesting.systems.driver import MOST_ASKED, SystemDriver
from kiosk.central.harvesting.upstream import Upstream
from kiosk.domain.records import BibliographicRecord, TitleCopies
from kiosk.domain.removal import RemovalSize
from kiosk.domain.source_keys import join_key, key_prefix, split_key
from kiosk.errors import SourceError
from kiosk.protocol.bodies import SourcedCopies
from kiosk.protocol.messages import FeedKind
from kiosk.sources.branch_codes import BranchCodeMapper
from kiosk.sources.sanitising import batch_entries

_log = logging.getLogger(__name__)

_BATCH = 500  # titles in one transaction: a kiosk's order waits for one batch at most
_MOST_NOTES = 20
_MOST_ADDED = 1_000  # titles that are asked about singly; for more, all copies are read
_LIMITS = FetchLimits(
    answer_timeout=60.0,
    source_timeout=4 * 3600.0,  # Koha needs about an hour for its first 200,000 items
    max_source_size=4 * 1024**3,
    retry_pauses=(),  # the next reading follows soon
)


@dataclass(slots=True)
class CopiesReading:
    """The result of one reading: the titles listed, and those whose copies have changed.

    ``fault`` is the reason why the reading failed, or "". ``held`` is the number of titles that
    would lose their copies, if staff must confirm that.
    """

    titles: int = 0
    changed: int = 0
    held: int = 0
    fault: str = ""
    notes: tuple[str, ...] = ()


class CopiesReader:
    """Reads the copies of the systems in ``schedule``. ``clock`` returns the time in UTC."""

    def __init__(
        self,
        database: CentralDatabase,
        clock: Callable[[], datetime],
        fetcher: Fetcher,
        schedule: Schedule,
    ) -> None:
        self._database = database
        self._clock = clock
        self._fetcher = fetcher
        self._schedule = schedule
        self._memories: dict[str, CopiesMemory] = {}

    def read(self, stream: CopiesStream) -> CopiesReading:
        """Read the copies of ``stream`` now. If that fails, ``fault`` is the reason."""
        with self._database.read() as connection:
            source = upstream.find_source(connection, stream.name)
        if source is None:
            return CopiesReading(fault="The source was removed.")
        branches = known_branches(self._database).codes
        before = self._memories.pop(stream.name, None)
        with self._database.read() as connection:
            memory = memory_for(connection, before, stream, source.titles_source, branches)
        job = _Job(self._database, self._clock, source, stream, memory, branches)
        try:
            state = job.run(self._fetcher)
        except SourceError as fault:
            job.reading.fault = f"{fault} {fault.advice}".strip()
            if job.reading.fault != stream.fault:
                _log.warning("the copies of “%s” could not be read: %s", stream.name, fault)
            state = None
        due = self._save(stream, job, state)
        if state is not None and job.complete:
            self._memories[stream.name] = CopiesMemory(job.started, due, branches, job.seen)
        return job.reading

    def read_added(self, name: str, ids: Sequence[str]) -> bool:
        """Ask for the copies of titles that were just added, instead of reading all copies again.

        ``ids`` are the ids of the titles in their source. Return False if the system has not
        answered about each of them, so that all copies have to be read.
        """
        with self._database.read() as connection:
            source, stream = upstream.find_source(connection, name), find_stream(connection, name)
            branches = known_branches(self._database).codes
            if source is None or stream is None or not stream.state or len(ids) > _MOST_ADDED:
                return False
        job = _Job(self._database, self._clock, source, stream, CopiesMemory(), branches)
        try:
            return job.ask(self._fetcher, ids) >= set(ids)
        except SourceError as fault:
            _log.info("the copies of new titles of “%s” could not be asked: %s", name, fault)
            return False

    def _save(self, stream: CopiesStream, job: "_Job", state: str | None) -> datetime | None:
        """Store the result, and return when the next reading is due, if that is decided here.

        ``state`` is the driver's, or None if the reading failed.
        """
        if is_given_up():
            return None
        now, reading = self._clock(), job.reading
        values: dict[str, object] = {
            "fault": reading.fault,
            "held": reading.held,
            "busy_until": None,
        }
        if state is not None:
            values |= {"read": job.started, "titles": reading.titles, "changed": reading.changed}
            notes = reading.notes if job.complete else _merged(stream.notes, reading.notes)
            values |= {"allowed": 0, "notes": json.dumps(notes, ensure_ascii=False)}
        due = None
        with self._database.write() as connection:
            current = find_stream(connection, stream.name)
            if current and (current.due, current.state) == (stream.due, stream.state):
                # Otherwise titles were added or staff changed something: the next one is complete.
                values["next_run"] = due = max(now, job.started + stream.every)
                values |= {"state": state} if state is not None else {}
            self._schedule.update(connection, stream.name, **values)
            if state is not None and job.told_all:
                titles_of = job.source.titles_source
                undate_answers(connection, titles_of, job.listed, now)
                publish_reading(connection, titles_of, job.started, stream.every, now)
        return due


def _merged(before: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return the notes so far and those of a reading of changes, which repeats few of them."""
    found = {re.sub(r"\d+", "", note): note for note in [*reversed([*before, *new])]}
    return [*reversed(found.values())][:_MOST_NOTES]


class _Job:
    """One reading of the copies of ``source``.

    ``told_all`` is True if the system told the state of all copies, completely or as changes.
    ``complete`` is True if all copies were listed. ``listed`` are the keys of the titles in the
    reading, and ``seen`` their copies as CopiesMemory keeps them.
    """

    def __init__(
        self,
        database: CentralDatabase,
        clock: Callable[[], datetime],
        source: Upstream,
        stream: CopiesStream,
        memory: CopiesMemory,
        branches: Mapping[str, str],
    ) -> None:
        self.source = source
        self.started = clock()
        self.reading = CopiesReading()
        self.told_all = False
        self.complete = False
        self.listed: set[str] = set()
        self.seen: dict[str, tuple[int, str]] = {}
        self._database = database
        self._clock = clock
        self._stream = stream
        self._memory = memory
        self._pending: deque[tuple[str, int]] = deque()  # the ids and hashes of the next batch
        self._branch_codes = BranchCodeMapper(branches)

    def run(self, fetcher: Fetcher) -> str:
        """Read the copies, and return the new state of the driver. Raises SourceError."""
        with self._open(fetcher) as driver:
            self._store(self._changed(guarded(self.source, driver.read_copies)))
            with in_words(self.source):
                state, notes = driver.state, driver.notes()
                self.complete, self.told_all = driver.copies_complete, driver.copies_current
        check_not_given_up()
        if self.complete:
            self._remove_the_rest()
        unknown = [note.reason for note in self._branch_codes.note()]
        self.reading.notes = (*notes, *unknown)
        return state

    def ask(self, fetcher: Fetcher, ids: Sequence[str]) -> set[str]:
        """Ask for the copies of these titles; return the ids of those that were answered."""
        answered: set[str] = set()
        with self._open(fetcher) as driver:
            for first in range(0, len(ids), MOST_ASKED):
                asked = ids[first : first + MOST_ASKED]
                found = list(guarded(self.source, partial(driver.ask, asked)))
                self._store(found)
                answered |= {each.source_id for each in found}
        return answered

    def _open(self, fetcher: Fetcher) -> AbstractContextManager[SystemDriver]:
        with self._database.read() as connection:
            zone = self.source.options.zone or feed.common_time_zone(connection)
        return open_driver(
            self.source,
            fetcher.with_limits(_LIMITS),
            zone=zone,
            now=self.started,
            state=self._stream.state,
            known_copies=lambda ids: known_copies(self._database, self.source.titles_source, ids),
        )

    def _changed(self, copies: Iterable[TitleCopies]) -> Iterator[TitleCopies]:
        """Yield those of ``copies`` that differ from the last reading, and count the others."""
        for each in copies:
            if key := self._memory.unchanged_key(each):
                self.listed.add(key)
                self.seen[each.source_id] = self._memory.seen[each.source_id]
                self.reading.titles += 1
            else:
                yield each

    def _store(self, copies: Iterable[TitleCopies]) -> None:
        for batch in batch_entries(self._as_records(copies), _BATCH):
            self._publish([each for each in batch if isinstance(each, BibliographicRecord)])

    def _as_records(self, copies: Iterable[TitleCopies]) -> Iterator[BibliographicRecord]:
        """Yield copies in the form in which all entries are cleaned before they are stored."""
        for each in copies:
            self._pending.append((each.source_id, hash(each)))
            yield BibliographicRecord(each.source_id, "", items=each.items)

    def _publish(self, batch: Sequence[BibliographicRecord]) -> None:
        check_not_given_up()
        titles_of = self.source.titles_source
        copies = {
            join_key(titles_of, each.source_id, "0"): TitleCopies(
                each.source_id, self._branch_codes.with_branch_codes(each).items
            )
            for each in batch
        }
        self.listed.update(copies)
        self.reading.titles += len(copies)
        with self._database.write() as connection:
            # Copies of hidden and of unknown titles do not leave the server.
            known = feed.existing_keys(connection, FeedKind.RECORD, copies)
            things = [
                SourcedCopies(titles_of, 0, each) for key, each in copies.items() if key in known
            ]
            counts = feed.publish(connection, things, self._clock())
        self.reading.changed += counts.added + counts.changed
        for key in [join_key(titles_of, each.source_id, "0") for each in batch]:
            system_id, mark = self._pending.popleft()
            if key in known:
                self.seen[system_id] = mark, key

    def _remove_the_rest(self) -> None:
        """Remove the copies of the titles that the system no longer lists.

        Raises SourceError if it lists none at all, or if staff must confirm the removal first.
        """
        name, titles_of = self.source.name, self.source.titles_source
        with self._database.read() as connection:
            before = feed.live_keys(connection, FeedKind.COPIES, key_prefix(titles_of))
        gone = {key for key in before - self.listed if split_key(key)[2] == "0"}
        if before and not self.listed:
            raise SourceError(
                f"“{name}” lists no copies; before, {len(before)} titles had some.",
                "Nothing was removed. Check the system.",
            )
        if RemovalSize(len(gone), len(before)).is_large and not self._stream.allowed:
            self.reading.held = len(gone)
            raise SourceError(
                f"{len(gone)} of {len(before)} titles of “{name}” have no copies any more.",
                f"If that is right: {HOW_TO_CONFIRM.format(source=name)}",
            )
        ordered = sorted(gone)
        for first in range(0, len(ordered), _BATCH):
            with self._database.write() as connection:
                batch, now = ordered[first : first + _BATCH], self._clock()
                self.reading.changed += feed.publish_deletions(
                    connection, FeedKind.COPIES, batch, now
                )
