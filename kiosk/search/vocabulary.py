"""The words of the catalogue, and which of them was meant by one that is not among them."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from sqlalchemy import Connection

from kiosk.search.query import PREFIXES, Words

# Two slips of the finger, as neighbours that change places; a short word allows one.
_MOST_EDITS = 2
_SHORT = 4
_LONGEST = 40
# How a last word is spelled out: of so many words at most, in so many titles at least.
_MOST_BEGUN, _MANY_TITLES = 50, 2_000
_BEGUN = f"""
SELECT word, titles FROM search_word WHERE word >= ? AND word < ? || '\U0010ffff'
LIMIT {_MOST_BEGUN + 1}
"""  # noqa: S608
_KNOWN_WORD = "SELECT titles FROM search_word WHERE word = ?"
_NEW_WORDS = "SELECT id, word, titles FROM search_word WHERE id > ? ORDER BY id"


@dataclass(slots=True)
class _Words:
    """Words of one length, in how many titles each is, and the set of its letters as bits."""

    words: list[str] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    bits: list[int] = field(default_factory=list)
    _table: npt.NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))

    def near(self, word: str, edits: int) -> Iterator[tuple[int, int]]:
        """Places of words at most ``edits`` from ``word``, and at how many each is."""
        if len(self._table) < len(self.bits):
            self._table = np.array(self.bits, np.uint64)
        # One edit takes away one letter of the set and adds another, at most.
        differing = np.bitwise_count(self._table ^ np.uint64(_letters(word)))
        for place in np.flatnonzero(differing <= 2 * edits).tolist():
            distance = OSA.distance(word, self.words[place], score_cutoff=edits)
            if distance <= edits:
                yield place, distance


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << ord(letter) % 64
    return bits


class Vocabulary:
    """The words of one database, held in memory from the first use on. Safe to share by threads.

    About 100 bytes a word; it follows the database by reading what is new.
    """

    def __init__(self) -> None:
        self._of_length: dict[int, _Words] = {}
        self._last = 0
        self._reading = threading.Lock()

    def near(self, connection: Connection, word: str, most: int = 20) -> list[str]:
        """The words at most two edits from a folded ``word``, the likeliest first.

        Fewer edits come first, then the same first letter, then words of more titles.
        """
        self.follow(connection)
        edits = 1 if len(word) <= _SHORT else _MOST_EDITS
        found = []
        for length in range(len(word) - edits, len(word) + edits + 1):
            known = self._of_length.get(length, _Words())
            for place, distance in known.near(word, edits):
                if known.titles[place]:
                    other = known.words[place]
                    found.append((distance, other[0] != word[0], -known.titles[place], other))
        return list(dict.fromkeys(other for *_, other in sorted(found)))[:most]

    def follow(self, connection: Connection) -> None:
        """Read the words that have come since the last time."""
        with self._reading:
            for number, word, titles in connection.exec_driver_sql(_NEW_WORDS, (self._last,)):
                self._last = number
                if len(word) <= _LONGEST:
                    known = self._of_length.setdefault(len(word), _Words())
                    known.words.append(word)
                    known.titles.append(titles)
                    known.bits.append(_letters(word))


def complete(connection: Connection, words: Words) -> Words:
    """``words`` with those that the last may become, where these are in many titles.

    The prefix indices of FTS5 reach to four letters; of a longer start it gathers all
    titles before the first is read. Of few titles it may.
    """
    last = words.spellings[-1] if words else ()
    if not last or any(len(word) <= PREFIXES for word in last):
        return words
    known = [row for word in last for row in connection.exec_driver_sql(_BEGUN, (word, word))]
    if len(known) > _MOST_BEGUN * len(last) or sum(titles for _, titles in known) < _MANY_TITLES:
        return words
    return replace(words, begun=tuple(word for word, _ in known))


def titles_with(connection: Connection, word: str) -> int:
    """In about how many titles a folded ``word`` is."""
    return connection.exec_driver_sql(_KNOWN_WORD, (word,)).scalar() or 0
