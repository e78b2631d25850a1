"""Whether a clock can be believed: one that jumped, and that nobody agrees with, cannot."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.reservations import RETENTION_PERIOD

# A jump of less does no harm: what is forgotten by it was over all the same.
MAX_JUMP = RETENTION_PERIOD
MAX_DISTRUST = timedelta(days=30)  # by then somebody has looked at the clock
_AGREEING = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ClockState:
    """What a clock was believed to show when it was last looked at.

    ``moment`` is that; ``latest`` is what it did show then. They are the same unless it has
    ``jumped`` to a time since which it is doubted: then ``moment`` is reckoned from before.
    """

    moment: datetime
    latest: datetime
    jumped: datetime | None = None

    @property
    def earliest(self) -> datetime:
        """The time that has come by either: what was over by then may be forgotten."""
        return min(self.latest, self.moment)

    @property
    def trusted_from(self) -> datetime | None:
        """When the clock will show that it is believed, if it goes on so; None: it is."""
        if self.jumped is None:
            return None
        return self.jumped + min(abs(self.latest - self.moment), MAX_DISTRUST)


def update_clock_state(before: ClockState, now: datetime) -> ClockState:
    """What to believe now that the clock shows ``now``.

    A jump of more than MAX_JUMP is doubted, until the clock is back, or has gone on without
    another for as long as it had jumped. A machine that was off for a week jumps as well.
    """
    step = now - before.latest
    goes_on = timedelta(0) <= step <= MAX_JUMP
    moment = before.moment + step if goes_on else before.moment
    if abs(now - moment) <= MAX_JUMP:
        return ClockState(now, now)
    jumped = before.jumped if before.jumped and goes_on else now
    doubted = ClockState(moment, now, jumped)
    trusted = doubted.trusted_from
    return ClockState(now, now) if trusted and now >= trusted and goes_on else doubted


def clocks_agree(one: datetime, other: datetime) -> bool:
    """Whether two clocks show the same, as far as libraries set their clocks."""
    return abs(one - other) <= _AGREEING
