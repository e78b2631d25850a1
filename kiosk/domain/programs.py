"""Programmes: the classes, workshops and discussions that a library offers."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from kiosk.domain.intervals import Interval
from kiosk.domain.source_keys import join_key


class ProgramKind(StrEnum):
    """The kind of a programme; visitors can filter programmes by kind."""

    LANGUAGE_CLASS = "language_class"
    WORKSHOP = "workshop"
    DISCUSSION = "discussion"
    STORY_TIME = "story_time"
    EXHIBITION = "exhibition"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Program:
    """One occurrence of a programme.

    ``uid`` and ``occurrence`` identify the programme within its source; ``occurrence`` is the
    original start in UTC (in ISO 8601, like the RECURRENCE-ID of RFC 5545). ``language`` is the BCP
    47 primary subtag of the spoken language. ``partner`` is an organisation that offers the
    programme together with the library. An ``all_day`` interval runs from midnight to midnight in
    the time zone in which the calendar was read; use ``interval_in`` for another time zone.
    ``seats`` is None if visitors need not register. ``source`` is the name of the source, or ""
    until the programme is stored. ``titles`` contains the title by language (BCP 47), for each
    language that the calendar states. ``bring`` says what visitors bring.
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
    titles: tuple[tuple[str, str], ...] = ()
    bring: str = ""
    source: str = field(default="", compare=False, repr=False)

    @property
    def key(self) -> str:
        """The globally unique key (see :mod:`kiosk.domain.source_keys`)."""
        return join_key(self.source, self.uid, self.occurrence)

    def title_in(self, language: str, home: str) -> tuple[str, str]:
        """Return the title in ``language``, or else in ``home``, or else as the calendar gives it.

        The second value is the language of the title (BCP 47); ``home`` is assumed if the calendar
        does not state it.
        """
        titles = dict(self.titles)
        for code in (language, home):
            if code in titles:
                return titles[code], code
        stated = next((code for code, title in self.titles if title == self.title), home)
        return self.title, stated

    def interval_in(self, zone: tzinfo) -> Interval:
        """Return the interval in the time zone ``zone``; an all-day programme covers local days."""
        if not self.all_day:
            return self.interval
        first, end = self.dates_in(zone)
        midnights = (datetime.combine(day, time(), zone) for day in (first, end))
        return Interval(*midnights)

    def dates_in(self, zone: tzinfo) -> tuple[date, date]:
        """Return an all-day programme's first day in ``zone``, and the day after its last day."""
        interval = self.interval
        first, end = (
            nearest_midnight(each, zone).date() for each in (interval.start, interval.end)
        )
        return first, max(end, first + timedelta(days=1))


def nearest_midnight(moment: datetime, zone: tzinfo) -> datetime:
    """Return the midnight in the time zone ``zone`` that is nearest to ``moment``.

    If ``moment`` is midnight in a time zone less than 12 hours away, the result is the start of the
    same calendar day in ``zone``.
    """
    day = (moment.astimezone(zone) + timedelta(hours=12)).date()
    return datetime.combine(day, time(), zone)


class DuplicateOccurrences:
    """Makes the value of ``occurrence`` unique for each programme of a calendar."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], dict[Program, int]] = {}

    def disambiguate(self, program: Program) -> Program:
        """Return ``program`` with a unique occurrence.

        If a different programme already has the same occurrence, a number is appended ("…#2").
        """
        known = self._known.setdefault((program.uid, program.occurrence), {})
        number = known.setdefault(program, len(known) + 1)
        if number == 1:
            return program
        return replace(program, occurrence=f"{program.occurrence}#{number}")
