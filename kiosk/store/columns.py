"""Column types for times and for tuples of strings, pairs, intervals and closings."""

import json
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

from kiosk.domain.branches import WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.spaces import Closing, SpaceOwner


class UtcTime(TypeDecorator[datetime]):
    """A column of aware datetimes, stored as whole seconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return int(value.timestamp())

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        try:
            return datetime.fromtimestamp(value, UTC)
        except (ValueError, OverflowError, OSError):  # the time is outside the years 1 to 9999
            return (datetime.max if value > 0 else datetime.min).replace(tzinfo=UTC)


class StringTuple(TypeDecorator[tuple[str, ...]]):
    """A column of tuples of strings, stored as JSON arrays."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        return json.dumps(list(value or ()), ensure_ascii=False)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...]:
        return tuple(json.loads(value)) if value else ()


class PairTuple(TypeDecorator[tuple[tuple[str, str], ...]]):
    """A column of tuples of pairs of strings, stored as JSON arrays."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: tuple[tuple[str, str], ...] | None, dialect: Dialect
    ) -> str:
        return json.dumps(value or (), ensure_ascii=False)

    def process_result_value(
        self, value: Any | None, dialect: Dialect
    ) -> tuple[tuple[str, str], ...]:
        return tuple((first, second) for first, second in json.loads(value or "[]"))


class IntervalTuple(TypeDecorator[tuple[Interval, ...]]):
    """A column of interval tuples, stored as JSON arrays of pairs of seconds since 1970 (UTC)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Interval, ...] | None, dialect: Dialect) -> str:
        pairs = [(int(t.start.timestamp()), int(t.end.timestamp())) for t in value or ()]
        return json.dumps(pairs)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Interval, ...]:
        return tuple(
            Interval(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))
            for start, end in json.loads(value or "[]")
        )


class ClosingTuple(TypeDecorator[tuple[Closing, ...]]):
    """A column of closings, stored as JSON arrays of two local times (ISO 8601) and a reason."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Closing, ...] | None, dialect: Dialect) -> str:
        rows = [(t.starts.isoformat(), t.ends.isoformat(), t.reason) for t in value or ()]
        return json.dumps(rows, ensure_ascii=False)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Closing, ...]:
        return tuple(
            Closing(datetime.fromisoformat(starts), datetime.fromisoformat(ends), reason)
            for starts, ends, reason in json.loads(value or "[]")
        )


class OwnerColumn(TypeDecorator[SpaceOwner]):
    """A column of owners of spaces as JSON; "" stands for None."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: SpaceOwner | None, dialect: Dialect) -> str:
        if value is None:
            return ""
        lent = [(h.weekday, h.opens.isoformat(), h.closes.isoformat()) for h in value.lent]
        return json.dumps({"source": value.source, "lent": lent}, ensure_ascii=False)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> SpaceOwner | None:
        if not value:
            return None
        found = json.loads(value)
        hours = (
            WeeklyHours(weekday, time.fromisoformat(opens), time.fromisoformat(closes))
            for weekday, opens, closes in found["lent"]
        )
        return SpaceOwner(found["source"], tuple(hours))
