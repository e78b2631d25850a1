"""Importing files of upstream systems into the local database."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from kiosk.domain.programs import DuplicateOccurrences, Program
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.removal import RemovalSize
from kiosk.errors import SourceError
from kiosk.search import index
from kiosk.services.bookings.space_availability import load_home_branch
from kiosk.services.imports.import_places import Place, import_place
from kiosk.services.imports.list_identity import find_same_list, is_different_list
from kiosk.services.imports.list_removal import delete_absent, measure_removal, withdraw_programs
from kiosk.sources.branch_codes import BranchCodeMapper
from kiosk.sources.contents_preview import ContentsPreview
from kiosk.sources.copy_lists import CopyLists, find_copy_lists
from kiosk.sources.entries import (
    WHOLE_FILE,
    DeletedRecord,
    Entries,
    Entry,
    ImportNote,
    PrivateProgram,
    Reject,
)
from kiosk.sources.sanitising import batch_entries, clean_source_name, printable_path
from kiosk.sources.source_file import (
    BranchLookup,
    CsvMapping,
    branch_codes_by_name,
    read_source_file,
)
from kiosk.sources.source_lists import SourceList, group_files_by_source
from kiosk.store import catalogue, imports, places, programs, readings, sources
from kiosk.store.database import Database

BATCH = 500  # entries in one transaction: another writer waits for at most one transaction
_WORTH_OPTIMISING = 2_000  # the index is optimised after this many new or changed titles

Progress = Callable[[Path, int], None]  # (file, bytes read so far)
RemovalConsent = Callable[[str, RemovalSize], bool]  # (source, size) → may they be deleted?


@dataclass(slots=True)
class FileSummary:
    """The result of importing one file of ``source``.

    ``read`` is the sum of the next four fields, except that an unreadable file counts as 0 entries
    read and 1 rejected. ``removed`` is the number of earlier entries that were deleted because the
    file does not contain them. ``held`` is True if nothing was imported because too much would have
    been deleted. ``notes`` contains sentences for staff.
    """

    file: str
    source: str
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    removed: int = 0
    held: bool = False
    rejects: list[Reject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        names = ("read", "added", "changed", "unchanged", "rejected", "removed")
        return {name: getattr(self, name) for name in names}

    @property
    def taken(self) -> int:
        """Return how many entries of the file are in the database now."""
        return self.added + self.changed + self.unchanged

    def count(self, added: int, changed: int, unchanged: int) -> None:
        self.read += added + changed + unchanged
        self.added += added
        self.changed += changed
        self.unchanged += unchanged


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of an import.

    ``zone`` and ``branches`` are called when a file is opened, because a file before it may change
    what they return: the time zone (IANA) of calendars that do not name one, and the branches in
    the database.
    """

    mapping: CsvMapping | None = None
    zone: Callable[[], str] = lambda: "UTC"
    progress: Progress | None = None
    branches: Callable[[], BranchLookup] = BranchLookup
    copies: CopyLists = field(default_factory=CopyLists)

    def entries(self, path: Path, *, silent: bool = False) -> Entries:
        show = None if silent else self.progress
        on_bytes = (lambda count: show(path, count)) if show else None
        known = self.branches()
        found = read_source_file(
            path, mapping=self.mapping, zone=self.zone(), branches=known, progress=on_bytes
        )
        return self.copies.merge_copies(path, found)


def import_paths(
    database: Database,
    paths: Iterable[Path],
    *,
    source: str = "",
    mapping: CsvMapping | None = None,
    zone: str = "",
    branch: str = "",
    progress: Progress | None = None,
    replace: RemovalConsent | None = None,
) -> list[FileSummary]:
    """Import files, and all files in folders; return one summary per file.

    ``source`` is the name of the list to which all files belong; by default each file is a separate
    list with the name of the file. With ``replace`` the files are complete lists: entries that are
    not in the files are deleted. If half of a list or more would be deleted, ``replace(source,
    size)`` is called first, and nothing is imported if the call returns False. ``branch`` is the
    code of the branch for copies in tables that do not name a branch; an empty string means the
    first branch. ``zone`` (IANA) is the time zone of calendars that do not name one; an empty
    string means that of ``branch``, or UTC if there are no branches. Branches and spaces are
    imported first. The copies of a list count as read now, and as read daily: after a day without a
    newer list nothing is known of them (kiosk.domain.freshness). A file that cannot be read is
    reported in its summary; the other files are still imported. Raises StoreError if the database
    cannot be written; batches that were already committed are kept.
    """

    def branches() -> BranchLookup:
        return _branches(database, branch)

    def find_zone() -> str:
        return zone or load_home_branch(database, branch)[0].zone

    with database.read() as connection:
        known = sources.list_source_names(connection)
    lists = group_files_by_source(paths, source, known)
    copies = find_copy_lists((path for each in lists for path in each.files), branches)
    options = ImportOptions(mapping, find_zone, progress, branches, copies)
    done: dict[str, list[FileSummary]] = {}
    for each in copies.sort_lists(lists):
        if replace:
            done[each.source] = _replace(database, each, options, replace)
        else:
            done[each.source] = [_add(database, each, path, options) for path in each.files]
    summaries = [summary for each in lists for summary in done[each.source]]
    if sum(s.added + s.changed for s in summaries) >= _WORTH_OPTIMISING:
        with database.write() as connection:
            index.optimise(connection)
    return summaries


def _branches(database: Database, code: str) -> BranchLookup:
    with database.read() as connection:
        known = places.list_branches(connection)
    home = next((each.code for each in known if each.code == code), None)
    return BranchLookup(
        home or next((each.code for each in known), code), branch_codes_by_name(known)
    )


def _add(database: Database, of: SourceList, path: Path, options: ImportOptions) -> FileSummary:
    """Import a file that may contain only a part of the list."""
    job = _Import(database, path, of.source)
    job.import_entries(options, check=of.guessed)
    job.note_missing_entries()
    return job.summary


def _replace(
    database: Database, of: SourceList, options: ImportOptions, consent: RemovalConsent
) -> list[FileSummary]:
    """Import files that together are the complete list."""
    now, contents = datetime.now(UTC), ContentsPreview()
    jobs = [_Import(database, path, of.source) for path in of.files]
    for path in of.files:
        contents.add(_lazily(options, path))
    with database.read() as connection:
        going = measure_removal(connection, of.source, contents, now)
    if not contents.incomplete_reason and going.is_large and not consent(of.source, going):
        reason = (
            f"{going} of “{of.source}” are not in it, so nothing was taken. "
            "If that is right: kiosk import --replace --yes."
        )
        for job in jobs:
            job.summary.held = True
            job.refuse(Reject(WHOLE_FILE, reason))
        return [job.summary for job in jobs]
    jobs[0].replaces = not contents.incomplete_reason
    for job in jobs:
        job.import_entries(options, check=False)
    last = jobs[-1].summary
    if contents.incomplete_reason:
        last.notes.append(f"Nothing was removed. {contents.incomplete_reason}")
    else:
        records = {key for job in jobs for key in job.record_keys()} if contents.title_ids else None
        names = {name for job in jobs for name in job.names()} if contents.program_uids else None
        last.removed = delete_absent(database, of.source, records, names, now)
        jobs[-1].note()
    return [job.summary for job in jobs]


def _lazily(options: ImportOptions, path: Path) -> Entries:
    yield from options.entries(path, silent=True)  # errors on opening are raised while reading


class _Import:
    """The import of one file, which counts the imported entries."""

    def __init__(self, database: Database, path: Path, source: str) -> None:
        self.summary = FileSummary(printable_path(path), source)
        self._database = database
        self._path = path
        self.replaces = False  # a new list starts with this file
        self._records: dict[str, list[bytes]] = defaultdict(list)
        self._programs: dict[str, set[str]] = defaultdict(set)  # programmes' occurrences by UID
        self._occurrences = DuplicateOccurrences()
        self._run = ""  # the id of the import run, set by the first write
        self._branch_codes = BranchCodeMapper({})
        self._lists_copies = False

    def record_keys(self) -> Iterator[catalogue.RecordKey]:
        """Yield the keys of the bibliographic records in the file."""
        for source_id, digests in self._records.items():
            yield from (catalogue.RecordKey(source_id, number) for number in range(len(digests)))

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the keys of the file's programmes, as (uid, occurrence)."""
        for uid, occurrences in self._programs.items():
            yield from ((uid, occurrence) for occurrence in occurrences)

    def import_entries(self, options: ImportOptions, *, check: bool) -> None:
        """Import the entries of the file.

        With ``check``, first check that the file really belongs to the list with its name.
        """
        try:
            self._branch_codes = BranchCodeMapper(options.branches().codes)
            for batch in batch_entries(options.entries(self._path), BATCH):
                if check and not self._run:
                    self._identify_list(batch)
                self._import_batch(batch)
            self._finish()
        except SourceError as fault:
            self.refuse(Reject(WHOLE_FILE, printable_path(f"{fault} {fault.advice}".strip())))

    def _identify_list(self, first: list[Entry]) -> None:
        records = [each for each in first if isinstance(each, BibliographicRecord)]
        summary = self.summary
        with self._database.read() as connection:
            same = find_same_list(
                connection, summary.source, sources.list_source_names(connection), records
            )
            if same:
                summary.notes.append(
                    f"Its titles are also those of “{same}”. If it is a newer export of that list: "
                    f"kiosk remove “{summary.source}”, then import it with --source “{same}”."
                )
            if not is_different_list(connection, summary.source, records):
                return
        own = clean_source_name(self._path.name)
        folder = clean_source_name(self._path.resolve().parent.name)
        before, summary.source = summary.source, f"{folder}/{own}" if own == summary.source else own
        summary.notes.append(
            f"It has other titles under the numbers of “{before}”, so it is a list of its own: "
            f"“{summary.source}”."
        )

    def _import_batch(self, batch: list[Entry]) -> None:
        with self._database.write() as connection:
            if not self._run:
                self._begin(connection)
            self._import(connection, batch)
            imports.update_run_counts(connection, self._run, self.summary.counts())

    def _begin(self, connection: Connection) -> None:
        summary, now = self.summary, datetime.now(UTC)
        self._run = imports.begin_run(
            connection, summary.source, summary.file, now, replaces=self.replaces
        )

    def _finish(self) -> None:
        now = datetime.now(UTC)
        with self._database.write() as connection:
            if not self._run:
                self._begin(connection)
            held, seen = (
                programs.list_program_ids(connection, self.summary.source),
                set(self.names()),
            )
            gone = [name for name in held - seen if name[0] in self._programs]
            withdraw_programs(connection, self.summary.source, gone, now)
            self._reject(connection, self._branch_codes.note())
            if self._lists_copies:
                readings.save_reading(connection, self.summary.source, now)
            imports.finish_run(connection, self._run, now)

    def refuse(self, whole: Reject) -> None:
        """Record that the file, or the rest of the file, could not be read.

        If nothing was imported from the file, nothing is recorded in the database.
        """
        self.summary.rejected += 1
        self.summary.rejects.append(whole)
        if self._run:
            with self._database.write() as connection:
                self._keep(connection, [whole])
                imports.update_run_counts(connection, self._run, self.summary.counts())

    def note(self) -> None:
        """Store the current counts in the history of imports."""
        if self._run:
            with self._database.write() as connection:
                imports.update_run_counts(connection, self._run, self.summary.counts())

    def note_missing_entries(self) -> None:
        """Add a note with the number of entries that are missing from this file but are kept."""
        source = self.summary.source
        with self._database.read() as connection:
            titles = sources.count_titles(connection, source) - sum(1 for _ in self.record_keys())
            dates = sources.count_program_dates(connection, source) - sum(1 for _ in self.names())
        if self.summary.read and (titles > 0 or dates > 0):
            self.summary.notes.append(
                f"{max(0, titles)} titles and {max(0, dates)} programme dates of “{source}” are "
                "not in it, and stay. If it is the whole list: kiosk import --replace."
            )

    def _import(self, connection: Connection, batch: list[Entry]) -> None:
        for place in batch:
            if isinstance(place, Place):
                imported = import_place(connection, place)
                if isinstance(imported, Reject):
                    self._reject(connection, [imported])
                else:
                    self.summary.count(*imported)
        self._import_records(connection, [e for e in batch if isinstance(e, BibliographicRecord)])
        gone = [catalogue.RecordKey(e.source_id, 0) for e in batch if isinstance(e, DeletedRecord)]
        catalogue.delete_records(connection, self.summary.source, gone)
        self._import_programs(connection, [e for e in batch if isinstance(e, Program)])
        self._reject(connection, [e for e in batch if isinstance(e, Reject)])

    def _reject(self, connection: Connection, rejects: Sequence[Reject]) -> None:
        counted = [each for each in rejects if not isinstance(each, ImportNote)]
        self.summary.read += sum(each.where != WHOLE_FILE for each in counted)
        self.summary.rejected += len(counted)
        self.summary.rejects.extend(replace(each, raw=b"") for each in rejects)
        for each in rejects:
            if isinstance(each, PrivateProgram):  # earlier occurrences of the programme are deleted
                self._programs[each.uid] |= set()
        self._keep(connection, rejects)

    def _keep(self, connection: Connection, rejects: Sequence[Reject]) -> None:
        imports.save_rejects(connection, self._run, [(r.where, r.reason, r.raw) for r in rejects])

    def _import_records(self, connection: Connection, records: list[BibliographicRecord]) -> None:
        batch, twins = [], 0
        self._lists_copies |= any(record.items for record in records)
        for record in map(self._branch_codes.with_branch_codes, records):
            digest = catalogue.content_digest(record)
            earlier = self._records[record.source_id]
            if digest in earlier:
                twins += 1  # the record occurs again in the file
                continue
            batch.append((catalogue.RecordKey(record.source_id, len(earlier)), digest, record))
            earlier.append(digest)
        if batch:
            written = catalogue.save_records(connection, self.summary.source, batch)
            index.update(connection, written.ids)
            self.summary.count(written.added, written.changed, written.unchanged)
        self.summary.count(0, 0, twins)

    def _import_programs(self, connection: Connection, found: list[Program]) -> None:
        batch, twins = [], 0
        for program in map(self._occurrences.disambiguate, found):
            earlier = self._programs[program.uid]
            if program.occurrence in earlier:
                twins += 1  # the programme occurs again in the file
                continue
            earlier.add(program.occurrence)
            batch.append((program, catalogue.content_digest(program)))
        if batch:
            self.summary.count(*programs.save_programs(connection, self.summary.source, batch))
        self.summary.count(0, 0, twins)
