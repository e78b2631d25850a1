"""Reading the titles and copies of a library system from a file that it exports to the web."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.central.harvesting.download import Fetcher, if_changed
from kiosk.central.harvesting.systems.oai_reading import DriverState
from kiosk.domain.records import BibliographicRecord, TitleCopies
from kiosk.sources.entries import Entries, Reject
from kiosk.sources.source_file import read_source_file

_WHOLE_EVERY = timedelta(days=1)  # a file is read even if it does not seem to have changed


class FileReading:
    """One reading of the file at ``url``, if it has changed.

    ``name`` is the name of the reading in ``state``; ``zone`` is a name such as "Asia/Jakarta".
    ``complete`` is True if the last reading listed every title.
    """

    def __init__(
        self, fetcher: Fetcher, url: str, state: DriverState, name: str, zone: str, now: datetime
    ) -> None:
        self._fetcher = fetcher
        self._url = url
        self._state = state
        self._name = name
        self._zone = zone
        self._now = now
        self.complete = False

    def titles(self) -> Entries:
        """Yield the titles without their copies, and rejects, and set the state."""
        for entry in self._entries():
            if isinstance(entry, BibliographicRecord):
                yield replace(entry, items=())
            elif isinstance(entry, Reject):
                yield entry

    def copies(self) -> Iterator[TitleCopies]:
        """Yield the copies of each title that has any, and set the state."""
        for entry in self._entries():
            if isinstance(entry, BibliographicRecord) and entry.items:
                yield TitleCopies(entry.source_id, entry.items)

    def _entries(self) -> Entries:
        self.complete = False
        with self._fetcher.get(self._url, headers=self._conditions()) as answer:
            if answer.path is None:
                return
            yield from read_source_file(answer.path, zone=self._zone, now=self._now)
            self.complete = True
            new = {**answer.validators, "whole": self._now.isoformat()}
            self._state.update({f"{self._name} {key}": value for key, value in new.items()})

    def _conditions(self) -> Mapping[str, str]:
        """Return headers that request the file only if it has changed (RFC 9110, 13)."""
        last = self._state.time(f"{self._name} whole")
        if last is None or not timedelta(0) <= self._now - last < _WHOLE_EVERY:
            return {}
        state, name = self._state, self._name
        return if_changed(state[f"{name} etag"], state[f"{name} modified"])
