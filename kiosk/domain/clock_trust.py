"""How far to trust the computer's clock after it jumped."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.reservations import RETENTION_PERIOD

# A shorter jump does no harm: everything deleted too early was over anyway.
MAX_JUMP = RETENTION_PERIOD
MAX_DISTRUST = timedelta(days=30)  # by then somebody has checked the clock
_TOLERANCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ClockState:
    """The last reading of the clock, and the time that we trust (both in UTC).

    ``latest`` is the reading and ``moment`` the trusted time. They are equal unless the clock
    jumped. Then ``jumped`` is the first reading after the jump, and ``moment`` continues from
    the time before it.
    """

    moment: datetime
    latest: datetime
    jumped: datetime | None = None

    @property
    def earliest(self) -> datetime:
        """The earlier of both times. Data that was over by then is safe to delete."""
        return min(self.latest, self.moment)

    @property
    def trusted_from(self) -> datetime | None:
        """The reading at which the clock will be trusted again, or None if it is now."""
        if self.jumped is None:
            return None
        return self.jumped + min(abs(self.latest - self.moment), MAX_DISTRUST)


def update_clock_state(before: ClockState, now: datetime) -> ClockState:
    """Return the state after a reading of ``now``.

    A jump of more than MAX_JUMP is distrusted until the clock is set back, or until it has
    run without another jump for as long as it jumped (at most MAX_DISTRUST). A machine that
    was switched off for a week looks like a jump too.
    """
    step = now - before.latest
    is_steady = timedelta(0) <= step <= MAX_JUMP
    moment = before.moment + step if is_steady else before.moment
    if abs(now - moment) <= MAX_JUMP:
        return ClockState(now, now)
    jumped = before.jumped if before.jumped and is_steady else now
    distrusted = ClockState(moment, now, jumped)
    trusted = distrusted.trusted_from
    return ClockState(now, now) if trusted and now >= trusted and is_steady else distrusted


def clocks_agree(one: datetime, other: datetime) -> bool:
    """Return whether two clocks differ by at most an hour."""
    return abs(one - other) <= _TOLERANCE
