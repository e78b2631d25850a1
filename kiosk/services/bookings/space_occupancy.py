"""The occupancy of one space, for the display at the door of the space."""

from datetime import datetime, timedelta

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.occupancy import Occupancy, space_occupancy
from kiosk.domain.spaces import Space
from kiosk.errors import KioskError
from kiosk.services.bookings.occupied_times import OccupiedTimes
from kiosk.store import places
from kiosk.store.database import Database


class SpaceOccupancy:
    """The occupancy of the space with the code ``code``.

    Raises KioskError if there is no such space.
    """

    def __init__(self, database: Database, code: str) -> None:
        self._database = database
        self._code = code
        with database.read() as connection:
            if places.find_space(connection, code) is None:
                codes = [
                    space.code
                    for branch in places.list_branches(connection)
                    for space in places.list_spaces(connection, branch.code)
                ]
                known = ", ".join(codes) or "none yet; import a library.toml"
                raise KioskError(f"There is no space “{code}”.", f"There is: {known}.")

    def at(self, now: datetime) -> tuple[Space, Branch, Occupancy] | None:
        """Return the space, its branch and its occupancy at ``now``.

        If the space was deleted, None is returned.

        Raises StoreError if the database cannot be read.
        """
        with self._database.read() as connection:
            space = places.find_space(connection, self._code)
            branch = places.find_branch(connection, space.branch) if space else None
            if space is None or branch is None:
                return None
            day = branch.day_interval(branch.local_day(now))
            wide = Interval(day.start - timedelta(days=1), day.end + timedelta(days=1))
            taken = OccupiedTimes(connection).of(space, wide)
        return space, branch, space_occupancy(space, branch, taken, now)
