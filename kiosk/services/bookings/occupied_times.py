"""The times when a space is taken by visitors, by programmes, by staff or by another system."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache, cached_property, partial

from sqlalchemy import Connection

from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.reservations import Reservation
from kiosk.domain.space_blocks import Block, BlockCause, as_reservation, closing_blocks
from kiosk.domain.space_names import SpaceNames
from kiosk.domain.space_owners import unlent_times
from kiosk.domain.spaces import Space
from kiosk.store import places, programs, reservations, space_blocks
from kiosk.store.sync import feed_state
from kiosk.store.tables import program

_DAY = timedelta(days=1)


class OccupiedTimes:
    """Reads the times when spaces are taken, with one connection.

    A programme whose location is the code or a name of a space takes the space for its time, as a
    reservation does (see :mod:`kiosk.domain.space_names`). Cancelled programmes and those of a
    whole day, such as exhibitions, take no space. The server keeps the same rule. A kiosk without a
    server cannot ask the owner of a space, so that all times that it has not lent are taken. The
    programmes of a day, and the branches, are read once for all spaces.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._by_day: dict[datetime, list[tuple[Program, frozenset[str]]]] = {}
        self._branch = cache(partial(places.find_branch, connection))

    def of(self, space: Space, within: Interval) -> list[Reservation]:
        """Return the reservations of ``space`` that overlap or touch ``within``, and its blocks."""
        taken = self.reservations(space, within)
        return taken + [as_reservation(each, space) for each in self.blocks(space, within)]

    def reservations(self, space: Space, within: Interval) -> list[Reservation]:
        """Return the visitors' reservations of ``space`` that overlap or touch ``within``."""
        return reservations.list_reservations_touching(self._connection, space.code, within)

    def blocks(self, space: Space, within: Interval) -> list[Block]:
        """Return the times within ``within`` that cannot be reserved, earliest first."""
        held = {
            each.key: Block(each.interval, BlockCause.PROGRAM, each.title, each.key)
            for each in self._programs(space, within)
        }
        branch = self._branch(space.branch)
        closed = closing_blocks(space, branch) if branch else []
        if branch and space.owner and feed_state.load_feed_state(self._connection) is None:
            unlent = unlent_times(space, branch, within)  # nobody can ask the owner
            closed += [Block(each, BlockCause.ELSEWHERE) for each in unlent]
        known = space_blocks.list_blocks(self._connection, space.code, within)
        return sorted(
            [*held.values(), *known, *(each for each in closed if each.interval.overlaps(within))]
        )

    @cached_property
    def _names(self) -> SpaceNames:
        branches = places.list_branches(self._connection)
        spaces = (each for b in branches for each in places.list_spaces(self._connection, b.code))
        return SpaceNames(spaces, branches)

    def _programs(self, space: Space, within: Interval) -> Iterator[Program]:
        """Yield the programmes in ``space`` that overlap ``within``; some may be repeated."""
        day = datetime.combine(within.start.astimezone(UTC).date(), time(), UTC)
        while day < within.end:
            for each, codes in self._on(day):
                if space.code in codes and each.interval.overlaps(within):
                    yield each
            day += _DAY

    def _on(self, day: datetime) -> list[tuple[Program, frozenset[str]]]:
        """Return the programmes of the day (UTC) from ``day`` on, and the codes of their spaces."""
        if day not in self._by_day:
            timed = (
                program.c.location != "",
                program.c.cancelled.is_(False),
                program.c.all_day.is_(False),
            )
            found = programs.list_programs_between(self._connection, day, day + _DAY, timed)
            self._by_day[day] = [(each, self._codes(each)) for each in found]
        return self._by_day[day]

    def _codes(self, held: Program) -> frozenset[str]:
        return frozenset(each.code for each in self._names.in_location(held.location))
