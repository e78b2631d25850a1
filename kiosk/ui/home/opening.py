"""The opening hours of a branch in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.branches import Branch
from kiosk.i18n import formats
from kiosk.ui.base.translator import Translator

_WEEK = 7


@dataclass(frozen=True)
class HoursRow:
    """One day of the week and the opening hours on that day."""

    day: str
    hours: str


def has_known_hours(branch: Branch) -> bool:
    """Return False if the sources say nothing about the branch's opening hours."""
    return bool(branch.hours) or any(each.opens for each in branch.closures)


def opening_state(branch: Branch, now: datetime, t: Translator) -> str:
    """Return whether the branch is open at ``now``, and until when or when it opens.

    If the opening hours are unknown, an empty string is returned.
    """
    if not has_known_hours(branch):
        return ""
    opening = branch.opening_at(now)
    if opening is None:
        return _closed(branch, now, t)
    if branch.opening_at(opening.end):  # open day and night
        return t.pgettext("home", "Open now")
    return t.pgettext("home", "Open until {time}", time=_clock(branch, opening.end, t))


def _closed(branch: Branch, now: datetime, t: Translator) -> str:
    today = branch.local_day(now)
    closures = [each for each in branch.closures if each.day == today and not each.opens]
    reasons = [formats.isolate_bidi(each.reason) for each in closures if each.reason]
    if reasons:
        # Translators: {reason} is the name of a holiday.
        return t.pgettext("home", "Closed today: {reason}", reason=formats.listing(reasons, t.code))
    following = branch.next_opening(now)
    if following is None:
        return t.pgettext("home", "Closed now")
    day, time = branch.local_day(following.start), _clock(branch, following.start, t)
    if day == today:
        return t.pgettext("home", "Closed now, opens at {time}", time=time)
    if day == today + timedelta(days=1):
        return t.pgettext("home", "Closed now, opens tomorrow at {time}", time=time)
    return t.pgettext(
        "home",
        "Closed now, opens on {day} at {time}",
        day=formats.short_date(day, t.code),
        time=time,
    )


def week_hours(branch: Branch, now: datetime, t: Translator) -> tuple[HoursRow, ...]:
    """Return the opening hours of the next seven days, or nothing if they are unknown."""
    if not has_known_hours(branch):
        return ()
    first = branch.local_day(now)
    rows = []
    for day in (first + timedelta(days=n) for n in range(_WEEK)):
        spans = [
            formats.span(each.start, each.end, branch.tz, t.code)
            for each in branch.openings_on(day)
        ]
        hours = formats.joined(spans, t.code) or t.pgettext("home", "closed")
        rows.append(HoursRow(formats.short_date(day, t.code), hours))
    return tuple(rows)


def _clock(branch: Branch, moment: datetime, t: Translator) -> str:
    return formats.clock(moment, branch.tz, t.code)
