"""The vocabulary of the catalogue, and the search for words similar to a misspelt word."""

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from sqlalchemy import Connection

from kiosk.search.other_spellings import add_spellings, is_begun
from kiosk.search.query import PREFIX_LENGTH, ParsedQuery, Scope, parse_query
from kiosk.search.text.unspaced import is_unspaced
from kiosk.search.text.word_forms import has_old_spelling, modernise_spelling

# A set of letters in 64 bits: the bit of a letter is its code point modulo 64.
_Letters = npt.NDArray[np.uint64]

# Two slips (such as swapped letters) are allowed, but only one in a short word.
_MOST_EDITS = 2
_SHORT = 4
_LONGEST = 40
_TWICE = re.compile(r"(.)\1+")
# The last word is completed if at most this many words begin with it, in at least this many
# titles.
_MOST_BEGUN, _MANY_TITLES = 50, 2_000
_BEGUN = f"""
SELECT word, titles FROM search_word WHERE word >= ? AND word < ? || '\U0010ffff'
LIMIT {_MOST_BEGUN + 1}
"""  # noqa: S608
_KNOWN_WORD = "SELECT titles FROM search_word WHERE word = ?"
# The words of each length are fetched as one string, because rows would block other threads.
_NEW_WORDS = f"""
SELECT length(word), max(id), group_concat(word, ' '), group_concat(titles, ' ')
FROM search_word WHERE id > ? AND length(word) BETWEEN 1 AND {_LONGEST} GROUP BY length(word)
"""  # noqa: S608


@dataclass(slots=True)
class _Words:
    """The words of one length; for each word, its number of titles and its set of letters."""

    words: list[str] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    letters: _Letters = field(default_factory=lambda: np.empty(0, np.uint64))

    def add(self, words: Sequence[str], titles: Sequence[int]) -> None:
        self.words += words
        self.titles += titles
        self.letters = np.concatenate([self.letters, _letters(words)])

    def near(self, word: str, edits: int) -> Iterator[tuple[int, int]]:
        """Yield (index, edits) for each word that is at most ``edits`` edits away from ``word``."""
        # One edit changes at most two letters of the letter set.
        differing = np.bitwise_count(self.letters ^ _letters([word]))
        for place in np.flatnonzero(differing <= 2 * edits).tolist():
            distance = OSA.distance(word, self.words[place], score_cutoff=edits)
            if distance <= edits:
                yield place, distance


def _letters(words: Sequence[str]) -> _Letters:
    """Return the letter set of each word; the words must be of equal length and not empty."""
    codes = np.frombuffer("".join(words).encode("utf-32-le"), "<u4") % 64
    sets: _Letters = np.bitwise_or.reduce((np.uint64(1) << codes).reshape(len(words), -1), axis=1)
    return sets


class Vocabulary:
    """The words of one database, kept in memory from their first use; threads may share the object.

    The vocabulary takes about 100 bytes per word. Each refresh reads only new words from the
    database.
    """

    def __init__(self) -> None:
        self._of_length: dict[int, _Words] = {}
        self._last = 0
        self._reading = threading.Lock()

    def find_similar(
        self, connection: Connection, word: str, most: int = 20
    ) -> list[tuple[str, float]]:
        """Return (word, edits) for words within two edits of a folded ``word``, likeliest first.

        Words with fewer edits come first, then words with the same first letter, then words in more
        titles. Doubling a letter, or writing a double letter once, counts as half an edit, because
        it is the most common slip.
        """
        self.refresh(connection)
        edits = 1 if len(word) <= _SHORT else _MOST_EDITS
        once = _TWICE.sub(r"\1", word)
        found = []
        for length in range(len(word) - edits, len(word) + edits + 1):
            known = self._of_length.get(length, _Words())
            for place, distance in known.near(word, edits):
                if known.titles[place]:
                    other = known.words[place]
                    slips = distance / 2 if _TWICE.sub(r"\1", other) == once else distance
                    found.append((slips, other[0] != word[0], -known.titles[place], other))
        return list({other: slips for slips, *_, other in sorted(found)}.items())[:most]

    def refresh(self, connection: Connection) -> None:
        """Read the words that were added to the database since the last call."""
        with self._reading:
            rows = connection.exec_driver_sql(_NEW_WORDS, (self._last,)).all()
            for length, last, words, titles in rows:  # an interrupted query returns no rows
                alike = self._of_length.setdefault(length, _Words())
                alike.add(words.split(" "), list(map(int, titles.split(" "))))
                self._last = max(self._last, last)


def parse_with_vocabulary(
    connection: Connection, text: str, scope: Scope = Scope.ANYWHERE
) -> ParsedQuery:
    """Return ``text`` parsed, with the other ways to write its words that the vocabulary has.

    The last word has completions if these occur in many titles. The prefix indexes of FTS5 contain
    prefixes of at most four characters. For a longer prefix, FTS5 collects all matching titles
    before it returns the first one, which is slow if there are many. If no word begins with an old
    Indonesian spelling, the spelling is also converted to the modern one.
    """
    words = add_spellings(connection, _renewed(connection, parse_query(text, scope)))
    last = words.spellings[-1] if words else ()
    if not last or any(len(word) <= PREFIX_LENGTH or is_unspaced(word) for word in last):
        return words
    known = [row for word in last for row in connection.exec_driver_sql(_BEGUN, (word, word))]
    if len(known) > _MOST_BEGUN * len(last) or sum(titles for _, titles in known) < _MANY_TITLES:
        return words
    return replace(words, completions=tuple(word for word, _ in known))


def _renewed(connection: Connection, words: ParsedQuery) -> ParsedQuery:
    last = words.spellings[-1] if words else ()
    if len(last) != 1 or not has_old_spelling(last[0]) or is_begun(connection, last[0]):
        return words
    return replace(words, spellings=(*words.spellings[:-1], (last[0], modernise_spelling(last[0]))))


def count_titles_with(connection: Connection, word: str) -> int:
    """Return the approximate number of titles that contain a folded ``word``."""
    return connection.exec_driver_sql(_KNOWN_WORD, (word,)).scalar() or 0
