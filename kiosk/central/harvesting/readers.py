"""Readers of the kinds of sources, which yield the entries of one run."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.central.harvesting.download import Fetcher, if_changed
from kiosk.central.harvesting.oai_pmh import OaiRepository, next_from_date
from kiosk.central.harvesting.systems.connecting import guarded, in_words, open_driver
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.sources.contents_preview import ContentsPreview
from kiosk.sources.entries import Entries, ImportNote
from kiosk.sources.source_file import BranchLookup, load_csv_mapping, read_source_file

_FULL_LIST_EVERY = timedelta(days=7)  # a full list is read even if the repository reports deletions
_FULL_READ_EVERY = timedelta(days=1)  # recurring events need a new reading of an unchanged file

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
        headers = conditions(self.options, self._now)
        with self._fetcher.get(self._source.address, headers=headers) as answer:
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
            new = {**answer.validators, "whole": self._now}
            self.options = options.model_copy(update=new)

    def _read(self, path: Path) -> Entries:
        options = self.options
        mapping = load_csv_mapping(options.mapping) if options.mapping else None
        yield from read_source_file(
            path, mapping=mapping, zone=self.zone, now=self._now, branches=self.branches
        )


def conditions(options: SourceOptions, now: datetime) -> dict[str, str]:
    """Return headers that request a file only if it has changed (RFC 9110, 13)."""
    if options.whole is None or now - options.whole > _FULL_READ_EVERY:
        return {}
    return if_changed(options.etag, options.modified)


class _System:
    """Reads the titles of a library system; the copies are a stream of their own."""

    branches = BranchLookup()
    zone = ""

    def __init__(self, fetcher: Fetcher, source: Upstream, now: datetime, _check: Check) -> None:
        self.options = source.options
        self.whole = False
        self._fetcher = fetcher
        self._source = source
        self._now = now

    def entries(self) -> Entries:
        options = self.options
        with open_driver(
            self._source,
            self._fetcher,
            zone=self.zone,
            now=self._now,
            state=options.state,
            known_copies=lambda _ids: (),
        ) as driver:
            yield from guarded(self._source, driver.read_titles)
            with in_words(self._source):
                notes, self.whole, state = driver.notes(), driver.titles_complete, driver.state
        yield from (ImportNote("the system", note) for note in notes)
        self.options = options.model_copy(update={"state": state})


Reader = _Repository | _File | _System
READERS: dict[SourceKind, type[_Repository] | type[_File] | type[_System]] = {
    SourceKind.OAI: _Repository,
    SourceKind.FILE: _File,
    SourceKind.SYSTEM: _System,
}
