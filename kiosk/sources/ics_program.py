"""One event of a calendar as a program of the library."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from icalendar import Event

from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program, ProgramKind
from kiosk.sources.ics_zones import aware
from kiosk.sources.languages import from_words
from kiosk.sources.marc_fields import unique

_KINDS = {
    "language-class": ProgramKind.LANGUAGE_CLASS, "workshop": ProgramKind.WORKSHOP,
    "discussion": ProgramKind.DISCUSSION, "story-time": ProgramKind.STORY_TIME,
    "exhibition": ProgramKind.EXHIBITION,
}  # fmt: skip
_FLAGS = ("childcare", "no-card-needed", "step-free", "hearing-loop")
_VALUES = {"level": "level", "audience": "audience", "language": "language", "lang": "language"}
_NUMBER = re.compile(r"[0-9]{1,5}")
_MINUTE = timedelta(minutes=1)


class NotAProgram(ValueError):
    """An event that cannot be shown; ``str(error)`` says why."""


def program_of(event: Event, uid: str, zone: tzinfo, *, cancelled: bool = False) -> Program:
    """The program that one occurrence is. Raises NotAProgram, and what icalendar does."""
    start = _moment(event, "DTSTART")
    if start is None:
        raise NotAProgram("It has no time at which it begins, or none that can be read.")
    all_day = not isinstance(start.dt, datetime)
    begins = aware(start.dt, start.params, zone)
    interval = Interval(begins, _end(event, start, begins, zone))
    original = _moment(event, "RECURRENCE-ID") or start
    words = _words(event)
    return Program(
        uid=uid,
        occurrence=stamp(aware(original.dt, original.params, zone)),
        title=_text(event, "SUMMARY") or _text(event, "DESCRIPTION")[:120] or "?",
        interval=interval,
        all_day=all_day,
        description=_text(event, "DESCRIPTION"),
        location=_text(event, "LOCATION"),
        kind=next((_KINDS[w.lower()] for w in words if w.lower() in _KINDS), ProgramKind.OTHER),
        partner=_partner(event),
        seats=_seats(event),
        cancelled=cancelled or _text(event, "STATUS").upper() == "CANCELLED",
        categories=words,
        url=_text(event, "URL"),
        **_fields(words),
    )


def stamp(moment: datetime) -> str:
    """ISO 8601 in UTC, to the second: 2026-03-01T09:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _end(event: Event, start: Any, begins: datetime, zone: tzinfo) -> datetime:
    """DTEND, else DURATION; a day or a minute where neither comes after the start."""
    all_day = not isinstance(start.dt, datetime)
    end, duration = _moment(event, "DTEND"), _property(event, "DURATION", timedelta)
    if end is not None:
        ends = aware(end.dt, end.params, zone)
    elif duration is not None:
        ends = begins + duration.dt
        if all_day:
            ends = aware(start.dt + duration.dt, start.params, zone)
    else:
        ends = begins
    if ends > begins:
        return ends
    return aware(start.dt + timedelta(days=1), start.params, zone) if all_day else begins + _MINUTE


def _moment(event: Event, name: str) -> Any:
    return _property(event, name, date)


def _property(event: Event, name: str, kind: type) -> Any:
    """The first property of this name, when its value is of ``kind``; a broken one is None."""
    found = event.get(name)
    found = found[0] if isinstance(found, list) and found else found
    try:
        return found if isinstance(found.dt, kind) else None
    except Exception:  # icalendar keeps broken values, which complain when touched
        return None


def _text(event: Event, name: str) -> str:
    found = event.get(name)
    found = found[0] if isinstance(found, list) and found else found
    return "" if found is None else str(found).strip()


def _words(event: Event) -> tuple[str, ...]:
    """The words of all CATEGORIES lines."""
    found = event.get("CATEGORIES") or []
    lines = found if isinstance(found, list) else [found]
    return unique([str(w).strip() for line in lines for w in getattr(line, "cats", [line])])


def _fields(words: tuple[str, ...]) -> dict[str, Any]:
    """What prefixed words ("level: A1") and plain ones ("childcare") say of a program."""
    known: dict[str, Any] = {}
    for word in words:
        key, colon, value = word.partition(":")
        name = _VALUES.get(key.strip().lower())
        if colon and name and value.strip():
            value = value.strip()
            known.setdefault(name, from_words(value) if name == "language" else value)
        elif word.lower() in _FLAGS:
            known[word.lower().replace("-", "_")] = True
    return known


def _partner(event: Event) -> str:
    found = event.get("ORGANIZER")
    found = found[0] if isinstance(found, list) and found else found
    return str(getattr(found, "params", {}).get("CN", "")).strip() if found is not None else ""


def _seats(event: Event) -> int | None:
    found = _NUMBER.fullmatch(_text(event, "X-COMMONS-SEATS"))
    return int(found[0]) if found else None
