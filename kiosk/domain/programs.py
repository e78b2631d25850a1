"""Programs: the classes, workshops and circles that a library holds."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from kiosk.domain.intervals import Interval
from kiosk.domain.source_keys import join_key


class ProgramKind(StrEnum):
    LANGUAGE_CLASS = "language_class"
    WORKSHOP = "workshop"
    DISCUSSION = "discussion"
    STORY_TIME = "story_time"
    EXHIBITION = "exhibition"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Program:
    """One occurrence of a program, at a time.

    ``uid`` and ``occurrence`` (its original start as ISO 8601 UTC, RFC 5545
    RECURRENCE-ID) name it in its source; ``language`` is a BCP 47 primary subtag of
    what is spoken there; ``partner`` is the organisation it is held with. ``all_day``
    intervals run from midnight to midnight in the zone by which the calendar was read;
    ``interval_in`` gives them in another. ``seats`` is None where nobody has to register.
    ``source`` is the feed it was kept from, "" before it is.
    """

    uid: str
    occurrence: str
    title: str
    interval: Interval
    all_day: bool = False
    description: str = ""
    location: str = ""
    kind: ProgramKind = ProgramKind.OTHER
    language: str = ""
    level: str = ""
    audience: str = ""
    partner: str = ""
    seats: int | None = None
    childcare: bool = False
    no_card_needed: bool = False
    step_free: bool = False
    hearing_loop: bool = False
    cancelled: bool = False
    categories: tuple[str, ...] = ()
    url: str = ""
    source: str = field(default="", compare=False, repr=False)

    @property
    def key(self) -> str:
        """What names it among all programs of a library."""
        return join_key(self.source, self.uid, self.occurrence)

    def interval_in(self, zone: tzinfo) -> Interval:
        """When it takes place for a branch in ``zone``: a day is a day there as well."""
        if not self.all_day:
            return self.interval
        first, end = self.dates_in(zone)
        midnights = (datetime.combine(day, time(), zone) for day in (first, end))
        return Interval(*midnights)

    def dates_in(self, zone: tzinfo) -> tuple[date, date]:
        """The first day of an all-day program in ``zone``, and the day after its last."""
        interval = self.interval
        first, end = (
            nearest_midnight(each, zone).date() for each in (interval.start, interval.end)
        )
        return first, max(end, first + timedelta(days=1))


def nearest_midnight(moment: datetime, zone: tzinfo) -> datetime:
    """The midnight in ``zone`` that is nearest to ``moment``.

    It begins the day that began at ``moment`` in any zone less than half a day away.
    """
    day = (moment.astimezone(zone) + timedelta(hours=12)).date()
    return datetime.combine(day, time(), zone)


class DuplicateOccurrences:
    """Tells apart the programs of one calendar that claim the same occurrence: all are kept."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], dict[Program, int]] = {}

    def disambiguate(self, program: Program) -> Program:
        """``program``, or where another has its occurrence, with a number in it ("…#2")."""
        known = self._known.setdefault((program.uid, program.occurrence), {})
        number = known.setdefault(program, len(known) + 1)
        if number == 1:
            return program
        return replace(program, occurrence=f"{program.occurrence}#{number}")
