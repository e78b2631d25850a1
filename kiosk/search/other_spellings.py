"""Other ways to write the words of a query, all of which find a title.

These are numbers in words and digits, initials with and without spaces, words written together or
apart ("e-learning", "elearning"), and the Indonesian "2" of repeated words.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from sqlalchemy import Connection

from kiosk.search.query import ParsedQuery
from kiosk.search.text.number_words import DIGITS_OF, MOST_NUMBER_WORDS, WORDS_OF
from kiosk.search.text.title_forms import repeat_words
from kiosk.search.text.word_forms import has_old_spelling, modernise_spelling

_MOST_WORDS = 8  # longer queries are questions
_MOST_SPLITS = 3  # of one word
_SHORTEST_PART = 2  # letters
_SHORTEST_SPLIT = 5  # letters
_INITIAL = re.compile("[a-z]")
_KNOWN = """
SELECT word FROM search_word WHERE word IN (SELECT value FROM json_each(?)) AND titles
"""
_BEGUN = "SELECT 1 FROM search_word WHERE word >= ? AND word < ? || '\U0010ffff' LIMIT 1"

Others = list[list[str]]


def add_spellings(connection: Connection, words: ParsedQuery) -> ParsedQuery:
    """Return ``words`` with the other ways to write each of them (ParsedQuery.others)."""
    typed = words.typed_words()
    if words.scope or words.number or not 0 < len(typed) <= _MOST_WORDS:
        return words
    others: Others = [list(_of_word(word)) for word in typed]
    _add_modern(typed, others)
    _add_numbers(typed, others)
    _add_initials(typed, others)
    _add_joined_and_split(connection, typed, others)
    if not any(others):
        return words
    return replace(words, others=tuple(tuple(dict.fromkeys(each)) for each in others))


def _of_word(word: str) -> Iterator[str]:
    yield from WORDS_OF.get(word, ())
    if (repeated := repeat_words(word)) != word:
        yield repeated


def _add_modern(typed: list[str], others: Others) -> None:
    """Add the modern spelling of each word beside one that is certainly in the old spelling."""
    if any(map(has_old_spelling, typed)):
        for word, each in zip(typed, others, strict=True):
            if (modern := modernise_spelling(word)) != word:
                each.append(modern)


def _add_numbers(typed: list[str], others: Others) -> None:
    place = 0
    while place < len(typed):
        for length in range(MOST_NUMBER_WORDS, 0, -1):
            if digits := DIGITS_OF.get(tuple(typed[place : place + length])):
                _add(digits, others[place : place + length])
                place += length - 1
                break
        place += 1


def _add_initials(typed: list[str], others: Others) -> None:
    place = 0
    for are_initials, words in groupby(typed, _is_initial):
        run = list(words)
        if are_initials and len(run) > 1:
            _add("".join(run), others[place : place + len(run)])
        place += len(run)


def _is_initial(word: str) -> bool:
    return _INITIAL.fullmatch(word) is not None


def _add_joined_and_split(connection: Connection, typed: list[str], others: Others) -> None:
    plain = [word.isascii() and word.isalpha() for word in typed]
    joined = {
        typed[n] + typed[n + 1]: n for n in range(len(typed) - 1) if plain[n] and plain[n + 1]
    }
    long = {n: word for n, word in enumerate(typed) if plain[n] and len(word) >= _SHORTEST_SPLIT}
    if not joined and not long:
        return
    known = _known(connection, {*joined, *long.values(), *(word[1:] for word in long.values())})
    for word in known.intersection(joined):
        _add(word, others[joined[word] : joined[word] + 2])
    for place, word in long.items():
        if word[1:] in known:  # a first letter may stand alone: "e-mail"
            others[place].append(f"{word[0]} {word[1:]}")
        if word not in known and not (place == len(typed) - 1 and is_begun(connection, word)):
            others[place] += _splits(connection, word)


def _add(spelling: str, others: Others) -> None:
    """Add ``spelling`` to ``others``, which are those of the words that it stands for."""
    for each in others:
        each.append(spelling)


def _splits(connection: Connection, word: str) -> list[str]:
    """Return the likeliest ways to write an unknown ``word`` as two words."""
    places = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    known = _known(connection, {part for n in places for part in (word[:n], word[n:])})
    found = [n for n in places if word[:n] in known and word[n:] in known]
    found.sort(key=lambda n: abs(2 * n - len(word)))
    return [f"{word[:n]} {word[n:]}" for n in found[:_MOST_SPLITS]]


def _known(connection: Connection, words: set[str]) -> set[str]:
    return set(connection.exec_driver_sql(_KNOWN, (json.dumps(sorted(words)),)).scalars())


def is_begun(connection: Connection, beginning: str) -> bool:
    """Return True if a word of the vocabulary begins with the folded ``beginning``."""
    return connection.exec_driver_sql(_BEGUN, (beginning, beginning)).first() is not None
