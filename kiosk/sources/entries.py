"""The entries that readers yield: domain objects, rejects and notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.domain.branches import Branch
from kiosk.domain.house.plan import House
from kiosk.domain.partners import Partner
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.spaces import Space


@dataclass(frozen=True, slots=True)
class Reject:
    """A part of a file that was not imported.

    ``where`` is the place in the file, in words for staff ("record 12 at byte 4711", "line 30", a
    UID). ``reason`` is one sentence. ``raw`` contains the original data, at most RAW_LIMIT bytes.
    """

    where: str
    reason: str
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class DeletedRecord(Reject):
    """A record that was deleted in the source. ``source_id`` is "" if the record has no id."""

    source_id: str = ""


@dataclass(frozen=True, slots=True)
class SuppressedRecord(DeletedRecord):
    """A record that the source hides from its own visitors; the kiosk does not show it."""


@dataclass(frozen=True, slots=True)
class PrivateProgram(Reject):
    """A programme that is marked as private in its calendar.

    Earlier imports of ``uid`` must be deleted. ``where`` and ``reason`` reveal nothing about the
    programme, and ``raw`` is empty.
    """

    uid: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ImportNote(Reject):
    """A remark for staff about a file; it is reported but does not count as a rejected entry."""


RAW_LIMIT = 64 * 1024
WHOLE_FILE = "the file"  # the ``where`` of a reject that concerns the whole file

Entry = BibliographicRecord | Program | Branch | Space | House | Partner | Reject
Entries = Iterator[Entry]
