"""Topics for browsing by picture: what a title is about, by the class of its call number."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that a pictogram can show, and its Dewey classes of three digits."""

    code: str
    classes: frozenset[str]


def _dewey(*ranges: tuple[int, int]) -> Iterable[str]:
    for first, last in ranges:
        yield from (f"{number:03}" for number in range(first, last + 1))


# The classes of the Dewey Decimal Classification, 23rd edition, in the order of the shelves. The
# libraries of Indonesia add 2X0 to 2X9 for Islam (Daftar Tajuk dan Klasifikasi Islam, 2nd edition).
_ISLAM = [f"2X{digit}" for digit in range(10)]
TOPICS = (
    Topic("computers", frozenset(_dewey((4, 6)))),
    Topic("mind", frozenset(_dewey((150, 158)))),
    Topic("religion", frozenset([*_dewey((200, 299)), *_ISLAM])),
    Topic("society", frozenset(_dewey((300, 369), (380, 397)))),
    Topic("learning", frozenset(_dewey((370, 379)))),
    Topic("folk-tales", frozenset(_dewey((398, 398)))),
    Topic("languages", frozenset(_dewey((400, 499)))),
    Topic("nature", frozenset(_dewey((500, 589)))),
    Topic("animals", frozenset(_dewey((590, 599), (636, 639)))),
    Topic("health", frozenset(_dewey((610, 618), (649, 649)))),
    Topic("machines", frozenset(_dewey((620, 629), (660, 699)))),
    Topic("plants", frozenset(_dewey((630, 635), (712, 719)))),
    Topic("cooking", frozenset(_dewey((641, 642)))),
    Topic("business", frozenset(_dewey((650, 659)))),
    Topic("art", frozenset(_dewey((700, 711), (720, 779)))),
    Topic("music", frozenset(_dewey((780, 789)))),
    Topic("sport", frozenset(_dewey((790, 799)))),
    Topic("stories", frozenset(_dewey((800, 899)))),
    Topic("travel", frozenset(_dewey((910, 919)))),
    Topic("history", frozenset(_dewey((900, 909), (920, 999)))),
)
AGES = ("children", "teenagers", "adults")  # places on shelves, as in shelf_places.KNOWN_PLACES

_CLASSES = {topic.code: topic.classes for topic in TOPICS}


def classes_of(topics: Iterable[str]) -> frozenset[str]:
    """Return the Dewey classes of ``topics``; unknown topics have none."""
    return frozenset().union(*(_CLASSES.get(topic, frozenset()) for topic in topics))
