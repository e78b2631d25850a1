"""The words of the catalogue, and which of them was meant by one that is not among them."""

import threading
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import Connection

# Two slips of the finger, as neighbours that change places; a short word allows one.
_MOST_EDITS = 2
_SHORT = 4
_LONGEST = 40
_KNOWN_WORD = "SELECT titles FROM search_word WHERE word = ?"
_NEW_WORDS = "SELECT id, word, titles FROM search_word WHERE id > ? ORDER BY id"


@dataclass(slots=True)
class _Words:
    """Words of one length and the number of titles with each."""

    words: list[str] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)


class Vocabulary:
    """The words of one database, held in memory from the first use on. Safe to share by threads.

    About 60 bytes a word; it follows the database by reading what is new.
    """

    def __init__(self) -> None:
        self._of_length: dict[int, _Words] = {}
        self._last = 0
        self._reading = threading.Lock()

    def near(self, connection: Connection, word: str, most: int = 20) -> list[str]:
        """The words at most two edits from a folded ``word``, the likeliest first.

        Fewer edits come first, then the same first letter, then words of more titles.
        """
        with self._reading:
            self._follow(connection)
        edits = 1 if len(word) <= _SHORT else _MOST_EDITS
        found = []
        for length in range(len(word) - edits, len(word) + edits + 1):
            known = self._of_length.get(length)
            if known is None:
                continue
            near = process.extract(
                word, known.words, scorer=OSA.distance, processor=None,
                score_cutoff=edits, limit=None,
            )  # fmt: skip
            found += [
                (distance, other[0] != word[0], -known.titles[place], other)
                for other, distance, place in near
                if known.titles[place]
            ]
        return [other for *_, other in sorted(found)[:most]]

    def _follow(self, connection: Connection) -> None:
        for number, word, titles in connection.exec_driver_sql(_NEW_WORDS, (self._last,)):
            self._last = number
            if len(word) <= _LONGEST:
                known = self._of_length.setdefault(len(word), _Words())
                known.words.append(word)
                known.titles.append(titles)


def titles_with(connection: Connection, word: str) -> int:
    """In about how many titles a folded ``word`` is."""
    return connection.exec_driver_sql(_KNOWN_WORD, (word,)).scalar() or 0
