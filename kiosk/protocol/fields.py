"""Field types of the messages, limited to values that the databases can store."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from kiosk.domain.intervals import FIRST_YEAR, LAST_YEAR, is_supported_date


def _number(value: object) -> object:
    """Reject true and "2" where a number is expected, but accept 2.0 as an integer."""
    if isinstance(value, bool | str):
        raise ValueError("not a number")
    return value


def require_iso_time(value: object) -> object:
    """Reject a time given as a number of seconds: times must be in ISO 8601 format."""
    if isinstance(value, bool | int | float):
        raise ValueError("not a date or time as ISO 8601")
    return value


def _reckoned(moment: datetime) -> datetime:
    """Convert ``moment`` to UTC and whole seconds, the format in which tables store times."""
    if not is_supported_date(moment):
        raise ValueError(f"not in the years {FIRST_YEAR} to {LAST_YEAR}")
    return moment.astimezone(UTC).replace(microsecond=0)


_STORABLE = r"^[^\x00]*$"  # PostgreSQL cannot store NUL; pydantic rejects lone surrogates

Text = Annotated[str, Field(max_length=200, pattern=_STORABLE)]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=_STORABLE)]
FeedKey = Annotated[str, Field(min_length=1, max_length=2_000, pattern=_STORABLE)]
ProgramKey = FeedKey
Code = Annotated[str, Field(pattern=r"^[0-9]{6,10}$")]
Moment = Annotated[AwareDatetime, BeforeValidator(require_iso_time), AfterValidator(_reckoned)]
ClockTime = Annotated[AwareDatetime, BeforeValidator(require_iso_time)]  # never stored in a table
Count = Annotated[int, Field(ge=0, le=2**53), BeforeValidator(_number)]
Count32 = Annotated[int, Field(ge=0, lt=2**31), BeforeValidator(_number)]  # fits a 4-byte column
SeatNumber = Annotated[int, Field(ge=1, lt=2**31), BeforeValidator(_number)]
