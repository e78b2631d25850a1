"""What every reader yields."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.domain.branches import Branch
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.spaces import Space


@dataclass(frozen=True, slots=True)
class Reject:
    """A thing that was met in a file and not taken.

    ``where`` leads staff to it ("record 12 at byte 4711", "line 30", a UID);
    ``reason`` is one plain sentence; ``raw`` is the first of it as it was met
    (at most ``RAW_LIMIT`` bytes), kept so that nothing is lost from sight.
    """

    where: str
    reason: str
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class DeletedRecord(Reject):
    """What a source says is no more. ``source_id`` names the record, "" where it has no number."""

    source_id: str = ""


@dataclass(frozen=True, slots=True)
class SuppressedRecord(DeletedRecord):
    """What a source keeps from its own visitors. It is not shown here either."""


@dataclass(frozen=True, slots=True)
class PrivateProgram(Reject):
    """A program that its calendar keeps private: what was taken of ``uid`` before must go.

    Nothing of it is in ``where`` and ``reason``, and ``raw`` is empty.
    """

    uid: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ImportNote(Reject):
    """What staff should know of a file that cost no entry: it is told, and not counted."""


RAW_LIMIT = 64 * 1024
WHOLE_FILE = "the file"  # where there is nothing to be taken at all

Entry = BibliographicRecord | Program | Branch | Space | Reject
Entries = Iterator[Entry]
