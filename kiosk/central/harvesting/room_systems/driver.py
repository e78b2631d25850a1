"""The interface of a driver, which asks one kind of system that books rooms."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk.central.harvesting.download import Fetcher
from kiosk.domain.intervals import Interval

ANSWER_SECONDS = 10.0  # time limit for one request
LARGEST_ANSWER = 16 * 1024**2  # bytes
_REFERENCE = re.compile(r"\bKiosk ([0-9a-f]{16})\b")


@dataclass(frozen=True, slots=True)
class RoomConnection:
    """How to reach a system that books rooms.

    ``address`` is a complete URL with the library's own account; it is never logged or shown.
    ``zone`` is the zone of the system's local times. ``options`` are further settings by name.
    """

    address: str = field(repr=False)
    fetcher: Fetcher
    zone: ZoneInfo
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoomBooking:
    """A booking of a room in the other system, without anything about the person.

    ``id`` and ``room`` are the system's own. ``reference`` is that of a reservation at a kiosk, or
    "". ``pending`` means that somebody there has to approve it; it takes the room already.
    """

    id: str
    room: str
    interval: Interval
    reference: str = ""
    pending: bool = False


class Declined(Exception):
    """The system does not give the time. The text is its reason, which is for staff."""


class RoomSystem(Protocol):
    """Asks a system that books rooms, with the library's own account.

    Errors are raised as SourceError. If a request may have changed something although no answer
    came, the error is an OutcomeUnknown.
    """

    def bookings(self, rooms: Sequence[str], within: Interval) -> list[RoomBooking]:
        """Return all bookings of these rooms that overlap ``within``."""

    def reserve(self, room: str, interval: Interval, reference: str) -> RoomBooking:
        """Book a room; the booking's title contains ``reference_text(reference)``.

        Raises Declined if the system does not give the time.
        """

    def cancel(self, id: str) -> None:
        """Cancel a booking. A booking that does not exist any more is no error."""

    def find(self, id: str) -> RoomBooking | None:
        """Return a booking, or None if it does not exist or was cancelled."""


def reference_text(reference: str) -> str:
    """Return the text by which a booking in the other system is found again."""
    return f"Kiosk {reference}"


def reference_in(*texts: str | None) -> str:
    """Return the reference in the texts of a booking, or "" if there is none."""
    found = _REFERENCE.search(" ".join(filter(None, texts)))
    return found[1] if found else ""
