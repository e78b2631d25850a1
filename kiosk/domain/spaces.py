"""Spaces that visitors reserve, and the rules under which they may."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class SpaceKind(StrEnum):
    STUDY_ROOM = "study_room"
    MAKER_SPACE = "maker_space"
    HALL = "hall"
    MEDIA_ROOM = "media_room"
    COMPUTER = "computer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReservationPolicy:
    """What a reservation of a space must keep to."""

    slot: timedelta = timedelta(minutes=30)  # starts fall on multiples of it from opening
    longest: timedelta = timedelta(hours=2)
    buffer: timedelta = timedelta(0)  # kept free after each reservation
    ahead: timedelta = timedelta(days=14)  # how far in advance a start may lie
    # After its start a reservation waits so long to be checked in; None: to its end.
    grace: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Space:
    """A room or place. ``equipment`` holds plain words shown to visitors."""

    code: str
    branch: str
    name: str
    kind: SpaceKind = SpaceKind.OTHER
    capacity: int = 1
    floor: str = ""
    equipment: tuple[str, ...] = ()
    step_free: bool = False
    hearing_loop: bool = False
    description: str = ""
    policy: ReservationPolicy = ReservationPolicy()
