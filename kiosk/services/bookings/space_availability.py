"""The spaces of a branch, and the times when the spaces are free."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import Reservation, Slot, free_slots
from kiosk.domain.space_day import SpaceDay, day_hours, opening_day, space_day
from kiosk.domain.spaces import Space
from kiosk.services.bookings.occupied_times import OccupiedTimes
from kiosk.services.bookings.space_readings import stale_reading
from kiosk.store import places
from kiosk.store.database import Database
from kiosk.store.readings import load_readings


@dataclass(frozen=True, slots=True)
class SpaceState:
    """The state of a space at a moment.

    ``free_until`` (UTC) is set if a visitor can reserve the space at that moment for at least one
    slot; the space is free until then, or for a day. ``free_from`` (UTC) is set if the space
    cannot be reserved at that moment but can be reserved later. ``free_until`` and ``free_from``
    are both None if the booking policy allows no reservation of the space, or if another system
    owns it and its times are not known at present.
    """

    space: Space
    free_until: datetime | None = None
    free_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The spaces of the branch on the local ``day``.

    ``hours`` is the time from opening to closing on that day, or None if the library is closed.
    ``opening`` is the opening that includes the present, and ``next_opening`` the one after it;
    both may be None.
    """

    day: date
    hours: Interval | None
    opening: Interval | None
    next_opening: Interval | None
    spaces: tuple[SpaceDay, ...]


class SpaceAvailability:
    """The spaces of one branch. Every method raises StoreError if the database cannot be read.

    A programme takes the space in which it is held (see
    :class:`kiosk.services.bookings.occupied_times.OccupiedTimes`). Each call reads the branch's
    opening hours again, because the server may change the hours.
    """

    def __init__(self, database: Database, branch: Branch) -> None:
        self._database = database
        self._branch = branch

    def states(self, moment: datetime, now: datetime) -> list[SpaceState]:
        """Return the state of every space at ``moment``, free spaces first."""
        with self._database.read() as connection:
            branch, occupied = self._here(connection), OccupiedTimes(connection)
            readings = load_readings(connection)
            states = [
                SpaceState(space)
                if stale_reading(readings, space, now)
                else _state(space, _slots_from(occupied, space, branch, moment, now), moment)
                for space in places.list_spaces(connection, self._branch.code)
            ]
        return sorted(states, key=lambda state: (state.free_until is None, state.free_from is None))

    def slots(self, space: Space, day: date, now: datetime) -> list[Slot]:
        """Return the slots that a visitor can choose on ``day``, a date in local time."""
        with self._database.read() as connection:
            occupied = OccupiedTimes(connection)
            return _slots(occupied, space, self._here(connection), day, now)

    def day_plan(self, day: date, now: datetime) -> DayPlan:
        """Return the local ``day`` of every space of the branch, as known at ``now``."""
        with self._database.read() as connection:
            branch, occupied = self._here(connection), OccupiedTimes(connection)
            hours, readings = day_hours(branch, day), load_readings(connection)
            spaces = tuple(
                replace(
                    _space_day(occupied, space, branch, day, hours, now),
                    stale=stale_reading(readings, space, now),
                )
                for space in places.list_spaces(connection, branch.code)
            )
        return DayPlan(day, hours, branch.opening_at(now), branch.next_opening(now), spaces)

    def first_day(self, now: datetime) -> date:
        """Return the local day that a visitor wants first.

        This is the current day, or the day of the next opening if the library has closed.
        """
        with self._database.read() as connection:
            branch = self._here(connection)
        today = opening_day(branch, now)
        hours = day_hours(branch, today)
        if hours and now < hours.end:
            return today
        following = branch.next_opening(now)
        return branch.local_day(following.start) if following else today

    def _here(self, connection: Connection) -> Branch:
        return places.find_branch(connection, self._branch.code) or self._branch


def load_home_branch(database: Database, code: str) -> tuple[Branch, dict[str, str]]:
    """Return the branch with ``code``, and the names of all branches by code.

    If no branch has the code, the first branch is returned. If the database contains no branches, a
    branch with this code and no other data is returned.
    """
    with database.read() as connection:
        known = places.list_branches(connection)
    here = next((branch for branch in known if branch.code == code), None)
    return here or next(iter(known), Branch(code, "")), {each.code: each.name for each in known}


def load_branch_names(database: Database) -> dict[tuple[str, str], str]:
    """Return the names of branches in further languages, by code and language (BCP 47)."""
    with database.read() as connection:
        known = places.list_branches(connection)
    return {(each.code, language): name for each in known for language, name in each.names}


def _slots_from(
    occupied: OccupiedTimes, space: Space, branch: Branch, moment: datetime, now: datetime
) -> Iterator[Slot]:
    """Yield the slots from the day before ``moment`` to the last day that can be reserved.

    The day before is included because its slots may run past midnight.
    """
    day = branch.local_day(moment) - timedelta(days=1)
    last = branch.local_day(now + space.policy.max_advance)
    while day <= last:
        yield from _slots(occupied, space, branch, day, now)
        day += timedelta(days=1)


def _slots(
    occupied: OccupiedTimes, space: Space, branch: Branch, day: date, now: datetime
) -> list[Slot]:
    taken = _taken(occupied, space, branch.day_interval(day))
    return free_slots(space, branch, day, taken, now)


def _space_day(
    occupied: OccupiedTimes,
    space: Space,
    branch: Branch,
    day: date,
    hours: Interval | None,
    now: datetime,
) -> SpaceDay:
    if hours is None:
        return space_day(space, branch, day, (), now)
    around = _around(space, hours)
    made = occupied.reservations(space, around)
    return space_day(space, branch, day, made, now, occupied.blocks(space, around))


def _taken(occupied: OccupiedTimes, space: Space, day: Interval) -> list[Reservation]:
    return occupied.of(space, _around(space, day))


def _around(space: Space, day: Interval) -> Interval:
    # Opening hours and slots may run past midnight, and buffers extend a reservation.
    policy = space.policy
    return Interval(day.start - policy.slot_length - policy.buffer, day.end + timedelta(days=1))


def _state(space: Space, slots: Iterable[Slot], moment: datetime) -> SpaceState:
    length = space.policy.slot_length
    slots = iter(slots)
    for slot in slots:
        if slot.start <= moment < slot.start + length:
            return SpaceState(space, free_until=_end_of_free_time(slot, slots, length))
        if slot.start > moment:
            return SpaceState(space, free_from=slot.start)
    return SpaceState(space)


def _end_of_free_time(first: Slot, following: Iterator[Slot], length: timedelta) -> datetime:
    """Return the end of the last slot that follows ``first`` without a gap, within a day."""
    end = first.start + length
    for slot in following:
        if slot.start != end or end >= first.start + timedelta(days=1):
            break
        end += length
    return end
