"""The days of the programme screen: seven days from today, or the days of a month."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kiosk.i18n import formats
from kiosk.ui.base.translator import Translator
from kiosk.ui.programs.program_rows import DayRow

WEEK = timedelta(days=7)
MONTH = 5 * WEEK  # the month view shows whole weeks, so that it is useful at the end of a month


def week_start(day: date, today: date) -> date:
    """Return the first day of the seven days that contain ``day``, counted from ``today``."""
    return day - (day - today) % WEEK


def grid_start(day: date) -> date:
    """Return the Monday with which the month view of ``day`` begins."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class DayRows:
    """Builds the rows of days, with the number of programmes on each day in ``counts``."""

    counts: Mapping[date, int]
    today: date
    chosen: date
    t: Translator

    def week(self, first: date) -> list[DayRow]:
        """Return the rows of the seven days from ``first`` on."""
        return [self._row(first + timedelta(days=n), always=True) for n in range(7)]

    def month(self, first: date) -> list[DayRow]:
        """Return the days of five weeks from the Monday ``first`` on."""
        return [self._cell(first + timedelta(days=n)) for n in range(MONTH.days)]

    def _cell(self, day: date) -> DayRow:
        """Return a day of the month view: the month is named on its first day."""
        t, row = self.t, self._row(day, always=False)
        named = day.day == 1 or day == self.today
        return replace(row, weekday=formats.short_month(day, t.code) if named else "")

    def _row(self, day: date, *, always: bool) -> DayRow:
        t, count = self.t, self.counts.get(day, 0)
        is_today = day == self.today
        today = t.pgettext("programs", "Today")
        name = formats.day_and_month(day, t.code)
        return DayRow(
            weekday=today if is_today else formats.weekday(day, t.code),
            number=formats.digits(str(day.day), t.code),
            count=self._count(count),
            brief=formats.number(count, t.code) if count else "",
            name=formats.joined([today, name], t.code) if is_today else name,
            chosen=day == self.chosen,
            offered=day >= self.today and (always or count > 0),
        )

    def _count(self, count: int) -> str:
        t = self.t
        if not count:
            # Translators: On the button of a day: the day has no programmes.
            return t.pgettext("programs", "none")
        return t.npgettext("programs", "{count} programme", "{count} programmes", count)


def weekday_names(t: Translator) -> list[str]:
    """Return the short names of the days of the week, from Monday on."""
    monday = date(2026, 11, 30)
    return [formats.weekday(monday + timedelta(days=n), t.code) for n in range(7)]
