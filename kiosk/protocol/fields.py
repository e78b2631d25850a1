"""The types of the fields of messages: what a database can hold, and what arithmetic can bear."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from kiosk.domain.intervals import FIRST_YEAR, LAST_YEAR, is_supported_date


def _number(value: object) -> object:
    """JSON knows 2.0 as an integer, but neither true nor "2"."""
    if isinstance(value, bool | str):
        raise ValueError("not a number")
    return value


def require_iso_time(value: object) -> object:
    """Times are written as ISO 8601, not counted in seconds."""
    if isinstance(value, bool | int | float):
        raise ValueError("not a date or time as ISO 8601")
    return value


def _reckoned(moment: datetime) -> datetime:
    """In UTC and whole seconds, as the tables hold it."""
    if not is_supported_date(moment):
        raise ValueError(f"not in the years {FIRST_YEAR} to {LAST_YEAR}")
    return moment.astimezone(UTC).replace(microsecond=0)


_STORABLE = r"^[^\x00]*$"  # PostgreSQL holds no NUL; pydantic takes no half of a surrogate pair

Text = Annotated[str, Field(max_length=200, pattern=_STORABLE)]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=_STORABLE)]
ProgramKey = Annotated[str, Field(min_length=1, max_length=2_000, pattern=_STORABLE)]
Code = Annotated[str, Field(pattern=r"^[0-9]{6,10}$")]
Moment = Annotated[AwareDatetime, BeforeValidator(require_iso_time), AfterValidator(_reckoned)]
ClockTime = Annotated[AwareDatetime, BeforeValidator(require_iso_time)]  # that is only looked at
Count = Annotated[int, Field(ge=0, le=2**53), BeforeValidator(_number)]
Count32 = Annotated[int, Field(ge=0, lt=2**31), BeforeValidator(_number)]  # a column of four bytes
SeatNumber = Annotated[int, Field(ge=1, lt=2**31), BeforeValidator(_number)]
