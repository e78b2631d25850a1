"""Taking what a source holds into the feed: new things, changed ones, and those that went."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from uuid6 import uuid7

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import enrichment, feed
from kiosk.central.feed.removal import (
    HARVESTED_KINDS,
    RemovalTooLarge,
    measure_removal,
    missing_twice,
    remove_entities,
)
from kiosk.domain.branches import Branch
from kiosk.domain.canonical_form import canonical_form
from kiosk.domain.programs import DuplicateOccurrences, Program
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.source_keys import join_key, key_prefix
from kiosk.domain.spaces import Space
from kiosk.errors import KioskError, SourceError
from kiosk.protocol import bodies
from kiosk.protocol.messages import Kind
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

_KEPT_RUNS = 100  # of each source, with what they did not take
BATCH = 500  # entries in one transaction: a kiosk's order waits for one at most
_log = logging.getLogger(__name__)
HOW_TO_CONFIRM = "confirm it at the console, or: kiosk source {source} --run --yes."  # staff agree


@dataclass(slots=True)
class SourceRun:
    """What became of one run of a source, begun at ``started``.

    ``fault`` says why it came to no end.

    ``held`` things would have gone, and staff are to say so first; ``missed`` ones were in
    no list for the first time.
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
        """How many things the source was found to hold, or to hold no more."""
        return self.added + self.changed + self.unchanged + self.removed

    def counts(self) -> dict[str, int]:
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
) -> SourceRun:
    """Take all ``entries`` of ``source``.

    Where they are the whole of it (asked at their end), what it held before and holds
    no more is removed, but for what is there and could not be read; a run that breaks off,
    or finds nothing where there was something, removes nothing, nor does one of which half
    or more would go, unless that is ``large_removal_allowed``.
    ``unique_ids`` records come in pages and
    have an id that no other of the source has: what one list misses may only have moved to
    a page that was read before, and goes where the next whole list misses it too.
    ``heartbeat`` is called now and then. SourceError while reading ends the run, with what was
    taken kept.
    """
    job = _Ingest(database, clean_source_name(source), clock, unique_ids)
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
    job.finish()
    return job.run


class _Ingest:
    def __init__(
        self,
        database: CentralDatabase,
        source: str,
        clock: Callable[[], datetime],
        unique_ids: bool,
    ) -> None:
        self.run = SourceRun(str(uuid7()), clock())
        self._database = database
        self._source = source
        self._clock = clock
        self._identified = unique_ids
        self._seen: dict[Kind, set[str]] = {kind: set() for kind in HARVESTED_KINDS}
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
        """Take ``batch``; where the database refuses it, each entry of it alone."""
        before, told = self.run.counts(), len(self.run.rejects)
        try:
            self._take(batch)
        except DBAPIError as fault:
            if not _is_refusal(fault):
                raise
            for name, count in before.items():
                setattr(self.run, name, count)
            del self.run.rejects[told:]
            self._take_alone(batch, str(fault.orig))

    def _take_alone(self, batch: list[Entry], why: str) -> None:
        if len(batch) > 1:
            for entry in batch:
                self.take([entry])
            return
        _log.warning("the database refused an entry of “%s”: %s", self._source, why)
        place = _place_of(batch[0])
        with self._database.write() as connection:
            self.run.read += 1
            self._reject(connection, [Reject(place, "The database cannot hold this.")])
            self._note(connection)

    def _take(self, batch: list[Entry]) -> None:
        run = self.run
        run.read += len(batch)
        with self._database.write() as connection:
            things = self._things(connection, batch)
            counts = feed.publish(connection, things, self._clock())
            run.added += counts.added
            run.changed += counts.changed
            run.unchanged += counts.unchanged
            hidden = [e for e in batch if isinstance(e, SuppressedRecord)]
            gone = [e for e in batch if isinstance(e, DeletedRecord) and e not in hidden]
            removed = self._delete(connection, gone)
            run.removed += removed
            run.unchanged += len(gone) - removed
            self._delete(connection, hidden)  # these are told, and counted, as rejects
            told = [e for e in batch if isinstance(e, Reject) and e not in gone]
            self._reject(connection, told)
            self._note(connection)

    def remove_the_rest(self, large_removal_allowed: bool) -> None:
        """What the source does not hold any more is no more."""
        now = self._clock()
        with self._database.write() as connection:
            gone = {kind: self._gone(connection, kind) for kind in HARVESTED_KINDS}
            if self._identified:
                self.run.missed = sum(map(len, gone.values()))
                gone = missing_twice(connection, self._source, gone)
                self.run.missed -= sum(map(len, gone.values()))
            loss = measure_removal(connection, self._source, gone, now)
        if loss.is_large and not large_removal_allowed:
            raise RemovalTooLarge(self._source, loss, HOW_TO_CONFIRM.format(source=self._source))
        for kind, keys in gone.items():
            self.run.removed += remove_entities(self._database, kind, keys, now)

    def _gone(self, connection: Connection, kind: Kind) -> set[str]:
        before = feed.live_keys(connection, kind, key_prefix(self._source))
        if before and not self._seen[kind]:
            if self.run.read:
                return set()  # a source of the other kind
            raise SourceError(
                f"“{self._source}” holds nothing, where it held {len(before)} before.",
                "Nothing was removed. Check the source.",
            )
        return before - self._seen[kind] - self._unread

    def remove_withheld(self) -> None:
        """What a calendar keeps private now was perhaps taken before."""
        with self._database.write() as connection:
            for uid in sorted(self._withheld):
                prefix = key_prefix(self._source, uid)
                gone = feed.live_keys(connection, Kind.PROGRAM, prefix) - self._seen[Kind.PROGRAM]
                self.run.removed += feed.publish_deletions(
                    connection, Kind.PROGRAM, gone, self._clock()
                )

    def finish(self) -> None:
        with self._database.write() as connection:
            self._reject(connection, list(self._branch_codes.note()))
            self._note(connection, finished=self._clock() if not self.run.fault else None)
            self._forget_runs(connection)

    def _forget_runs(self, connection: Connection) -> None:
        """Keep the latest runs of the source: it is read many times a day for years."""
        table = tables.source_run
        own = table.c.source == self._source
        kept = select(table.c.id).where(own).order_by(table.c.id.desc()).limit(_KEPT_RUNS)
        oldest = connection.scalar(select(func.min(kept.subquery().c.id)))
        connection.execute(delete(table).where(own, table.c.id < oldest))

    def _things(self, connection: Connection, batch: list[Entry]) -> list[bodies.FeedObject]:
        """What the feed is to hold; of what is there twice, the last."""
        found: dict[tuple[Kind, str], bodies.FeedObject] = {}
        for entry in batch:
            thing = self._thing(connection, entry, batch)
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
        self._seen[Kind.RECORD].difference_update(keys)
        return feed.publish_deletions(connection, Kind.RECORD, keys, self._clock())

    def _key(self, source_id: str) -> str:
        """Of the first record of that id."""
        return join_key(self._source, source_id, "0")

    def _thing(
        self, connection: Connection, entry: Entry, batch: list[Entry]
    ) -> bodies.FeedObject | None:
        if isinstance(entry, BibliographicRecord):
            return self._record(self._branch_codes.with_branch_codes(entry))
        if isinstance(entry, Program):
            program = self._occurrences.disambiguate(entry)
            known = self._enrichments.get(program.uid)
            return bodies.SourcedProgram(
                self._source, known.applied_to(program) if known else program
            )
        if isinstance(entry, Space):
            here = {each.code for each in batch if isinstance(each, Branch)}
            if entry.branch not in here and not feed.load_entity(
                connection, Kind.BRANCH, entry.branch
            ):
                reason = f"The branch “{entry.branch}” of this space is not known."
                self._reject(connection, [Reject(f"space {entry.code}", reason)])
                return None
        return entry if isinstance(entry, Branch | Space) else None

    def _record(self, record: BibliographicRecord) -> bodies.SourcedRecord:
        """Two different records with one control number are both kept."""
        if self._identified:
            return bodies.SourcedRecord(self._source, 0, record)
        known, mark = self._digests[record.source_id], hash(canonical_form(record))
        if mark not in known:
            known.append(mark)
        return bodies.SourcedRecord(self._source, known.index(mark), record)

    def _reject(self, connection: Connection, rejects: list[Reject]) -> None:
        """A thing that was there before stays: it is, though it cannot be read now."""
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

    def _note(self, connection: Connection, finished: datetime | None = None) -> None:
        table = tables.source_run
        connection.execute(
            update(table)
            .where(table.c.id == self.run.id)
            .values(
                **self.run.counts(), held=self.run.held, fault=self.run.fault, finished=finished
            )
        )


def _is_refusal(fault: DBAPIError) -> bool:
    """Whether the database works and what it was given is at fault.

    By the classes of SQLSTATE: data exceptions, constraints and limits (PostgreSQL,
    appendix A).
    """
    state = str(getattr(fault.orig, "sqlstate", None) or "")
    return isinstance(fault, DataError | IntegrityError) or state[:2] in ("22", "23", "54")


def _place_of(entry: Entry) -> str:
    """Where staff find ``entry`` in its source."""
    if isinstance(entry, BibliographicRecord):
        return entry.source_id
    if isinstance(entry, Program):
        return entry.uid
    return entry.where if isinstance(entry, Reject) else entry.code


def known_branches(database: CentralDatabase) -> BranchLookup:
    """The library's branches, for tables; where there is one alone, it is their home."""
    with database.read() as connection:
        known = [b for b in feed.load_entities(connection, Kind.BRANCH) if isinstance(b, Branch)]
    return BranchLookup(known[0].code if len(known) == 1 else "", branch_codes_by_name(known))


def rejects_of_last_run(connection: Connection, name: str) -> list[dict[str, str]]:
    """What the last run of a source did not take. Raises KioskError for an unknown source."""
    run, reject = tables.source_run, tables.source_reject
    last = connection.scalar(
        select(run.c.id).where(run.c.source == name).order_by(run.c.id.desc()).limit(1)
    )
    if last is None:
        raise KioskError(f"The source “{name}” has not been read.", "List them: kiosk source.")
    rows = connection.execute(
        select(reject.c.place, reject.c.reason).where(reject.c.run == last).order_by(reject.c.id)
    )
    return [{"where": row.place, "reason": row.reason} for row in rows]


def last_runs(connection: Connection) -> list[dict[str, object]]:
    """The newest run of each source, with its counts."""
    table = tables.source_run
    newest = select(func.max(table.c.id)).group_by(table.c.source)
    rows = connection.execute(
        select(table).where(table.c.id.in_(newest.scalar_subquery())).order_by(table.c.source)
    )
    return [dict(row._mapping) for row in rows]
