"""Reservations that conflict with changed opening hours or spaces, and how staff resolve this."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select
from starlette.responses import Response

from kiosk.central import tables
from kiosk.central.bookings import arbitration, blocks
from kiosk.central.console.base import labels
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.forms import Form
from kiosk.central.console.base.staff_request import StaffRequest
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, merge_intervals
from kiosk.domain.reservations import OCCUPYING_STATUSES, Reservation, free_slots, with_buffers
from kiosk.domain.spaces import Space
from kiosk.i18n import formats

_DAYS = 8  # days in which alternatives are searched
_OFFERED = 3  # alternatives offered for each reservation
CANCEL, KEEP, MOVE = "cancel", "keep", "move"
_FATE = "fate-"  # prefix of a form field's name; the id of the reservation follows


@dataclass(frozen=True, slots=True)
class SpaceInBranch:
    """A space with its branch, whose opening hours apply to the space.

    ``closed`` are the times at which staff have closed the space itself.
    """

    space: Space
    branch: Branch
    closed: tuple[Interval, ...] = ()

    def is_open(self, interval: Interval) -> bool:
        """Return True if the branch and the space are open for the whole of ``interval``."""
        around = with_buffers(interval, self.space.policy)
        if any(around.overlaps(each) for each in self.closed):
            return False
        day = self.branch.local_day(interval.start)
        return any(
            each.contains(interval) for each in merge_intervals(self.branch.openings_around(day))
        )


Alternative = tuple[SpaceInBranch, Interval]
SpacesByCode = Mapping[str, SpaceInBranch]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflicting reservation, its space, and alternative times for the reservation."""

    reservation: Reservation
    place: SpaceInBranch
    offers: tuple[Alternative, ...]

    @property
    def field(self) -> str:
        """The name of the form field with the choice for this reservation."""
        return f"{_FATE}{self.reservation.id}"


class ConflictsUndecided(Exception):
    """The form does not yet contain a valid choice for each of ``conflicts``.

    ``fault`` is the reason why a chosen move is impossible, or None.
    """

    def __init__(self, conflicts: list[Conflict], fault: ActionRefused | None = None) -> None:
        super().__init__()
        self.conflicts = conflicts
        self.fault = fault


Change = Callable[[Connection], tuple[SpacesByCode, SpacesByCode]]


def apply_change(
    request: StaffRequest, action: AuditAction, about: str, change: Change
) -> Response | None:
    """Apply ``change`` and resolve its conflicts with reservations.

    ``change`` returns the spaces before and after the change. If a choice for a conflict is missing
    or impossible, nothing is changed, and the page that asks for the choices is returned. If the
    change was applied, the result is None.
    """
    now = request.server.clock()

    def work(connection: Connection) -> None:
        before, after = change(connection)
        conflicts = _conflicts(connection, before, after, now)
        fates = [request.form.text(each.field) for each in conflicts]
        if not all(fates):
            raise ConflictsUndecided(conflicts)
        for conflict, fate in zip(conflicts, fates, strict=True):
            fault = _carry_out_choice(connection, conflict, fate, now)
            if fault:
                raise ConflictsUndecided(conflicts, fault)

    try:
        request.run_audited(action, about, work)
    except ConflictsUndecided as undecided:
        request.fault = undecided.fault
        return _conflicts_page(request, undecided.conflicts)
    return None


def _conflicts(
    connection: Connection, before: SpacesByCode, after: SpacesByCode, now: datetime
) -> list[Conflict]:
    """Return the future reservations that the change makes impossible."""
    table = tables.reservation
    rows = connection.execute(
        select(table)
        .where(
            table.c.space.in_(list(before)),
            table.c.ends > now,
            table.c.status.in_(OCCUPYING_STATUSES),
        )
        .order_by(table.c.starts)
    )
    found: list[Conflict] = []
    for reservation in map(arbitration.reservation_from_row, rows):
        place, then = before[reservation.space], after.get(reservation.space)
        if place.is_open(reservation.interval) and not (
            then and then.is_open(reservation.interval)
        ):
            # The first alternative for one reservation is not offered for later reservations.
            promised = [each.offers[0] for each in found if each.offers]
            offers = _alternatives(connection, reservation, place, after, promised, now)
            found.append(Conflict(reservation, place, offers))
    return found


def _alternatives(
    connection: Connection,
    reservation: Reservation,
    place: SpaceInBranch,
    after: SpacesByCode,
    promised: Sequence[Alternative],
    now: datetime,
) -> tuple[Alternative, ...]:
    """Return free times of the same length in the space, nearest first.

    If the space was deleted, return free times in other spaces of the same kind and branch.
    """
    own = after.get(reservation.space)
    others = [
        each
        for each in after.values()
        if each.space.kind is place.space.kind and each.space.branch == place.space.branch
    ]
    free = [
        (each, interval)
        for each in ([own] if own else others)
        for interval in _free_times(connection, each, reservation.interval, now)
        if not any(
            each == there and interval.overlaps(with_buffers(time, each.space.policy))
            for there, time in promised
        )
    ]
    free.sort(key=lambda offer: abs(offer[1].start - reservation.interval.start))
    return tuple(free[:_OFFERED])


def _free_times(
    connection: Connection, place: SpaceInBranch, original: Interval, now: datetime
) -> Iterable[Interval]:
    table, space = tables.reservation, place.space
    last = original.start + timedelta(days=_DAYS)
    rows = connection.execute(
        select(table).where(
            table.c.space == space.code,
            table.c.starts < last + timedelta(days=1),
            table.c.ends > min(now, original.start) - timedelta(days=1),
        )
    )
    around = Interval(min(now, original.start) - timedelta(days=1), last + timedelta(days=1))
    taken = list(map(arbitration.reservation_from_row, rows))
    taken += blocks.blocks_as_reservations(connection, space, around)
    first = place.branch.local_day(original.start)
    for offset in range(-1, _DAYS):
        day = first + timedelta(days=offset)
        for slot in free_slots(space, place.branch, day, taken, now):
            if slot.start + original.duration <= slot.latest_end:
                yield Interval(slot.start, slot.start + original.duration)


def _carry_out_choice(
    connection: Connection, conflict: Conflict, fate: str, now: datetime
) -> ActionRefused | None:
    """Carry out the choice ``fate``. Return an error if it is impossible, otherwise None."""
    if fate == CANCEL:
        arbitration.cancel_reservation(connection, conflict.reservation.id, now)
    elif fate != KEEP:
        chosen = next((offer for offer in conflict.offers if _choice_value(offer) == fate), None)
        if chosen is None:
            return ActionRefused(
                marked("console reservations", "Another visitor has reserved that time.")
            )
        place, interval = chosen
        reason = arbitration.move_reservation(
            connection, conflict.reservation.id, place.space.code, interval, now
        )
        return labels.refusal_error(reason) if reason else None
    return None


def _choice_value(offer: Alternative) -> str:
    place, interval = offer
    return f"{MOVE} {place.space.code} {interval.start.isoformat()}"


def _conflicts_page(request: StaffRequest, conflicts: list[Conflict]) -> Response:
    return request.render_page(
        "conflicts.html",
        back=f"{request.path}?{request.query_string}",
        kept=_fields_to_resend(request.form),
        conflicts=[(each, _choices(request, each)) for each in conflicts],
        states=labels.reservation_status_labels(request.locale),
    )


def _choices(request: StaffRequest, conflict: Conflict) -> dict[str, str]:
    locale = request.locale
    moves = {
        _choice_value((place, interval)): locale.pgettext(
            "console reservations",
            "Move to {space}, {time}",
            space=formats.isolate_bidi(place.space.name),
            time=locale.moment(interval.start, place.branch.tz),
        )
        for place, interval in conflict.offers
    }
    ask = {"": locale.pgettext("console reservations", "Please choose")}
    return {
        **ask,
        **moves,
        CANCEL: locale.pgettext("console reservations", "Cancel it"),
        KEEP: locale.pgettext("console reservations", "Leave unchanged"),
    }


def _fields_to_resend(form: Form) -> list[tuple[str, str]]:
    """Return the fields of the original form, which must be sent again with the choices."""
    return [
        (name, value)
        for name, value in form.items()
        if name not in ("form_key", "do") and not name.startswith(_FATE)
    ]
