"""Which spaces a branch has, and when they are free."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import Reservation, Slot, free_slots
from kiosk.domain.spaces import Space
from kiosk.store import places, reservations
from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class SpaceState:
    """A space at a moment: free until a time, or free again from one, or never within its rules.

    ``free_until`` is set when a visitor can have it at that moment, for one slot of
    its policy or more.
    """

    space: Space
    free_until: datetime | None = None
    free_from: datetime | None = None


class SpaceAvailability:
    """Looks the spaces of one branch up. Raises StoreError when the database cannot be read.

    Its hours are those that the database has at each look: the server may change them.
    """

    def __init__(self, database: Database, branch: Branch) -> None:
        self._database = database
        self._branch = branch

    def states(self, moment: datetime, now: datetime) -> list[SpaceState]:
        """Every space as it is at ``moment``, seen from ``now``; free ones first."""
        with self._database.read() as connection:
            branch = self._here(connection)
            states = [
                _state(space, _slots_from(connection, space, branch, moment, now), moment)
                for space in places.list_spaces(connection, self._branch.code)
            ]
        return sorted(states, key=lambda state: (state.free_until is None, state.free_from is None))

    def slots(self, space: Space, day: date, now: datetime) -> list[Slot]:
        """The starts that a visitor can choose on the local ``day``."""
        with self._database.read() as connection:
            return _slots(connection, space, self._here(connection), day, now)

    def _here(self, connection: Connection) -> Branch:
        return places.find_branch(connection, self._branch.code) or self._branch


def load_home_branch(database: Database, code: str) -> tuple[Branch, dict[str, str]]:
    """The branch with that code (or the first), and all branches' names.

    Where the data have not come yet it is empty but for its code.
    """
    with database.read() as connection:
        known = places.list_branches(connection)
    here = next((branch for branch in known if branch.code == code), None)
    return here or next(iter(known), Branch(code, "")), {each.code: each.name for each in known}


def _slots_from(
    connection: Connection, space: Space, branch: Branch, moment: datetime, now: datetime
) -> Iterator[Slot]:
    """From the day before ``moment`` on, whose last may reach past midnight, to the last day
    that can be reserved."""
    day = branch.local_day(moment) - timedelta(days=1)
    last = branch.local_day(now + space.policy.max_advance)
    while day <= last:
        yield from _slots(connection, space, branch, day, now)
        day += timedelta(days=1)


def _slots(
    connection: Connection, space: Space, branch: Branch, day: date, now: datetime
) -> list[Slot]:
    taken = _reservations(connection, space, branch.day_interval(day))
    return free_slots(space, branch, day, taken, now)


def _reservations(connection: Connection, space: Space, day: Interval) -> list[Reservation]:
    # Openings and slots may run past midnight, and buffers reach beyond a reservation.
    policy = space.policy
    wide = Interval(day.start - policy.slot_length - policy.buffer, day.end + timedelta(days=1))
    return reservations.list_reservations_touching(connection, space.code, wide)


def _state(space: Space, slots: Iterable[Slot], moment: datetime) -> SpaceState:
    length = space.policy.slot_length
    for slot in slots:
        if slot.start <= moment < slot.start + length:
            return SpaceState(space, free_until=slot.latest_end)
        if slot.start > moment:
            return SpaceState(space, free_from=slot.start)
    return SpaceState(space)
