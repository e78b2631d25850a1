"""Words of the index that stand for a class or an age and that no visitor can type."""

from collections.abc import Iterable, Set

from kiosk.domain.topics import TOPICS, classes_of
from kiosk.search.query import Query

_SIGN = "\ue000"  # a character for private use (Unicode, section 23.5), in no text of a catalogue


def mark(value: str) -> str:
    """Return the word of the index for ``value``: a Dewey class, or a term of KNOWN_PLACES."""
    return f"{_SIGN}{value.lower()}"


def topic_mark(topic: str) -> str:
    """Return the word of the index for a topic that follows from no Dewey class."""
    return mark(f"topic{topic.replace('-', '')}")


def match_marks(query: Query) -> str:
    """Return the FTS5 expression for the topics and ages of ``query``, or "" if it has none."""
    topics = {*map(mark, classes_of(query.topics)), *map(topic_mark, query.topics)}
    return " AND ".join(filter(None, map(_any, (topics, set(map(mark, query.ages))))))


def match_classes(classes: Set[str]) -> str:
    """Return the FTS5 expression for titles of Dewey ``classes``, or "" if there are none.

    A class may have decimals ("658.8"). Call numbers of other schemes have only topics. A topic
    counts if ``classes`` are at least half of its classes, and nothing else.
    """
    topics = [
        topic_mark(topic.code)
        for topic in TOPICS
        if classes <= topic.classes and 2 * len(classes) >= len(topic.classes)
    ]
    whole = {each for each in classes if "." not in each}
    parts = [_any([*map(mark, whole), *topics]), *map(_with_decimals, sorted(classes - whole))]
    return " OR ".join(filter(None, parts))


def _with_decimals(number: str) -> str:
    # The index holds the decimals as a word of their own, or as words of three digits.
    whole, _, decimals = number.partition(".")
    groups = [decimals[n : n + 3] for n in range(0, len(decimals), 3)]
    ways = [f'"{decimals}"*', " AND ".join(f'"{group}"' for group in groups) + "*"]
    either = " OR ".join(f"({way})" for way in dict.fromkeys(ways))
    return f'(numbers : ("{mark(whole)}" AND ({either})))'


def within_marks(match: str, query: Query) -> str:
    """Return ``match``, narrowed to the topics and ages of ``query``."""
    marks = match_marks(query)
    return f"({match}) AND {marks}" if marks else match


def _any(marks: Iterable[str]) -> str:
    words = " OR ".join(f'"{each}"' for each in sorted(marks))
    return f"numbers : ({words})" if words else ""
