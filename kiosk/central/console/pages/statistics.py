"""The statistics page: usage counts that do not reveal the actions of a single visitor."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from starlette.responses import Response

from kiosk.central.console.base import labels
from kiosk.central.console.base.rendering import PageLocale
from kiosk.central.console.base.staff_request import Page, StaffRequest
from kiosk.central.fleet import reports
from kiosk.errors import marked
from kiosk.i18n.languages import name_of

DAYS = (7, 30, 90, 365)  # days: the periods to choose from
_UNFOUND = 50  # number of failed searches shown
_BY_DAY = 31  # days; longer periods are shown by month

UsageByDay = Mapping[str, Mapping[date, int]]
ChartRows = list[tuple[str, int]]


def _show(request: StaffRequest) -> Response:
    chosen = request.query.get("days", "")
    days = int(chosen) if chosen in {str(each) for each in DAYS} else 30
    today = request.locale.today(request.server.clock())
    since = today - timedelta(days=days - 1)
    with request.server.database.read() as connection:
        sums = reports.usage_by_day(connection, since)
    locale = request.locale
    charts = {
        locale.pgettext("console statistics", "Visitor sessions"): _over_time(
            sums, "sessions", since, today, locale
        ),
        locale.pgettext("console statistics", "Languages used"): _totals_by_prefix(
            sums, "language:", lambda code: name_of(code, locale.code)
        ),
        locale.pgettext("console statistics", "Accessibility settings used"): _totals_by_prefix(
            sums, "mode:", lambda mode: _mode_label(mode, locale)
        ),
        locale.pgettext("console statistics", "Reservation outcomes"): _totals_by_prefix(
            sums,
            reports.OUTCOME_PREFIX,
            lambda status: labels.outcome_labels(locale).get(status, status),
        ),
    }
    return request.render_page(
        "statistics.html",
        days=days,
        choices=DAYS,
        charts=charts,
        searches=[
            (
                locale.pgettext("console statistics", "Sessions with a search"),
                _total(sums, "search"),
            ),
            (
                locale.pgettext("console statistics", "Sessions with a search without results"),
                _total(sums, "nothing_found"),
            ),
        ],
        unfound=_totals_by_prefix(sums, "unfound:", lambda text: text)[:_UNFOUND],
    )


def _total(sums: UsageByDay, name: str) -> int:
    return sum(sums.get(name, {}).values())


def _over_time(
    sums: UsageByDay, name: str, since: date, today: date, locale: PageLocale
) -> ChartRows:
    """Return counts by day, or by month for long periods. Days without a count have 0."""
    found = sums.get(name, {})
    days = [since + timedelta(days=n) for n in range((today - since).days + 1)]
    label = locale.short_date if len(days) <= _BY_DAY else locale.month
    rows: dict[str, int] = {}
    for day in days:
        rows[label(day)] = rows.get(label(day), 0) + found.get(day, 0)
    return list(rows.items())


def _totals_by_prefix(sums: UsageByDay, prefix: str, label: Callable[[str], str]) -> ChartRows:
    """Return the totals of counts whose names start with ``prefix``, largest total first."""
    totals = {
        name.removeprefix(prefix): sum(by_day.values())
        for name, by_day in sums.items()
        if name.startswith(prefix)
    }
    ordered = sorted(totals.items(), key=lambda each: (-each[1], each[0]))
    return [(label(name), count) for name, count in ordered]


def _mode_label(mode: str, locale: PageLocale) -> str:
    kind, _, value = mode.partition("=")
    if kind == "scale":
        return locale.pgettext("console statistics", "text at {percent}%", percent=value)
    return labels.mode_labels(locale).get(mode, mode)


PAGES = (Page("/statistics", _show, menu=marked("console frame", "Statistics")),)
