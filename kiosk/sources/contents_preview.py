"""A first pass over the files of a list, before anything is imported."""

from dataclasses import dataclass, field

from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.errors import SourceError
from kiosk.sources.entries import DeletedRecord, Entries, Entry, ImportNote, Reject
from kiosk.sources.sanitising import sanitise_entries


@dataclass(slots=True)
class ContentsPreview:
    """The ids of all titles and programmes in the files, and the number of readable entries.

    ``incomplete_reason`` says why some titles or programmes may be missing; it is "" if none are
    missing.
    """

    title_ids: set[str] = field(default_factory=set)
    program_uids: set[str] = field(default_factory=set)
    count: int = 0
    incomplete_reason: str = ""

    def add(self, entries: Entries) -> None:
        """Count the ``entries``; if reading fails, only those before the failure are counted."""
        last: Entry | None = None
        try:
            for last in sanitise_entries(entries):
                self._add(last)
        except SourceError as fault:
            self.incomplete_reason = f"{fault} {fault.advice}".strip()
            return
        if isinstance(last, DeletedRecord | ImportNote) or not isinstance(last, Reject):
            return
        # A table may end with a row of totals. Every other file must end with a record.
        if not last.where.startswith(("line ", "row ", "sheet ")):
            self.incomplete_reason = f"It may be truncated: {last.where}: {last.reason}"

    def _add(self, entry: Entry) -> None:
        self.count += not isinstance(entry, Reject)
        if isinstance(entry, BibliographicRecord):
            self.title_ids.add(entry.source_id)
        elif isinstance(entry, Program):
            self.program_uids.add(entry.uid)
