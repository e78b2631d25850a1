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

    Both are equal unless the clock jumped. Then ``jumped_at`` is the first reading after the
    jump, and ``trusted_time`` continues from the time before it.
    """

    trusted_time: datetime
    reading: datetime
    jumped_at: datetime | None = None

    @property
    def earliest(self) -> datetime:
        """The earlier of both times. Data that was over by then is safe to delete."""
        return min(self.reading, self.trusted_time)

    @property
    def trusted_again_at(self) -> datetime | None:
        """The reading at which the clock will be trusted again, or None if it is now."""
        if self.jumped_at is None:
            return None
        return self.jumped_at + min(abs(self.reading - self.trusted_time), MAX_DISTRUST)


def update_clock_state(before: ClockState, now: datetime) -> ClockState:
    """Return the state after a reading of ``now``.

    A jump of more than MAX_JUMP is distrusted until the clock is set back, or until it has
    run without another jump for as long as it jumped (at most MAX_DISTRUST). A machine that
    was switched off for a week looks like a jump too.
    """
    step = now - before.reading
    is_steady = timedelta(0) <= step <= MAX_JUMP
    trusted_time = before.trusted_time + step if is_steady else before.trusted_time
    if abs(now - trusted_time) <= MAX_JUMP:
        return ClockState(now, now)
    jumped_at = before.jumped_at if before.jumped_at and is_steady else now
    distrusted = ClockState(trusted_time, now, jumped_at)
    trusted = distrusted.trusted_again_at
    return ClockState(now, now) if trusted and now >= trusted and is_steady else distrusted


def clocks_agree(one: datetime, other: datetime) -> bool:
    """Return whether two clocks differ by at most an hour."""
    return abs(one - other) <= _TOLERANCE
