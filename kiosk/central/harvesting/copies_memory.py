"""What the last complete reading of copies contained, so that the same copies cost little again."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from kiosk.central import tables
from kiosk.central.harvesting.copies_streams import CopiesStream
from kiosk.domain.records import TitleCopies

_SAFETY = timedelta(minutes=1)  # clocks of several servers may differ by so much


@dataclass(frozen=True, slots=True)
class CopiesMemory:
    """A complete reading that began at ``read`` and was to be followed by the one at ``due``.

    ``branches`` are the codes of the branches by name. ``seen`` has the hash of the copies of each
    title and the title's key in the feed, by the id in the system. ``doubtful`` are keys of titles
    whose copies may have changed in the feed since then.
    """

    read: datetime | None = None
    due: datetime | None = None
    branches: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    doubtful: Set[str] = frozenset()

    def unchanged_key(self, copies: TitleCopies) -> str | None:
        """Return the title's key in the feed if it has the same copies there, otherwise None."""
        mark, key = self.seen.get(copies.source_id, (0, ""))
        return key if key and mark == hash(copies) and key not in self.doubtful else None


def memory_for(
    connection: Connection,
    memory: CopiesMemory | None,
    stream: CopiesStream,
    titles_of: str,
    branches: Mapping[str, str],
) -> CopiesMemory:
    """Return what of ``memory`` still holds for the next reading of ``stream``.

    Nothing holds if another process has read the copies since, if titles were added, or if staff
    have changed the source or the branches.
    """
    if memory is None or memory.read is None or memory.branches != branches:
        return CopiesMemory()
    if [_stored(memory.read), _stored(memory.due)] != [stream.read, stream.due]:
        return CopiesMemory()
    table = tables.asked_title
    since = (table.c.source == titles_of) & (table.c.at > memory.read - _SAFETY)
    asked = frozenset(connection.scalars(select(table.c.key).where(since)))
    return CopiesMemory(memory.read, memory.due, branches, memory.seen, asked)


def _stored(moment: datetime | None) -> datetime | None:
    """Return ``moment`` as tables store it, in whole seconds."""
    return moment.replace(microsecond=0) if moment else None
