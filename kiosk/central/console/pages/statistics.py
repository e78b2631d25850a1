"""Statistics without persons: sums that kiosks and server kept, never what one visitor did."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from starlette.responses import Response

from kiosk.central.console.base import wording
from kiosk.central.console.base.rendering import Words
from kiosk.central.console.base.visit import Page, Visit
from kiosk.central.fleet import reports
from kiosk.errors import marked
from kiosk.i18n.languages import name_of

DAYS = (7, 30, 90, 365)  # to look back
_UNFOUND = 50  # searches shown
_BY_DAY = 31  # more days are shown by month

Sums = Mapping[str, Mapping[date, int]]
Rows = list[tuple[str, int]]


def _show(visit: Visit) -> Response:
    asked = visit.query.get("days", "")
    days = int(asked) if asked in {str(each) for each in DAYS} else 30
    today = visit.words.today(visit.server.clock())
    since = today - timedelta(days=days - 1)
    with visit.server.database.read() as connection:
        sums = reports.sums(connection, since)
    words = visit.words
    charts = {
        words.pgettext("console statistics", "Visitor sessions"): _over_time(
            sums, "sessions", since, today, words
        ),
        words.pgettext("console statistics", "Languages used"): _named(
            sums, "language:", lambda code: name_of(code, words.code)
        ),
        words.pgettext("console statistics", "Accessibility settings used"): _named(
            sums, "mode:", lambda mode: _mode(mode, words)
        ),
        words.pgettext("console statistics", "Reservation outcomes"): _named(
            sums, reports.RESERVATION, lambda status: wording.outcomes(words).get(status, status)
        ),
    }
    return visit.page(
        "statistics.html",
        days=days,
        choices=DAYS,
        charts=charts,
        searches=[
            (
                words.pgettext("console statistics", "Sessions with a search"),
                _total(sums, "search"),
            ),
            (
                words.pgettext("console statistics", "Sessions with a search without results"),
                _total(sums, "nothing_found"),
            ),
        ],
        unfound=_named(sums, "unfound:", lambda text: text)[:_UNFOUND],
    )


def _total(sums: Sums, name: str) -> int:
    return sum(sums.get(name, {}).values())


def _over_time(sums: Sums, name: str, since: date, today: date, words: Words) -> Rows:
    """Day by day, or month by month where there are many; days without any are 0."""
    found = sums.get(name, {})
    days = [since + timedelta(days=n) for n in range((today - since).days + 1)]
    label = words.short_day if len(days) <= _BY_DAY else words.month
    rows: dict[str, int] = {}
    for day in days:
        rows[label(day)] = rows.get(label(day), 0) + found.get(day, 0)
    return list(rows.items())


def _named(sums: Sums, prefix: str, label: Callable[[str], str]) -> Rows:
    """Those whose name begins with ``prefix``, the most frequent first."""
    totals = {
        name.removeprefix(prefix): sum(by_day.values())
        for name, by_day in sums.items()
        if name.startswith(prefix)
    }
    ordered = sorted(totals.items(), key=lambda each: (-each[1], each[0]))
    return [(label(name), count) for name, count in ordered]


def _mode(mode: str, words: Words) -> str:
    kind, _, value = mode.partition("=")
    if kind == "scale":
        return words.pgettext("console statistics", "text at {percent}%", percent=value)
    return wording.modes(words).get(mode, mode)


PAGES = (Page("/statistics", _show, menu=marked("console frame", "Statistics")),)
