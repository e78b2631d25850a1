"""Other ways to write the words of a query, all of which find a title.

These are numbers in words and digits, initials with and without spaces, words written together or
apart ("e-learning", "elearning"), and the Indonesian "2" of repeated words.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from kiosk.search.query import ParsedQuery
from kiosk.search.text.number_words import DIGITS_OF, MOST_NUMBER_WORDS, WORDS_OF
from kiosk.search.text.title_forms import repeat_words

_MOST_WORDS = 8  # longer queries are questions
_MOST_SPLITS = 3  # of one word
_SHORTEST_PART = 2  # letters
_SHORTEST_SPLIT = 5  # letters
_LETTERS = "[a-z]"
_INITIAL = re.compile(_LETTERS)
_KNOWN = "SELECT word, titles FROM search_word WHERE word IN (SELECT value FROM json_each(?))"
_BEGUN = "SELECT 1 FROM search_word WHERE word >= ? AND word < ? || '\U0010ffff' LIMIT 1"

Others = list[list[str]]


def add_spellings(connection: Connection, words: ParsedQuery) -> ParsedQuery:
    """Return ``words`` with the other ways to write each of them (ParsedQuery.others)."""
    typed = words.typed_words()
    if words.scope or words.number or not 0 < len(typed) <= _MOST_WORDS:
        return words
    others: Others = [list(_of_word(word)) for word in typed]
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


def _add_numbers(typed: list[str], others: Others) -> None:
    place = 0
    while place < len(typed):
        for length in range(MOST_NUMBER_WORDS, 0, -1):
            if digits := DIGITS_OF.get(tuple(typed[place : place + length])):
                for each in others[place : place + length]:
                    each.append(digits)
                place += length - 1
                break
        place += 1


def _add_initials(typed: list[str], others: Others) -> None:
    start = 0
    for end in range(1, len(typed) + 1):
        if end < len(typed) and _is_initial(typed[end]) and _is_initial(typed[start]):
            continue
        if end - start > 1:
            for each in others[start:end]:
                each.append("".join(typed[start:end]))
        start = end


def _is_initial(word: str) -> bool:
    return _INITIAL.fullmatch(word) is not None


def _add_joined_and_split(connection: Connection, typed: list[str], others: Others) -> None:
    plain = [word.isascii() and word.isalpha() for word in typed]
    joined = {
        typed[n] + typed[n + 1]: n for n in range(len(typed) - 1) if plain[n] and plain[n + 1]
    }
    parts = {
        word: [(word[:n], word[n:]) for n in range(1, len(word) - _SHORTEST_PART + 1)]
        for word, letters in zip(typed, plain, strict=True)
        if letters and len(word) >= _SHORTEST_SPLIT
    }
    asked = {
        *typed,
        *joined,
        *(part for pairs in parts.values() for pair in pairs for part in pair),
    }
    rows = connection.exec_driver_sql(_KNOWN, (json.dumps(sorted(asked)),))
    known: dict[str, int] = {word: titles for word, titles in rows.all() if titles}
    for word, place in joined.items():
        if word in known:
            others[place].append(word)
            others[place + 1].append(word)
    for place, word in enumerate(typed):
        for first, rest in _splits(word, parts.get(word, []), known):
            last = place == len(typed) - 1
            if word not in known and last and _is_begun(connection, word):
                continue
            others[place].append(f"{first} {rest}")


def _splits(
    word: str, parts: list[tuple[str, str]], known: dict[str, int]
) -> list[tuple[str, str]]:
    """Return the likeliest ways to write ``word`` as two words; a first letter may stand alone."""
    one_letter = [pair for pair in parts[:1] if pair[1] in known and len(pair[1]) > 3]
    if word in known:
        return one_letter
    found = [pair for pair in parts[1:] if pair[0] in known and pair[1] in known]
    found.sort(key=lambda pair: -min(len(pair[0]), len(pair[1])))
    return [*one_letter, *found[:_MOST_SPLITS]]


def _is_begun(connection: Connection, word: str) -> bool:
    return connection.exec_driver_sql(_BEGUN, (word, word)).first() is not None
