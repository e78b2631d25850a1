"""Updating the feed from a source: entities are added, changed and removed."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from uuid6 import uuid7

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import enrichment, feed
from kiosk.central.feed.readings import publish_reading
from kiosk.central.feed.removal import (
    HARVESTED_KINDS,
    RemovalTooLarge,
    measure_removal,
    missing_twice,
    remove_entities,
)
from kiosk.domain.branches import Branch
from kiosk.domain.canonical_form import canonical_form
from kiosk.domain.house.plan import House
from kiosk.domain.partners import Partner
from kiosk.domain.programs import DuplicateOccurrences, Program
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.source_keys import join_key, key_prefix
from kiosk.domain.spaces import Space
from kiosk.errors import KioskError, SourceError
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind
from kiosk.sources.branch_codes import BranchCodeMapper
from kiosk.sources.entries import (
    DeletedRecord,
    Entry,
    ImportNote,
    PrivateProgram,
    Reject,
    SuppressedRecord,
)
from kiosk.sources.sanitising import batch_entries, clean_source_name
from kiosk.sources.source_file import BranchLookup, branch_codes_by_name

_KEPT_RUNS = 100  # runs kept for each source, with their rejects
BATCH = 500  # entries in one transaction: a kiosk's order waits for one batch at most
_log = logging.getLogger(__name__)
# The instructions by which staff confirm a large removal.
HOW_TO_CONFIRM = "confirm it at the console, or: kiosk source {source} --run --yes."


@dataclass(slots=True)
class SourceRun:
    """The result of one run of a source that began at ``started`` (UTC).

    ``fault`` is the reason why the run failed, or an empty string. ``held`` is the
    number of removals that staff must confirm; ``missed`` is the number of entities that were
    missing for the first time.
    """

    id: str
    started: datetime | None = None
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    rejected: int = 0
    held: int = 0
    missed: int = 0
    fault: str = ""
    rejects: list[Reject] = field(default_factory=list)

    @property
    def total(self) -> int:
        """The number of entities added, changed, unchanged or removed."""
        return self.added + self.changed + self.unchanged + self.removed

    def counts(self) -> dict[str, int]:
        """Return the counts that are stored in the database, by column name."""
        names = ("read", "added", "changed", "unchanged", "removed", "rejected")
        return {name: getattr(self, name) for name in names}


def ingest(
    database: CentralDatabase,
    source: str,
    entries: Iterator[Entry],
    clock: Callable[[], datetime],
    *,
    is_complete: Callable[[], bool] = lambda: True,
    unique_ids: bool = False,
    heartbeat: Callable[[], None] = lambda: None,
    large_removal_allowed: bool = False,
    every: timedelta = timedelta(days=1),
    copies_apart: bool = False,
) -> SourceRun:
    """Update the feed with the ``entries`` of ``source``.

    ``is_complete`` is called at the end. If the result is True, entities that no entry mentions are
    removed from the feed; entities whose entries could not be parsed are kept. Nothing is removed
    if the run is interrupted or the source is empty. Half or more of the source is removed only if
    ``large_removal_allowed`` is True.

    ``unique_ids`` means that records arrive in pages and that their ids are unique in the source. A
    record may move to a page that has already been read, so a record is removed only if it is
    missing from two complete lists in a row. ``heartbeat`` is called after each batch. A
    SourceError while reading ends the run; the entries read before the error are kept.

    ``every`` is the interval at which the source is read; a list that staff load counts as read
    daily. If the source has copies, kiosks receive the time of the reading and the interval. If
    ``copies_apart`` is True, a library system provides the copies, and those of the entries are
    left out.
    """
    job = _Ingest(database, clean_source_name(source), clock, unique_ids, copies_apart)
    try:
        for batch in batch_entries(entries, BATCH):
            job.take(batch)
            heartbeat()
        job.remove_withheld()
        if is_complete():
            job.remove_the_rest(large_removal_allowed)
    except SourceError as fault:
        job.run.fault = f"{fault} {fault.advice}".strip()
        cause = fault.__cause__ if isinstance(fault.__cause__, RemovalTooLarge) else fault
        job.run.held = cause.removal.count if isinstance(cause, RemovalTooLarge) else 0
    job.finish(every)
    return job.run


class _Ingest:
    def __init__(
        self,
        database: CentralDatabase,
        source: str,
        clock: Callable[[], datetime],
        unique_ids: bool,
        copies_apart: bool,
    ) -> None:
        self.run = SourceRun(str(uuid7()), clock())
        self._database = database
        self.source = source
        self._clock = clock
        self._identified = unique_ids
        self._copies_apart = copies_apart
        self._seen: dict[FeedKind, set[str]] = {kind: set() for kind in HARVESTED_KINDS}
        self._unread: set[str] = set()
        self._branch_codes = BranchCodeMapper(known_branches(database).codes)
        self._withheld: set[str] = set()  # UIDs
        self._occurrences = DuplicateOccurrences()
        self._digests: dict[str, list[int]] = defaultdict(list)  # by control number
        with database.write() as connection:
            connection.execute(
                tables.source_run.insert().values(
                    id=self.run.id, source=source, started=self.run.started
                )
            )
            self._enrichments = enrichment.enrichments_by_uid(connection, source)

    def take(self, batch: list[Entry]) -> None:
        """Ingest ``batch``. If the database rejects the batch, ingest the entries one by one."""
        before, rejects = self.run.counts(), len(self.run.rejects)
        try:
            self._ingest(batch)
        except DBAPIError as fault:
            if not _is_value_fault(fault):
                raise
            for name, count in before.items():
                setattr(self.run, name, count)
            del self.run.rejects[rejects:]
            self._ingest_alone(batch, str(fault.orig))

    def _ingest_alone(self, batch: list[Entry], why: str) -> None:
        if len(batch) > 1:
            for entry in batch:
                self.take([entry])
            return
        _log.warning("the database refused an entry of “%s”: %s", self.source, why)
        place = _entry_id(batch[0])
        with self._database.write() as connection:
            self.run.read += 1
            self._reject(connection, [Reject(place, "The database cannot hold this.")])
            self._save_counts(connection)

    def _ingest(self, batch: list[Entry]) -> None:
        run = self.run
        run.read += len(batch)
        with self._database.write() as connection:
            things = self._to_entities(connection, batch)
            counts = feed.publish(connection, things, self._clock())
            run.added += counts.added
            run.changed += counts.changed
            run.unchanged += counts.unchanged
            hidden = [e for e in batch if isinstance(e, SuppressedRecord)]
            gone = [e for e in batch if isinstance(e, DeletedRecord) and e not in hidden]
            removed = self._delete(connection, gone)
            run.removed += removed
            run.unchanged += len(gone) - removed
            self._delete(connection, hidden)  # these programmes are reported and counted as rejects
            rejects = [e for e in batch if isinstance(e, Reject) and e not in gone]
            self._reject(connection, rejects)
            self._save_counts(connection)

    def remove_the_rest(self, large_removal_allowed: bool) -> None:
        """Remove the entities that the source no longer lists.

        Raises RemovalTooLarge if staff must confirm the removal first.
        """
        now = self._clock()
        with self._database.write() as connection:
            gone = {kind: self._missing_keys(connection, kind) for kind in HARVESTED_KINDS}
            if self._identified:
                self.run.missed = sum(map(len, gone.values()))
                gone = missing_twice(connection, self.source, gone)
                self.run.missed -= sum(map(len, gone.values()))
            loss = measure_removal(connection, self.source, gone, now)
        if loss.is_large and not large_removal_allowed:
            raise RemovalTooLarge(self.source, loss, HOW_TO_CONFIRM.format(source=self.source))
        for kind, keys in gone.items():
            self.run.removed += remove_entities(self._database, kind, keys, now)

    def _missing_keys(self, connection: Connection, kind: FeedKind) -> set[str]:
        before = feed.live_keys(connection, kind, key_prefix(self.source))
        if before and not self._seen[kind]:
            if self.run.read:
                return set()  # the source contains only entities of the other kind
            raise SourceError(
                f"“{self.source}” is empty; before, it listed {len(before)}.",
                "Nothing was removed. Check the source.",
            )
        return before - self._seen[kind] - self._unread

    def remove_withheld(self) -> None:
        """Remove programmes that the calendar has marked as private since an earlier run."""
        with self._database.write() as connection:
            for uid in sorted(self._withheld):
                prefix = key_prefix(self.source, uid)
                gone = (
                    feed.live_keys(connection, FeedKind.PROGRAM, prefix)
                    - self._seen[FeedKind.PROGRAM]
                )
                self.run.removed += feed.publish_deletions(
                    connection, FeedKind.PROGRAM, gone, self._clock()
                )

    def finish(self, every: timedelta) -> None:
        """Record the end of the run and delete the oldest runs."""
        with self._database.write() as connection:
            self._reject(connection, list(self._branch_codes.note()))
            if not (self.run.fault or self._copies_apart) and self.run.started:
                publish_reading(connection, self.source, self.run.started, every, self._clock())
            self._save_counts(connection, finished=self._clock() if not self.run.fault else None)
            self._delete_old_runs(connection)

    def _delete_old_runs(self, connection: Connection) -> None:
        """Delete all but the latest runs, because a source may be read many times a day."""
        table = tables.source_run
        own = table.c.source == self.source
        kept = select(table.c.id).where(own).order_by(table.c.id.desc()).limit(_KEPT_RUNS)
        oldest = connection.scalar(select(func.min(kept.subquery().c.id)))
        connection.execute(delete(table).where(own, table.c.id < oldest))

    def _to_entities(self, connection: Connection, batch: list[Entry]) -> list[bodies.FeedObject]:
        """Return the entities of a batch; if several have the same key, return only the last."""
        found: dict[tuple[FeedKind, str], bodies.FeedObject] = {}
        for entry in batch:
            thing = self._to_entity(connection, entry, batch)
            if thing is None:
                continue
            kind, key = bodies.kind_of(thing), bodies.key_of(thing)
            self.run.unchanged += (kind, key) in found
            found[kind, key] = thing
            if kind in HARVESTED_KINDS:
                self._seen[kind].add(key)
        return list(found.values())

    def _delete(self, connection: Connection, gone: Sequence[DeletedRecord]) -> int:
        keys = [self._key(each.source_id) for each in gone]
        self._seen[FeedKind.RECORD].difference_update(keys)
        return feed.publish_deletions(connection, FeedKind.RECORD, keys, self._clock())

    def _key(self, source_id: str) -> str:
        """Return the key of the first record with the id ``source_id``."""
        return join_key(self.source, source_id, "0")

    def _to_entity(
        self, connection: Connection, entry: Entry, batch: list[Entry]
    ) -> bodies.FeedObject | None:
        if isinstance(entry, BibliographicRecord):
            if self._copies_apart:
                entry = replace(entry, items=())
            thing = self._record(self._branch_codes.with_branch_codes(entry))
            return replace(thing, copies_apart=self._copies_apart)
        if isinstance(entry, Program):
            program = self._occurrences.disambiguate(entry)
            known = self._enrichments.get(program.uid)
            return bodies.SourcedProgram(
                self.source, known.applied_to(program) if known else program
            )
        if isinstance(entry, Space | House):
            here = {each.code for each in batch if isinstance(each, Branch)}
            if entry.branch not in here and not feed.load_entity(
                connection, FeedKind.BRANCH, entry.branch
            ):
                reason = f"The branch “{entry.branch}” is unknown."
                self._reject(connection, [Reject(_entry_id(entry), reason)])
                return None
        return entry if isinstance(entry, Branch | Space | House | Partner) else None

    def _record(self, record: BibliographicRecord) -> bodies.SourcedRecord:
        """Return the record with a number that distinguishes records with equal control numbers."""
        if self._identified:
            return bodies.SourcedRecord(self.source, 0, record)
        known, mark = self._digests[record.source_id], hash(canonical_form(record))
        if mark not in known:
            known.append(mark)
        return bodies.SourcedRecord(self.source, known.index(mark), record)

    def _reject(self, connection: Connection, rejects: list[Reject]) -> None:
        """Save rejected entries. Their entities from earlier runs stay in the feed."""
        self._unread.update(self._key(each.where) for each in rejects)
        self._withheld.update(each.uid for each in rejects if isinstance(each, PrivateProgram))
        notes = sum(isinstance(each, ImportNote) for each in rejects)
        self.run.read -= notes
        self.run.rejected += len(rejects) - notes
        self.run.rejects += [replace(each, raw=b"") for each in rejects]
        rows = [
            {"run": self.run.id, "place": r.where, "reason": r.reason, "raw": r.raw}
            for r in rejects
        ]
        if rows:
            connection.execute(tables.source_reject.insert(), rows)

    def _save_counts(self, connection: Connection, finished: datetime | None = None) -> None:
        table = tables.source_run
        connection.execute(
            update(table)
            .where(table.c.id == self.run.id)
            .values(
                **self.run.counts(), held=self.run.held, fault=self.run.fault, finished=finished
            )
        )


def _is_value_fault(fault: DBAPIError) -> bool:
    """Return True if the values caused the error and the database itself works.

    The SQLSTATE class decides: data exception, constraint or limit (PostgreSQL, appendix A).
    """
    state = str(getattr(fault.orig, "sqlstate", None) or "")
    return isinstance(fault, DataError | IntegrityError) or state[:2] in ("22", "23", "54")


def _entry_id(entry: Entry) -> str:
    """Return the id by which staff can find ``entry`` in its source."""
    if isinstance(entry, BibliographicRecord):
        return entry.source_id
    if isinstance(entry, Program):
        return entry.uid
    if isinstance(entry, House):
        return f"house {entry.branch}"
    if isinstance(entry, Space):
        return f"space {entry.code}"
    if isinstance(entry, Partner):
        return f"partner {entry.name}"
    return entry.where if isinstance(entry, Reject) else entry.code


def known_branches(database: CentralDatabase) -> BranchLookup:
    """Return the branches for parsing tables. If there is only one branch, it is the default."""
    with database.read() as connection:
        known = [
            b for b in feed.load_entities(connection, FeedKind.BRANCH) if isinstance(b, Branch)
        ]
    return BranchLookup(known[0].code if len(known) == 1 else "", branch_codes_by_name(known))


def rejects_of_last_run(connection: Connection, name: str) -> list[dict[str, str]]:
    """Return the rejects of a source's last run. Raises KioskError if the source is unknown."""
    run, reject = tables.source_run, tables.source_reject
    last = connection.scalar(
        select(run.c.id).where(run.c.source == name).order_by(run.c.id.desc()).limit(1)
    )
    if last is None:
        raise KioskError(f"The source “{name}” was never read.", "List the sources: kiosk source.")
    rows = connection.execute(
        select(reject.c.place, reject.c.reason).where(reject.c.run == last).order_by(reject.c.id)
    )
    return [{"where": row.place, "reason": row.reason} for row in rows]


def last_runs(connection: Connection) -> list[dict[str, object]]:
    """Return the newest run of each source, as rows with counts, sorted by source."""
    table = tables.source_run
    newest = select(func.max(table.c.id)).group_by(table.c.source).scalar_subquery()
    rows = connection.execute(select(table).where(table.c.id.in_(newest)).order_by(table.c.source))
    return [dict(row._mapping) for row in rows]
