"""The tables of spaces in ``library.toml``."""

from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import BaseModel, Field

from kiosk.domain.intervals import is_supported_date
from kiosk.domain.spaces import Closing, ReservationPolicy, Space, SpaceKind, SpaceOwner
from kiosk.errors import Sentence, marked
from kiosk.sources.hours_toml import DayHours, DayName, weekly_hours
from kiosk.sources.toml_tables import STRICT, Text


class _PolicyIn(BaseModel):
    model_config = STRICT

    slot_minutes: int = Field(default=30, ge=5, le=24 * 60)
    longest_minutes: int = Field(default=120, ge=5, le=24 * 60)
    buffer_minutes: int = Field(default=0, ge=0, le=24 * 60)
    ahead_days: int = Field(default=14, ge=0, le=730)
    check_in_minutes: int | None = Field(default=None, ge=5, le=24 * 60)

    def policy(self) -> ReservationPolicy:
        if self.longest_minutes < self.slot_minutes:
            raise ValueError(
                Sentence(marked("faults", "“longest_minutes” is shorter than “slot_minutes”."))
            )
        grace = self.check_in_minutes
        return ReservationPolicy(
            timedelta(minutes=self.slot_minutes),
            timedelta(minutes=self.longest_minutes),
            timedelta(minutes=self.buffer_minutes),
            timedelta(days=self.ahead_days),
            timedelta(minutes=grace) if grace else None,
        )


class _ClosedIn(BaseModel):
    """A time for which the space is closed: two local times, or two days, both included."""

    model_config = STRICT

    start: datetime | date
    end: datetime | date | None = None
    reason: str = ""

    def closing(self) -> Closing:
        last = self.end if self.end is not None else self.start
        if not all(map(is_supported_date, (self.start, last))):
            raise ValueError(Sentence(marked("faults", "The year of “closed” is not possible.")))
        ends = _moment(last) + (timedelta() if isinstance(last, datetime) else timedelta(days=1))
        starts = _moment(self.start)
        if starts.tzinfo or ends.tzinfo:
            raise ValueError(
                Sentence(
                    marked(
                        "faults",
                        "Write the times of “closed” without a time zone: 2026-12-01T10:00:00.",
                    )
                )
            )
        if ends <= starts:
            raise ValueError(
                Sentence(marked("faults", "The end of “closed” is not after its start."))
            )
        return Closing(starts, ends, self.reason)


def _moment(value: datetime | date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())


class _OwnerIn(BaseModel):
    """Another system that owns the space, and the hours that it leaves to the kiosks."""

    model_config = STRICT

    source: Text
    lent: dict[DayName, DayHours] = {}

    def owner(self) -> SpaceOwner:
        return SpaceOwner(self.source, weekly_hours(self.lent))


class SpaceTable(BaseModel):
    """A table [[space]] of ``library.toml``, with its tables [[space.closed]]."""

    model_config = STRICT

    code: Text
    branch: Text
    name: Text
    kind: SpaceKind = SpaceKind.OTHER
    capacity: int = Field(default=1, ge=1, le=100_000)
    floor: str = ""
    equipment: list[Text] = []
    step_free: bool = False
    hearing_loop: bool = False
    description: str = ""
    policy: _PolicyIn = _PolicyIn()
    names: dict[str, Text] = {}
    aliases: list[Text] = []
    closed: list[_ClosedIn] = []
    owner: _OwnerIn | None = None

    def space(self) -> Space:
        """Return the space. Raises ValueError with a Sentence if a value is wrong."""
        plain: dict[str, Any] = {
            name: getattr(self, name) for name in type(self).model_fields if name != "closed"
        }
        plain.update(equipment=tuple(self.equipment), policy=self.policy.policy())
        plain.update(names=tuple(sorted(self.names.items())), aliases=tuple(self.aliases))
        plain.update(owner=self.owner.owner() if self.owner else None)
        plain.update(closings=tuple(each.closing() for each in self.closed))
        return Space(**plain)


SPACE_NAMES = [
    *SpaceTable.model_fields,
    *_PolicyIn.model_fields,
    *_ClosedIn.model_fields,
    *_OwnerIn.model_fields,
]
