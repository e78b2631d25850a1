"""The page of the times of a space: closings, programmes, and the address of its calendar."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central.bookings import blocks, space_calendar
from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import forms
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.staff_request import FormAction, Page, StaffRequest
from kiosk.central.console.pages import conflicts
from kiosk.central.console.pages.branches_and_spaces import spaces_by_code
from kiosk.central.console.pages.conflicts import SpaceInBranch, SpacesByCode
from kiosk.central.console.pages.kiosks import branches_by_code
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.central.feed import feed
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.source_keys import join_key
from kiosk.domain.space_blocks import Block, BlockCause, SpaceBlocks
from kiosk.domain.spaces import Space
from kiosk.protocol.messages import FeedKind

_CLOSED = AuditAction("space_closed", marked("console log", "Space closed for a time"))
_OPENED = AuditAction("space_opened", marked("console log", "Closed time of a space removed"))
_ADDRESS = AuditAction("space_calendar", marked("console log", "Calendar address made"))
_REVOKED = AuditAction("space_calendar_off", marked("console log", "Calendar address revoked"))

_SHOWN = timedelta(days=60)
_DAYS = 366  # the longest period of closed days


def _find(connection: Connection, code: str) -> tuple[Space, Branch]:
    space = spaces_by_code(connection).get(code)
    branch = branches_by_code(connection).get(space.branch) if space else None
    if space is None or branch is None:
        raise ActionRefused(
            marked("console spaces", "That space is no longer available. Please choose another.")
        )
    return space, branch


def _show(request: StaffRequest, address: str = "") -> Response:
    code, now = request.query.get("code", "") or request.form.text("code"), request.server.clock()
    within = Interval(now, now + _SHOWN)
    with request.server.database.read() as connection:
        try:
            space, branch = _find(connection, code)
        except ActionRefused as fault:
            request.fault = fault
            return request.render_page("problem.html")
        taken = blocks.blocks_of_spaces(connection, [code], within)[code]
        closed = [each for each in _closed(connection, code) if each.interval.end > now]
        made = space_calendar.secret_made(connection, code)
    shown = {each.interval for each in closed}
    return request.render_page(
        "space_times.html",
        space=space,
        zone=branch.tz,
        closed=closed,
        taken=[each for each in taken if each.interval not in shown],
        elsewhere=BlockCause.ELSEWHERE,
        program=BlockCause.PROGRAM,
        address=address,
        made=made,
    )


def _closed(connection: Connection, code: str) -> tuple[Block, ...]:
    """Return the times that staff have closed at the console."""
    found = feed.load_entity(connection, FeedKind.SPACE_BLOCKS, join_key("", code, ""))
    return found.blocks if isinstance(found, SpaceBlocks) else ()


def _close(request: StaffRequest) -> Response:
    form = request.form
    first = forms.parse_date(form.text("first"))
    last = forms.parse_date(form.text("last") or form.text("first"))
    if not first <= last <= first + timedelta(days=_DAYS):
        raise ActionRefused(
            marked(
                "console spaces", "The last day is before the first, or more than a year after it."
            )
        )
    begins = forms.parse_time(form.text("from") or "00:00")
    ends = forms.parse_time(form.text("until")) if form.text("until") else None
    if ends and ends <= begins:
        raise ActionRefused(marked("console spaces", "The end is not after the start."))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    code, reason = form.text("code"), form.text("reason")

    def change(connection: Connection, branch: Branch) -> list[Block]:
        spans = []
        for day in days:
            end = datetime.combine(day, ends) if ends else _next_midnight(day)
            start = datetime.combine(day, begins, branch.tz)
            spans.append(Interval(start, end.replace(tzinfo=branch.tz)))
        kept = [each for each in _closed(connection, code) if each.interval not in spans]
        return sorted([*kept, *(Block(each, reason=reason, key=_key(each)) for each in spans)])

    about = f"{code}: {first} – {last}"
    return _change(request, _CLOSED, about, change)


def _next_midnight(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time())


def _key(interval: Interval) -> str:
    return interval.start.strftime("%Y%m%dT%H%M%SZ")


def _open(request: StaffRequest) -> Response:
    code, key = request.form.text("code"), request.form.text("key")

    def change(connection: Connection, _branch: Branch) -> list[Block]:
        return [each for each in _closed(connection, code) if each.key != key]

    return _change(request, _OPENED, f"{code}: {key}", change)


def _change(
    request: StaffRequest,
    action: AuditAction,
    about: str,
    change: Callable[[Connection, Branch], list[Block]],
) -> Response:
    """Replace the closed times by those that ``change`` returns; past ones are forgotten."""
    code, now = request.form.text("code"), request.server.clock()

    def work(connection: Connection) -> tuple[SpacesByCode, SpacesByCode]:
        space, branch = _find(connection, code)
        before = _closed(connection, code)
        after = [each for each in change(connection, branch) if each.interval.end > now]
        feed.publish(connection, [SpaceBlocks(code, "", tuple(after))], now)
        closed = (tuple(each.interval for each in several) for several in (before, after))
        one, two = (SpaceInBranch(space, branch, each) for each in closed)
        return {code: one}, {code: two}

    page_of_conflicts = conflicts.apply_change(request, action, about, work)
    return page_of_conflicts or request.redirect("/space-times", action, code=code)


def _make_address(request: StaffRequest) -> Response:
    """Show a new address without a redirect, so that no log of the console contains it."""
    code, now = request.form.text("code"), request.server.clock()
    made: list[str] = []

    def work(connection: Connection) -> None:
        _find(connection, code)
        made.append(space_calendar.new_secret(connection, code, now))

    request.run_audited(_ADDRESS, code, work)
    return _show(request, f"{request.origin}/spaces/{code}.ics?key={made[0]}")


def _revoke_address(request: StaffRequest) -> Response:
    code = request.form.text("code")

    def work(connection: Connection) -> None:
        space_calendar.revoke_secret(connection, code)

    request.run_audited(_REVOKED, code, work)
    return request.redirect("/space-times", _REVOKED, code=code)


PAGES = (
    Page(
        "/space-times",
        _show,
        {
            "close": FormAction(_close, Role.LIBRARIAN),
            "open": FormAction(_open, Role.LIBRARIAN),
            "make_address": FormAction(_make_address, Role.ADMIN),
            "revoke_address": FormAction(_revoke_address, Role.ADMIN),
        },
    ),
)
