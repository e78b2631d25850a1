"""Spaces that visitors can reserve, and the rules for reserving them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain.branches import WeeklyHours


class SpaceKind(StrEnum):
    """The kind of a space; visitors can filter spaces by kind."""

    STUDY_ROOM = "study_room"
    MAKER_SPACE = "maker_space"
    HALL = "hall"
    MEDIA_ROOM = "media_room"
    COMPUTER = "computer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReservationPolicy:
    """The rules for reservations of a space."""

    slot_length: timedelta = timedelta(minutes=30)  # the step between start times
    max_length: timedelta = timedelta(hours=2)  # maximum duration
    buffer: timedelta = timedelta(0)  # kept free after each reservation
    max_advance: timedelta = timedelta(days=14)  # how far in advance a reservation may start
    # Visitors must check in within this time after the start. None means no check-in.
    check_in_grace: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """A time at which staff have closed a space; both ends are local times of the branch."""

    starts: datetime
    ends: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SpaceOwner:
    """Another system that owns a space and decides on its times.

    ``source`` is the name of the source with the system's calendar. ``lent`` are the weekly hours,
    in local time, that the system leaves to the kiosks.
    """

    source: str
    lent: tuple[WeeklyHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Space:
    """A room or other place that visitors can reserve.

    ``equipment`` lists the equipment in the library's own words. ``names`` contains the name by
    language (BCP 47), for each further language. ``aliases`` are other names that calendars use.
    ``owner`` is None if the kiosks and their server decide on the times of the space.
    """

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
    names: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    closings: tuple[Closing, ...] = ()
    owner: SpaceOwner | None = None

    def name_in(self, language: str, home: str) -> tuple[str, str]:
        """Return the name in ``language``, or else the own name in ``home``, and its language."""
        own = dict(self.names).get(language)
        return (own, language) if own else (self.name, home)
