"""Reservations that a change of hours or of a space would meet, and what becomes of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select
from starlette.responses import Response

from kiosk.central import tables
from kiosk.central.bookings import arbitration
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

_DAYS = 8  # in which another time is looked for
_OFFERED = 3  # other times or spaces
CANCEL, KEEP, MOVE = "cancel", "keep", "move"
_FATE = "fate-"  # and the id of a reservation: the field of what becomes of it


@dataclass(frozen=True, slots=True)
class SpaceInBranch:
    """A space with the branch whose hours count for it."""

    space: Space
    branch: Branch

    def is_open(self, interval: Interval) -> bool:
        day = self.branch.local_day(interval.start)
        return any(
            each.contains(interval) for each in merge_intervals(self.branch.openings_around(day))
        )


Alternative = tuple[SpaceInBranch, Interval]
SpacesByCode = Mapping[str, SpaceInBranch]  # by the code of the space


@dataclass(frozen=True, slots=True)
class Conflict:
    """A reservation, the place it is in, and where it could go instead."""

    reservation: Reservation
    place: SpaceInBranch
    offers: tuple[Alternative, ...]

    @property
    def field(self) -> str:
        return f"{_FATE}{self.reservation.id}"


class ConflictsUndecided(Exception):
    """The form does not yet say what becomes of each of ``conflicts``.

    ``fault`` is why one of them cannot be moved as chosen.
    """

    def __init__(self, conflicts: list[Conflict], fault: ActionRefused | None = None) -> None:
        super().__init__()
        self.conflicts = conflicts
        self.fault = fault


Change = Callable[[Connection], tuple[SpacesByCode, SpacesByCode]]


def apply_change(
    request: StaffRequest, deed: AuditAction, about: str, change: Change
) -> Response | None:
    """Make ``change``, which returns the places before and after it, and settle its conflicts.

    Returns the page that asks what becomes of the reservations it meets; nothing has been
    changed then, and it asks again where one cannot be moved as chosen. Returns None when
    all is done.
    """
    now = request.server.clock()

    def work(connection: Connection) -> None:
        before, after = change(connection)
        conflicts = _conflicts(connection, before, after, now)
        fates = [request.form.text(each.field) for each in conflicts]
        if not all(fates):
            raise ConflictsUndecided(conflicts)
        for conflict, fate in zip(conflicts, fates, strict=True):
            fault = _settle(connection, conflict, fate, now)
            if fault:
                raise ConflictsUndecided(conflicts, fault)

    try:
        request.run_audited(deed, about, work)
    except ConflictsUndecided as asked:
        request.fault = asked.fault
        return _ask(request, asked.conflicts)
    return None


def _conflicts(
    connection: Connection, before: SpacesByCode, after: SpacesByCode, now: datetime
) -> list[Conflict]:
    """The reservations to come that had their place before the change and have none after it."""
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
    for made in map(arbitration.reservation_from_row, rows):
        place, then = before[made.space], after.get(made.space)
        if place.is_open(made.interval) and not (then and then.is_open(made.interval)):
            # What is offered first to one is not offered to the next.
            promised = [each.offers[0] for each in found if each.offers]
            offers = _offers(connection, made, place, after, promised, now)
            found.append(Conflict(made, place, offers))
    return found


def _offers(
    connection: Connection,
    made: Reservation,
    place: SpaceInBranch,
    after: SpacesByCode,
    promised: Sequence[Alternative],
    now: datetime,
) -> tuple[Alternative, ...]:
    """Free times as long, nearest first: in the space itself, else in others of its kind."""
    own = after.get(made.space)
    others = [
        each
        for each in after.values()
        if each.space.kind is place.space.kind and each.space.branch == place.space.branch
    ]
    free = [
        (each, interval)
        for each in ([own] if own else others)
        for interval in _free(connection, each, made.interval, now)
        if not any(
            each == there and interval.overlaps(with_buffers(time, each.space.policy))
            for there, time in promised
        )
    ]
    free.sort(key=lambda offer: abs(offer[1].start - made.interval.start))
    return tuple(free[:_OFFERED])


def _free(
    connection: Connection, place: SpaceInBranch, wanted: Interval, now: datetime
) -> Iterable[Interval]:
    table, space = tables.reservation, place.space
    last = wanted.start + timedelta(days=_DAYS)
    rows = connection.execute(
        select(table).where(
            table.c.space == space.code,
            table.c.starts < last + timedelta(days=1),
            table.c.ends > min(now, wanted.start) - timedelta(days=1),
        )
    )
    taken = list(map(arbitration.reservation_from_row, rows))
    first = place.branch.local_day(wanted.start)
    for offset in range(-1, _DAYS):
        day = first + timedelta(days=offset)
        for slot in free_slots(space, place.branch, day, taken, now):
            if slot.start + wanted.duration <= slot.latest_end:
                yield Interval(slot.start, slot.start + wanted.duration)


def _settle(
    connection: Connection, conflict: Conflict, fate: str, now: datetime
) -> ActionRefused | None:
    """Do as chosen; returns why it cannot be done."""
    if fate == CANCEL:
        arbitration.cancel_reservation(connection, conflict.reservation.id, now)
    elif fate != KEEP:
        chosen = next((offer for offer in conflict.offers if _name(offer) == fate), None)
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


def _name(offer: Alternative) -> str:
    place, interval = offer
    return f"{MOVE} {place.space.code} {interval.start.isoformat()}"


def _ask(request: StaffRequest, conflicts: list[Conflict]) -> Response:
    return request.render_page(
        "conflicts.html",
        back=f"{request.path}?{request.query_string}",
        kept=_kept(request.form),
        conflicts=[(each, _choices(request, each)) for each in conflicts],
        states=labels.reservation_status_labels(request.locale),
    )


def _choices(request: StaffRequest, conflict: Conflict) -> dict[str, str]:
    locale = request.locale
    moves = {
        _name((place, interval)): locale.pgettext(
            "console reservations",
            "Move to {space}, {time}",
            space=formats.isolated(place.space.name),
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


def _kept(form: Form) -> list[tuple[str, str]]:
    """What the first form held, to be sent again with the choices."""
    return [
        (name, value)
        for name, value in form.items()
        if name not in ("form_key", "do") and not name.startswith(_FATE)
    ]
