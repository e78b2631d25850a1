"""Visitors' suggestions. Suggestions of the same title or course are counted together.

Neither the kiosk nor the time of day is stored, so a suggestion cannot be traced to a visitor.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Column, Connection, CursorResult, Table, Text, func, select

from kiosk.central.feature import Feature, delete_batch
from kiosk.central.tables import metadata
from kiosk.protocol.messages import Action, Suggest
from kiosk.store.columns import UtcTime

_MOST = 10_000  # open suggestions
_KEEP_CLOSED = timedelta(days=30)
_KEEP_OPEN = timedelta(days=365)

# ``wish`` is equal for suggestions of the same title or kind of programme.
suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Text, primary_key=True),  # random: the id reveals no time
    Column("wish", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("day", UtcTime, nullable=False, index=True),  # the start of the day
    Column("closed", UtcTime, index=True),
)
_open = suggestion.c.closed.is_(None)


@dataclass(frozen=True, slots=True)
class Wish:
    """A title or a kind of programme that visitors have suggested ``count`` times.

    ``id`` is the id of any of these suggestions. ``kind`` is "title" or a kind of programme.
    ``first`` and ``last`` are the days of the first and the last suggestion.
    """

    id: str
    kind: str
    text: str
    language: str
    count: int
    first: datetime
    last: datetime


def open_wishes(connection: Connection, limit: int) -> Sequence[Wish]:
    """Return the wishes with open suggestions, most frequent first."""
    columns = suggestion.c
    count = func.count()
    rows = connection.execute(
        select(
            func.min(columns.id).label("id"),
            func.min(columns.kind).label("kind"),
            func.min(columns.text).label("text"),
            func.min(columns.language).label("language"),
            count.label("count"),
            func.min(columns.day).label("first"),
            func.max(columns.day).label("last"),
        )
        .where(_open)
        .group_by(columns.wish)
        .order_by(count.desc(), func.max(columns.day).desc(), columns.wish)
        .limit(limit)
    )
    return [Wish(**row._mapping) for row in rows]


def close(connection: Connection, id: str, now: datetime) -> bool:
    """Close all open suggestions with the same wish as ``id``; return True if any was open."""
    wish = select(suggestion.c.wish).where(suggestion.c.id == id, _open).scalar_subquery()
    done: CursorResult[Any] = connection.execute(
        suggestion.update().where(suggestion.c.wish == wish, _open).values(closed=now)
    )
    return done.rowcount > 0


def _suggest(connection: Connection, _kiosk: str, body: str, now: datetime) -> str:
    it = Suggest.model_validate_json(body)
    waiting = connection.scalar(select(func.count()).select_from(suggestion).where(_open)) or 0
    if waiting >= _MOST:
        return "too many suggestions are waiting for staff"
    connection.execute(
        suggestion.insert().values(
            id=str(uuid4()),
            wish=_wish_of(it),
            kind=it.kind,
            text=it.text,
            language=it.language,
            day=now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0),
        )
    )
    return ""


def _wish_of(it: Suggest) -> str:
    """Return the suggestion as a text without differences in case, spacing or character width."""
    plain = " ".join(unicodedata.normalize("NFKC", it.text).casefold().split())
    return f"{it.kind}:{it.language}:{plain}"


def _delete_old(connection: Connection, now: datetime) -> int:
    over = suggestion.c.closed < now - _KEEP_CLOSED
    return delete_batch(connection, suggestion, over | (suggestion.c.day < now - _KEEP_OPEN))


FEATURE = Feature(handlers={Action.SUGGEST: _suggest}, retention=(_delete_old,))
