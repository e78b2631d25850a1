"""Deciding whether to trust the computer's clock after it has jumped."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.reservations import RETENTION_PERIOD

# A shorter jump does no harm: it deletes only data about events that have already ended.
MAX_JUMP = RETENTION_PERIOD
MAX_DISTRUST = timedelta(days=30)  # long enough for staff to notice a wrong clock
_TOLERANCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ClockState:
    """The last reading of the computer's clock, and the time that the kiosk believes is correct.

    ``reading`` and ``trusted_time`` are in UTC; they are equal unless the clock has jumped. After a
    jump, ``jumped_at`` is the first reading of the clock, and ``trusted_time`` continues from the
    time before the jump.
    """

    trusted_time: datetime
    reading: datetime
    jumped_at: datetime | None = None

    @property
    def earliest(self) -> datetime:
        """The earlier of ``reading`` and ``trusted_time``.

        Data about events that had ended by this time can safely be deleted.
        """
        return min(self.reading, self.trusted_time)

    @property
    def trusted_again_at(self) -> datetime | None:
        """The reading at which the clock will be trusted again, or None if it is trusted now."""
        if self.jumped_at is None:
            return None
        return self.jumped_at + min(abs(self.reading - self.trusted_time), MAX_DISTRUST)


def update_clock_state(before: ClockState, now: datetime) -> ClockState:
    """Return the state after the clock has been read as ``now``.

    After a jump of more than MAX_JUMP, the clock is not trusted until it is corrected, or until it
    has run steadily for as long as the jump (at most MAX_DISTRUST). If a computer was switched off
    for a week, its clock also seems to have jumped.
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
