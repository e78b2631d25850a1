"""Taking files of upstream systems into the local database."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from kiosk.domain.branches import Branch
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.spaces import Space
from kiosk.errors import SourceError
from kiosk.search import index
from kiosk.sources.entries import WHOLE, Deleted, Entry, Reject
from kiosk.sources.open_source import CsvMapping, read
from kiosk.sources.soundness import batches, shown, source_name
from kiosk.store import catalogue, imports, places, programs
from kiosk.store.database import Database

BATCH = 500  # entries in one transaction: another writer waits for one at most
_WORTH_OPTIMISING = 2_000  # titles that are new or changed

Progress = Callable[[Path, int], None]  # a file, and the bytes of it that have been read


@dataclass(slots=True)
class FileSummary:
    """What became of one file. ``read`` is the sum of the four counts after it,

    but for a file that holds nothing to read: nothing is read, one is rejected.
    """

    file: str
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        names = ("read", "added", "changed", "unchanged", "rejected")
        return {name: getattr(self, name) for name in names}

    @property
    def taken(self) -> int:
        """How many entries of the file the database holds now."""
        return self.added + self.changed + self.unchanged

    def count(self, added: int, changed: int, unchanged: int) -> None:
        self.read += added + changed + unchanged
        self.added += added
        self.changed += changed
        self.unchanged += unchanged


def import_paths(
    database: Database,
    paths: Iterable[Path],
    *,
    source: str = "",
    mapping: CsvMapping | None = None,
    zone: str = "UTC",
    progress: Progress | None = None,
) -> list[FileSummary]:
    """Import files, and all files in folders; one summary a file.

    ``source`` names the feed that all of them are exports of; without it each file's
    name does. ``zone`` (IANA) is for calendars that name none. A file that cannot be
    read is told in its summary and does not stop the others. Raises StoreError when
    the database cannot be written; what was committed by then stays.
    """
    summaries = []
    for path in _files(paths):
        job = _Import(database, path, source_name(source or path.name))
        on_bytes = (lambda count, p=path: progress(p, count)) if progress else None
        try:
            job.run(read(path, mapping=mapping, zone=zone, progress=on_bytes))
        except SourceError as fault:
            job.refuse(Reject(WHOLE, shown(f"{fault} {fault.advice}".strip())))
        summaries.append(job.summary)
    if sum(s.added + s.changed for s in summaries) >= _WORTH_OPTIMISING:
        with database.write() as connection:
            index.optimise(connection)
    return summaries


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """What may be files, of folders all that is in them; folders that give none as they are."""
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises for a name that is too long
            yield from _files_in(path)
        else:
            yield path


def _files_in(folder: Path) -> list[Path]:
    closed: list[OSError] = []
    walk = os.walk(folder, onerror=closed.append)
    files = sorted(Path(at, name) for at, _, names in walk for name in names)
    return [*files, *(Path(fault.filename) for fault in closed)] or [folder]


class _Import:
    """One file on its way into the database."""

    def __init__(self, database: Database, path: Path, source: str) -> None:
        self.summary = FileSummary(shown(path))
        self._database = database
        self._source = source
        self._records: dict[str, list[bytes]] = defaultdict(list)
        self._programs: dict[str, dict[str, bytes]] = defaultdict(dict)
        with database.write() as connection:
            self._run = imports.begin(connection, source, self.summary.file, datetime.now(UTC))

    def run(self, entries: Iterator[Entry]) -> None:
        for batch in batches(entries, BATCH):
            with self._database.write() as connection:
                self._take(connection, batch)
                imports.note(connection, self._run, self.summary.counts())
        with self._database.write() as connection:
            seen = {uid: set(times) for uid, times in self._programs.items()}
            programs.keep_only(connection, self._source, seen)
            imports.finish(connection, self._run, datetime.now(UTC))

    def refuse(self, whole: Reject) -> None:
        """The file could not be read (further)."""
        self.summary.rejected += 1
        self.summary.rejects.append(whole)
        with self._database.write() as connection:
            self._keep(connection, [whole])
            imports.note(connection, self._run, self.summary.counts())

    def _take(self, connection: Connection, batch: list[Entry]) -> None:
        for place in batch:
            if isinstance(place, Branch | Space):
                self._take_place(connection, place)
        self._take_records(connection, [e for e in batch if isinstance(e, BibliographicRecord)])
        gone = [catalogue.Key(e.source_id, 0) for e in batch if isinstance(e, Deleted)]
        catalogue.remove(connection, self._source, gone)
        self._take_programs(connection, [e for e in batch if isinstance(e, Program)])
        self._reject(connection, [e for e in batch if isinstance(e, Reject)])

    def _reject(self, connection: Connection, rejects: list[Reject]) -> None:
        self.summary.read += sum(each.where != WHOLE for each in rejects)
        self.summary.rejected += len(rejects)
        self.summary.rejects.extend(replace(each, raw=b"") for each in rejects)
        self._keep(connection, rejects)

    def _keep(self, connection: Connection, rejects: list[Reject]) -> None:
        imports.keep_rejects(connection, self._run, [(r.where, r.reason, r.raw) for r in rejects])

    def _take_place(self, connection: Connection, place: Branch | Space) -> None:
        known: Branch | Space | None
        if isinstance(place, Branch):
            known = places.branch(connection, place.code)
        elif places.branch(connection, place.branch) is None:
            reason = f"The branch “{place.branch}” of this space is not known."
            self._reject(connection, [Reject(f"space {place.code}", reason)])
            return
        else:
            known = places.space(connection, place.code)
        if known == place:
            self.summary.count(0, 0, 1)
            return
        if isinstance(place, Branch):
            places.put_branch(connection, place)
        else:
            places.put_space(connection, place)
        self.summary.count(0, 1, 0) if known else self.summary.count(1, 0, 0)

    def _take_records(self, connection: Connection, records: list[BibliographicRecord]) -> None:
        batch, twins = [], 0
        for record in records:
            digest = catalogue.digest(record)
            earlier = self._records[record.source_id]
            if digest in earlier:
                twins += 1  # the same record once more in the same file
                continue
            batch.append((catalogue.Key(record.source_id, len(earlier)), digest, record))
            earlier.append(digest)
        if batch:
            written = catalogue.put(connection, self._source, batch)
            index.update(connection, written.ids)
            self.summary.count(written.added, written.changed, written.unchanged)
        self.summary.count(0, 0, twins)

    def _take_programs(self, connection: Connection, found: list[Program]) -> None:
        batch, twins = [], 0
        for program in found:
            digest = catalogue.digest(program)
            earlier = self._programs[program.uid]
            if digest in earlier.values():
                twins += 1
                continue
            # Two that claim the same occurrence are both kept.
            name, number = program.occurrence, 1
            while name in earlier:
                number += 1
                name = f"{program.occurrence}#{number}"
            earlier[name] = digest
            batch.append((replace(program, occurrence=name), digest))
        if batch:
            self.summary.count(*programs.put(connection, self._source, batch))
        self.summary.count(0, 0, twins)
