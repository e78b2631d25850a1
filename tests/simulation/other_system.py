"""A system that owns spaces in a simulated library: it books them itself, and lends some hours.

What it has booked, and when its calendar was read, is recorded here, apart from the server.
"""

import random
from collections.abc import Coroutine, Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kiosk.central.bookings import other_calendars
from kiosk.domain.branches import WeeklyHours
from kiosk.domain.intervals import Interval, subtract_intervals
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.domain.spaces import Space, SpaceOwner
from kiosk.protocol.messages import Grant
from tests.simulation.plan import DAY, HOUR

if TYPE_CHECKING:
    from tests.simulation.machines import SimKiosk
    from tests.simulation.world import World

NAME = "elsewhere"
_FIRST, _LAST = time(13), time(16)  # the lent hours of every day
OWNER = SpaceOwner(NAME, tuple(WeeklyHours(day, _FIRST, _LAST) for day in range(7)))
_EVERY = timedelta(hours=1)  # between two readings, if nothing fails
_BOOKINGS = 3.0  # per day


class OtherSystem:
    """The owner of spaces. ``seen`` lists the faults found."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.spaces: dict[str, tuple[Space, ZoneInfo]] = {}
        self.seen: list[str] = []
        self.read_at: datetime | None = None
        self._booked: dict[str, list[Interval]] = {}
        self._told: dict[str, list[Interval]] = {}  # as of the last reading
        self._chance = random.Random(world.plan.seed)
        self._fails_until = 0.0

    def coroutines(self, end: float) -> Iterator[Coroutine[Any, Any, None]]:
        if self.spaces:
            yield from (self._visitors(end), self._reader(end), self._outages(end))

    async def _visitors(self, end: float) -> None:
        """Book times in the other system, or give some up."""
        while await self.world.next_event(DAY / _BOOKINGS, end):
            code = self._chance.choice(sorted(self.spaces))
            booked = self._booked.setdefault(code, [])
            if booked and self._chance.random() < 0.3:
                booked.remove(self._chance.choice(booked))
                continue
            midnight = self.world.now().replace(hour=0, minute=0, second=0, microsecond=0)
            hours = self._chance.choice(range(2, 18)) + 24 * self._chance.choice((0, 0, 1, 2, 6))
            start = midnight + timedelta(hours=hours)
            booked.append(Interval(start, start + timedelta(hours=self._chance.randint(1, 3))))

    async def _reader(self, end: float) -> None:
        while await self.world.next_event(_EVERY.total_seconds(), end):
            if self.world.loop.now >= self._fails_until:
                self.read()

    async def _outages(self, end: float) -> None:
        """Make the calendar unreadable for hours."""
        while await self.world.next_event(0.7 * DAY, end):
            self._fails_until = self.world.loop.now + self._chance.uniform(1, 20) * HOUR
            self.world.network.faults["calendars unreadable"] += 1

    def read(self) -> None:
        """Read the calendar, as the harvester does."""
        if not self.spaces:
            return
        now = self.world.now()
        self._told = {code: list(booked) for code, booked in self._booked.items()}
        self.read_at = now
        with self.world.order.watched(NAME), self.world.central.write() as connection:
            other_calendars.take_reading(connection, NAME, self._told, now)
            other_calendars.confirm_reading(connection, NAME, now, _EVERY, now)

    # --- the check --------------------------------------------------------------------------

    def _is_lent(self, code: str, start: datetime, end: datetime) -> bool:
        _, zone = self.spaces[code]
        first, last = start.astimezone(zone), end.astimezone(zone)
        same_day = first.date() == last.date()
        return same_day and first.time() >= _FIRST and last.time() <= _LAST

    def _lent(self, code: str) -> list[Interval]:
        """Return the lent times of the days around now, in which kiosks decide."""
        _, zone = self.spaces[code]
        today = self.world.now().astimezone(zone).date()
        days = [today + timedelta(days=n) for n in range(-2, 10)]
        spans = (datetime.combine(day, time(), zone) for day in days)
        return [
            Interval(each.replace(hour=_FIRST.hour), each.replace(hour=_LAST.hour))
            for each in spans
        ]

    def check_given(self, id: str, code: str, start: datetime, end: datetime) -> None:
        """Note a fault if the server gave what only the owner may give, without a promise."""
        if code not in self.spaces or end <= start:
            return
        buffer = self.spaces[code][0].policy.buffer
        if self._is_lent(code, start, end + buffer):
            return
        now = self.world.server.real.clock()
        if self.read_at is None or abs(now - self.read_at) > 2 * _EVERY + timedelta(minutes=2):
            self.seen.append(f"{id} was given in {code} though the calendar was read long ago")
        for taken in subtract_intervals(self._told.get(code, ()), self._lent(code)):
            if start < taken.end + buffer and taken.start < end + buffer:
                self.seen.append(f"{id} was given a time that is booked elsewhere in {code}")

    def check_grant(self, kiosk: str, grant: Grant) -> None:
        """Note a fault if the server has lent a time that the owner has not lent."""
        for lease in grant.leases:
            owned = lease.space in self.spaces
            if owned and not self._is_lent(lease.space, lease.start, lease.end):
                self.seen.append(f"{kiosk} was lent a time of another system in {lease.space}")

    def check_reserved(self, made: Reservation, kiosk: "SimKiosk") -> None:
        """Note a fault if the kiosk promised a time that the owner has not lent."""
        if made.space in self.spaces and made.status is not BookingStatus.REQUESTED:
            end = made.interval.end + self.spaces[made.space][0].policy.buffer
            if not self._is_lent(made.space, made.interval.start, end):
                self.seen.append(f"{made.id} was promised at {kiosk.name} in another system's time")
