"""The page of bookings. A booking contains a booking code instead of the visitor's name."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Connection, Row, select
from starlette.responses import Response

from kiosk.central import tables
from kiosk.central.bookings import arbitration, blocks
from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import forms, labels
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.staff_request import FormAction, Page, StaffRequest
from kiosk.central.console.pages.branches_and_spaces import spaces_by_code
from kiosk.central.console.pages.kiosks import branches_by_code
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.central.feed import feed
from kiosk.central.fleet import pairing
from kiosk.central.registrations import registrations
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.registrations import ACTIVE_STATUSES
from kiosk.domain.reservations import (
    OCCUPYING_STATUSES,
    BookingStatus,
    Reservation,
    can_check_in,
)
from kiosk.domain.space_blocks import BlockCause
from kiosk.domain.spaces import Space
from kiosk.i18n.formats import ascii_digits
from kiosk.store import rate_limits
from kiosk.store.rate_limits import RateLimitKey

_APPROVED = AuditAction("approved", marked("console log", "Reservation approved"))
_CANCELLED = AuditAction("cancelled", marked("console log", "Reservation cancelled"))
_CHECKED_IN = AuditAction("checked_in", marked("console log", "Visitor checked in"))
_CHECK_IN_UNDONE = AuditAction("check_in_undone", marked("console log", "Check-in undone"))
_MOVED = AuditAction("moved", marked("console log", "Reservation moved"))

_SHOWN = 200


def _show(request: StaffRequest) -> Response:
    """Show upcoming reservations, earliest first, or the bookings with a given code.

    The code is a visitor's secret, so it is sent in a form. A URL would remain in logs and in the
    history of the browser.
    """
    table, code = tables.reservation, _code_of(request)
    query = select(table).order_by(table.c.starts).limit(_SHOWN + 1)
    if code:
        query = query.where(table.c.code == code)
    else:
        query = query.where(
            table.c.ends > request.server.clock(), table.c.status.in_(OCCUPYING_STATUSES)
        )
    with request.server.database.read() as connection:
        rows = list(connection.execute(query))
        spaces, branches = spaces_by_code(connection), branches_by_code(connection)
        kiosk_branches = {each["id"]: each["branch"] for each in pairing.list_kiosks(connection)}
        registered = _registrations(connection, code) if code else []
        now = request.server.clock()
        covered = {
            each.reservation.id: each.block
            for each in blocks.covered_reservations(connection, spaces.values(), now)
        }
        if not code:
            missing = set(covered) - {row.id for row in rows}
            rows += connection.execute(select(table).where(table.c.id.in_(missing)))
    rows.sort(key=lambda row: row.id not in covered)

    def zone(row: Row[Any]) -> tzinfo:
        """Return the time zone of the space's branch (or the kiosk's, if the space is deleted)."""
        space = spaces.get(row.space)
        branch = branches.get(space.branch if space else str(kiosk_branches.get(row.kiosk, "")))
        return branch.tz if branch else request.locale.local.zone

    def may_check_in(row: Row[Any]) -> bool:
        space, reservation = spaces.get(row.space), arbitration.reservation_from_row(row)
        return space is not None and can_check_in(reservation, space.policy, now)

    return request.render_page(
        "reservations.html",
        code=code,
        rows=rows[:_SHOWN],
        more=len(rows) > _SHOWN,
        covered=covered,
        program=BlockCause.PROGRAM,
        elsewhere=BlockCause.ELSEWHERE,
        space_names={each.code: each.name for each in spaces.values()},
        zone=zone,
        may_check_in=may_check_in,
        registered=registered,
        live=ACTIVE_STATUSES,
        states=labels.reservation_status_labels(request.locale),
        holding=OCCUPYING_STATUSES,
    )


def _registrations(connection: Connection, code: str) -> list[tuple[Row[Any], Program]]:
    """Return the registrations with this code, each paired with its programme."""
    table = tables.registration
    rows = connection.execute(select(table).where(table.c.code == code).order_by(table.c.id))
    found = [(row, feed.load_program(connection, row.program)) for row in rows]
    return [(row, program) for row, program in found if program]


def _find(request: StaffRequest) -> Response:
    """Show the bookings with a given code. The number of wrong codes is limited."""
    code, now = _code_of(request), request.server.clock()
    key = RateLimitKey(rate_limits.LOOK_UP, request.account.name)
    with request.server.database.write() as connection:
        try:
            rate_limits.check_rate_limit(connection, key, now)
        except rate_limits.RateLimitExceeded:
            raise ActionRefused(
                marked("console reservations", "Too many wrong codes. Please wait a minute.")
            ) from None
        if code and not _opens_something(connection, code):
            rate_limits.record_failures(connection, [key], now)
    return _show(request)


def _code_of(request: StaffRequest) -> str:
    return ascii_digits(request.form.text("code").replace(" ", ""))


def _opens_something(connection: Connection, code: str) -> bool:
    coded = (tables.reservation, tables.registration)
    return any(connection.scalar(select(t.c.id).where(t.c.code == code).limit(1)) for t in coded)


def _approve(request: StaffRequest) -> Response:
    return _decide(request, _APPROVED, arbitration.approve_request)


def _cancel(request: StaffRequest) -> Response:
    """Cancel the reservation or the registration with the given id."""

    def cancel(connection: Connection, id: str, now: datetime) -> bool:
        return arbitration.cancel_reservation(
            connection, id, now
        ) or registrations.cancel_registration(connection, id, now)

    return _decide(request, _CANCELLED, cancel)


def _check_in(request: StaffRequest) -> Response:
    """Check in a visitor by the same rules as a kiosk (``domain.reservations.can_check_in``)."""

    def check_in(connection: Connection, id: str, now: datetime) -> bool:
        reservation = arbitration.find_reservation(connection, id)
        space, branch = (
            arbitration.space_and_branch(connection, reservation.space)
            if reservation
            else (None, None)
        )
        if reservation is None or space is None:
            return False
        if not can_check_in(reservation, space.policy, now):
            raise _too_early_or_late(request, reservation, space, branch)
        return arbitration.check_in_reservation(connection, id, now)

    return _decide(request, _CHECKED_IN, check_in)


def _too_early_or_late(
    request: StaffRequest, reservation: Reservation, space: Space, branch: Branch | None
) -> ActionRefused:
    grace = space.policy.check_in_grace
    if grace is None:
        return ActionRefused(
            marked("console reservations", "{space} needs no check-in."), space=space.name
        )
    if reservation.status is not BookingStatus.CONFIRMED:
        return ActionRefused(
            marked("console reservations", "This reservation cannot be checked in.")
        )
    zone = branch.tz if branch else request.locale.local.zone
    first = request.locale.moment(reservation.interval.start - grace, zone)
    last = request.locale.moment(reservation.interval.end, zone)
    return ActionRefused(
        marked("console reservations", "Check-in is from {first} to {last}."),
        first=first,
        last=last,
    )


def _undo_check_in(request: StaffRequest) -> Response:
    return _decide(request, _CHECK_IN_UNDONE, arbitration.undo_check_in)


def _decide(
    request: StaffRequest,
    action: AuditAction,
    decision: Callable[[Connection, str, datetime], bool],
) -> Response:
    id, now = request.form.text("id"), request.server.trusted_now()

    def work(connection: Connection) -> None:
        if not decision(connection, id, now):
            raise ActionRefused(
                marked(
                    "console reservations",
                    "The reservation no longer exists, or another visitor has that time.",
                )
            )

    request.run_audited(action, id, work)
    return request.redirect("/reservations", action)


def _move(request: StaffRequest) -> Response:
    """Move a reservation. The time in the form is local to the branch."""
    form, id, now = request.form, request.form.text("id"), request.server.trusted_now()
    day, start = forms.parse_date(form.text("day")), forms.parse_time(form.text("start"))
    length = timedelta(minutes=form.number("minutes", 5, 7 * 24 * 60))

    def work(connection: Connection) -> None:
        space = spaces_by_code(connection).get(form.text("space"))
        branch = branches_by_code(connection).get(space.branch) if space else None
        if space is None or branch is None:
            raise ActionRefused(
                marked(
                    "console reservations",
                    "That space is no longer available. Please choose another.",
                )
            )
        begins = datetime.combine(day, start, branch.tz)
        interval = Interval(begins, begins + length)
        reason = arbitration.move_reservation(connection, id, space.code, interval, now)
        if reason:
            raise labels.refusal_error(reason)

    request.run_audited(_MOVED, id, work)
    return request.redirect("/reservations", _MOVED)


PAGES = (
    Page(
        "/reservations",
        _show,
        {
            "find": FormAction(_find, Role.VIEWER),
            "approve": FormAction(_approve, Role.LIBRARIAN),
            "cancel": FormAction(_cancel, Role.LIBRARIAN),
            "check_in": FormAction(_check_in, Role.LIBRARIAN),
            "undo_check_in": FormAction(_undo_check_in, Role.LIBRARIAN),
            "move": FormAction(_move, Role.LIBRARIAN),
        },
        menu=marked("console frame", "Reservations"),
    ),
)
