"""What the files of a list hold, looked at before anything of it is taken."""

from dataclasses import dataclass, field

from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.errors import SourceError
from kiosk.sources.entries import Deleted, Entries, Entry, Note, Reject
from kiosk.sources.soundness import sound


@dataclass(slots=True)
class Contents:
    """The names of titles and of programs. ``broken`` is why they may not be all, "" if so."""

    ids: set[str] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)
    count: int = 0
    broken: str = ""

    def add(self, entries: Entries) -> None:
        """Look through ``entries`` to their end, or as far as they can be read."""
        last: Entry | None = None
        try:
            for last in sound(entries):
                self._add(last)
        except SourceError as fault:
            self.broken = f"{fault} {fault.advice}".strip()
            return
        if isinstance(last, Deleted | Note) or not isinstance(last, Reject):
            return
        # A row of sums may end a table; nothing ends other files but a record.
        if not last.where.startswith(("line ", "row ", "sheet ")):
            self.broken = f"It may be cut off: {last.where}: {last.reason}"

    def _add(self, entry: Entry) -> None:
        self.count += not isinstance(entry, Reject)
        if isinstance(entry, BibliographicRecord):
            self.ids.add(entry.source_id)
        elif isinstance(entry, Program):
            self.uids.add(entry.uid)
