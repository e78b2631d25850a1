"""Weekly hours in ``library.toml``: opening hours, and hours lent to kiosks."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Annotated, Literal

from pydantic import BeforeValidator

from kiosk.domain.branches import WeeklyHours
from kiosk.domain.opening_hours_text import parse_opening_hours
from kiosk.errors import Sentence, marked

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Names of days in English and Indonesian.
_DAY_NAMES = {
    name: day
    for names in (
        DAYS,
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"),
        ("sen", "sel", "rab", "kam", "jum'at", "sab", "ahad"),
    )
    for name, day in zip(names, DAYS, strict=True)
}

Hours = tuple[time, time]
_Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _hours(value: object) -> object:
    """Parse the opening times of a day, given as a list of strings or as one string."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        raise ValueError(Sentence(_WRONG_HOURS, value=value))
    try:
        return [span for text in texts for span in parse_opening_hours(text)]
    except ValueError as fault:
        raise ValueError(Sentence(_WRONG_HOURS, value=fault)) from None


_WRONG_HOURS = marked(
    "faults", "“{value}” is not valid. Write opening hours such as 09:00-17:00, 18:00-20:00."
)


def _day(name: object) -> object:
    return _DAY_NAMES.get(name.strip().lower(), name) if isinstance(name, str) else name


DayHours = Annotated[list[Hours], BeforeValidator(_hours)]
DayName = Annotated[_Day, BeforeValidator(_day)]


def weekly_hours(days: Mapping[_Day, Sequence[Hours]]) -> tuple[WeeklyHours, ...]:
    """Return the hours of a week, sorted; ``days`` are the names of days in DAYS."""
    weekly = [WeeklyHours(DAYS.index(day), *one) for day, spans in days.items() for one in spans]
    return tuple(sorted(weekly, key=lambda each: (each.weekday, each.opens)))
