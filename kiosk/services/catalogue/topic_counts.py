"""The numbers of titles of each topic and age."""

from sqlalchemy import Connection

from kiosk.domain.topics import AGES, TOPICS
from kiosk.search.filters.selection import count_matches
from kiosk.search.filters.traits_cache import last_index_change
from kiosk.search.marks import match_marks
from kiosk.search.query import Query

_MOST_COUNTED = 1_000_000


class TopicCounts:
    """The numbers of titles of each topic and age, counted once after each change of the index."""

    def __init__(self) -> None:
        self._counted: tuple[int, dict[str, int]] | None = None

    def current(self, connection: Connection) -> dict[str, int]:
        """Return the counts as ``connection`` sees the database."""
        change, counted = last_index_change(connection), self._counted
        if counted is None or counted[0] != change:
            counted = self._counted = change, self._count(connection)
        return counted[1]

    @staticmethod
    def _count(connection: Connection) -> dict[str, int]:
        topics = [(topic.code, Query(topics=frozenset({topic.code}))) for topic in TOPICS]
        ages = [(age, Query(ages=frozenset({age}))) for age in AGES]
        counts = {
            code: count_matches(connection, match_marks(query), _MOST_COUNTED)
            for code, query in topics + ages
        }
        return {code: count for code, count in counts.items() if count}
