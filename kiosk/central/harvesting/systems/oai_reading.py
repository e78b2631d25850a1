"""Reading the titles and copies of a library system from its OAI-PMH repository."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic

from kiosk.central.harvesting.oai_pmh import OaiRepository, next_from_date
from kiosk.central.harvesting.systems.unknown_statuses import StatusNames
from kiosk.domain.records import BibliographicRecord, TitleCopies
from kiosk.sources.entries import DeletedRecord, Entries, Entry, Reject
from kiosk.sources.item_statuses import names_of_source

_REST = 10  # a repository rests for so many times as long as it needed for the last changes
WHOLE_EVERY = timedelta(days=7)  # a whole list is read even if the repository reports deletions


class DriverState:
    """What a driver remembers between readings: texts by name, stored as one JSON object."""

    def __init__(self, text: str) -> None:
        try:
            found = json.loads(text or "{}")
        except ValueError:
            found = {}
        values = found.items() if isinstance(found, dict) else ()
        self._values = {str(name): value for name, value in values if isinstance(value, str)}

    def __getitem__(self, name: str) -> str:
        return self._values.get(name, "")

    def __str__(self) -> str:
        if not self._values:
            return ""
        return json.dumps(self._values, ensure_ascii=False, sort_keys=True)

    def update(self, values: Mapping[str, str]) -> None:
        """Remember ``values``, besides those of other names."""
        self._values.update(values)

    def time(self, name: str) -> datetime | None:
        """Return the time stored as ``name``, or None."""
        try:
            moment = datetime.fromisoformat(self[name])
        except ValueError:
            return None
        return moment if moment.tzinfo else None


class OaiReading:
    """One reading of a repository: all records ``whole_every`` so often, or those that changed.

    ``id_of`` returns a title's own id for its OAI identifier. ``name`` is the name of the reading
    in ``state``. ``complete`` is True if the last reading listed every record, ``given`` if any
    record had copies, now or before, and ``told`` if the last reading told all changes of copies.
    ``statuses`` receives the names of statuses in the records.
    """

    def __init__(
        self,
        repository: OaiRepository,
        id_of: Callable[[str], str],
        state: DriverState,
        name: str,
        now: datetime,
        whole_every: timedelta = WHOLE_EVERY,
        statuses: StatusNames | None = None,
    ) -> None:
        self._repository = repository
        self._id_of = id_of
        self._state = state
        self._name = name
        self._now = now
        self._whole_every = whole_every
        self._statuses = statuses or StatusNames({})
        self.complete = self.told = False
        self.given = bool(state[f"{name} given"])

    def titles(self) -> Entries:
        """Yield the titles without their copies, and rejects, and set the state."""
        for entry in self._entries():
            yield replace(entry, items=()) if isinstance(entry, BibliographicRecord) else entry

    def copies(self) -> Iterator[TitleCopies]:
        """Yield the copies of each record, and set the state.

        A repository that was not told to give copies gives none for any title. Then nothing is
        known about copies, so nothing is yielded and the reading is not complete. Nothing is read
        either while the repository rests: changes are asked for every minute, but the list goes
        back by half a day, because of the time zones of repositories.
        """
        self.complete = self.told = False
        if self._rests():
            return
        began = monotonic()
        for entry in self._entries():
            if isinstance(entry, BibliographicRecord) and (entry.items or self.given):
                self.given = True
                yield TitleCopies(entry.source_id, entry.items)
            elif isinstance(entry, DeletedRecord) and entry.source_id and self.given:
                yield TitleCopies(entry.source_id, ())
        needed = 0.0 if self.complete else monotonic() - began
        rests = self._now + timedelta(seconds=_REST * needed)
        self.complete, self.told = self.complete and self.given, self.given
        name = self._name
        given = "yes" if self.given else ""
        self._state.update({f"{name} given": given, f"{name} rest": rests.isoformat()})

    def _rests(self) -> bool:
        until = self._state.time(f"{self._name} rest")
        return until is not None and self._now < until < self._now + timedelta(days=1)

    def _entries(self) -> Entries:
        identity = self._repository.identify()
        last, since = self._state.time(f"{self._name} whole"), self._state[f"{self._name} since"]
        recent = last is not None and timedelta(0) <= self._now - last < self._whole_every
        self.complete = not (identity.keeps_deleted and recent and since)
        entries = self._repository.list_records("" if self.complete else since)
        while entry := self._next(entries):
            yield _with_own_id(entry, self._id_of)
        began, fine = self._repository.began, identity.second_granularity
        new = {f"{self._name} since": next_from_date(began, fine, self._now)}
        if self.complete:
            new[f"{self._name} whole"] = self._now.isoformat()
        self._state.update(new)

    def _next(self, entries: Entries) -> Entry | None:
        with names_of_source(self._statuses.meaning):
            return next(entries, None)


def _with_own_id(entry: Entry, id_of: Callable[[str], str]) -> Entry:
    if isinstance(entry, BibliographicRecord):
        return replace(entry, source_id=id_of(entry.source_id))
    if isinstance(entry, DeletedRecord):
        own = id_of(entry.source_id)
        where = own if entry.where == entry.source_id else entry.where
        return replace(entry, source_id=own, where=where)
    if isinstance(entry, Reject) and " " not in entry.where:  # an identifier, not a place in words
        return replace(entry, where=id_of(entry.where))
    return entry
