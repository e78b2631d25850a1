"""The interface of a driver, which reads one kind of library system."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from kiosk.central.harvesting.download import Fetcher
from kiosk.domain.records import ItemStatus, TitleCopies
from kiosk.sources.entries import Entries

MOST_ASKED = 20  # titles in one question
ANSWER_SECONDS = 1.5  # time limit of a question about shown titles
KnownCopies = Callable[[Sequence[str] | None], Iterable[TitleCopies]]


@dataclass(frozen=True, slots=True)
class SystemConnection:
    """How to reach a library system, and the state after the last reading.

    ``address`` is a complete URL, possibly with a user name and password; it is never logged or
    shown. ``authority`` is a PEM file of certificate authorities, for servers of a local network;
    ``fingerprint`` is the SHA-256 fingerprint (hexadecimal) of a pinned certificate. ``statuses``
    maps the system's own names of statuses to the meaning that staff gave them. ``options`` are
    further settings by name, which each driver documents. ``zone`` is the zone of the system's
    local times. ``now`` is in UTC. ``known_copies`` returns the copies of these titles (source ids)
    as they were last read, for systems that are asked by barcode, or of all titles if it is given
    None; it returns nothing for unknown titles.
    """

    address: str = field(repr=False)
    fetcher: Fetcher
    zone: ZoneInfo
    now: datetime
    authority: Path | None = None
    fingerprint: str = ""
    statuses: Mapping[str, ItemStatus] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    known_copies: KnownCopies = lambda _source_ids: ()


class SystemDriver(Protocol):
    """Reads a library system. Errors are raised as SourceError, with advice for staff.

    Branches of items are the system's own names. ``state`` is a text that the driver may set
    during a reading; it is stored if the reading succeeds, and is part of the next connection.
    """

    state: str

    def read_titles(self) -> Entries:
        """Yield the titles of the system, without copies, and rejects.

        Hidden titles are yielded as SuppressedRecord, or not at all.
        """

    @property
    def titles_complete(self) -> bool:
        """True if the last ``read_titles`` listed every title, so that the others can go."""

    def read_copies(self) -> Iterator[TitleCopies]:
        """Yield the copies of all titles, or of the titles that changed since ``state``.

        A title that has lost its last copy is yielded with no items. Copies count as read if the
        reading was complete, or if the driver has a ``state`` after it: a driver that can only ask
        yields nothing and sets no state.
        """

    @property
    def copies_complete(self) -> bool:
        """True if the last ``read_copies`` listed every title that has copies."""

    @property
    def copies_current(self) -> bool:
        """True if the last ``read_copies`` told all states as they were then, or all changes.

        Otherwise, the time of a state is that of its item, or is not known.
        """

    def ask(self, source_ids: Sequence[str]) -> Iterator[TitleCopies]:
        """Yield the copies as they are now, of at most MOST_ASKED titles that are on a screen.

        The answer takes at most ANSWER_SECONDS. A driver that cannot ask yields nothing.
        """

    def notes(self) -> Sequence[str]:
        """Return sentences for staff about the last reading, such as unknown names of statuses."""

    def close(self) -> None:
        """Close all connections."""


@runtime_checkable
class GivesCovers(Protocol):
    """A driver of a system that has pictures of covers."""

    def covers(self, titles: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the ids of titles, and the public addresses of the pictures of their covers.

        A system that lists its pictures does so. Another one is asked for each of ``titles``, the
        ids of the known titles, and may have none.
        """
