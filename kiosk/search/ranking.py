"""Ranking of candidates by match quality, then by popularity.

If the words are scattered in several titles, the titles with the fewest other words come first.
"""

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import NamedTuple

from kiosk.search.query import SHORTEST_WHOLE, ParsedQuery
from kiosk.search.text.function_words import FUNCTION_WORDS
from kiosk.search.text.normalise import FIELD_SEPARATOR


class Candidate(NamedTuple):
    """An index entry with its folded text fields; see the table ``search_entry``."""

    id: int
    title: str
    authors: str
    subjects: str
    numbers: str
    openings: str


class MatchQuality(IntEnum):
    """How well a title matches the words as typed, from the best match to the worst.

    The words must be next to each other in the title, except where noted. SO_FAR means that the
    last typed word is only the beginning of a word in the title; a whole word is better, unless the
    typed word is so short that it is probably only a beginning. ALL_OF_TITLE means that the title
    contains all words in any order, and no other informative word. APART means that the title
    contains all words, but not next to each other.
    """

    WHOLE_TITLE = 0
    TITLE_BEGINS = 1
    ALL_OF_TITLE = 2
    AUTHOR_BEGINS = 3
    IN_TITLE = 4
    IN_AUTHORS = 5
    TITLE_BEGINS_SO_FAR = 6
    IN_TITLE_SO_FAR = 7
    IN_AUTHORS_SO_FAR = 8
    IN_NUMBERS = 9
    APART_IN_TITLE = 10
    APART_IN_AUTHORS = 11
    IN_SUBJECTS = 12
    SCATTERED = 13


# Each pattern has a match quality, whether the words are written in another way than they were
# typed, a field of Candidate, and the text to find in this field.
_Pattern = tuple[MatchQuality, bool, int, str]
_TITLE, _AUTHORS, _SUBJECTS, _NUMBERS, _OPENINGS = range(1, 6)


def rank_candidates(candidates: Iterable[Candidate], words: ParsedQuery) -> list[Candidate]:
    """Return ``candidates`` with the best match first; each must contain all the words."""
    place = _placer(words)
    return sorted(candidates, key=lambda candidate: (*place(candidate), candidate.id))


def _placer(words: ParsedQuery) -> Callable[[Candidate], tuple[MatchQuality, int, bool]]:
    patterns = _patterns(words)
    ways = words.ways_to_write()
    starts = [tuple(f" {word}" for word in spellings) for spellings in ways]
    typed = tuple(word for spellings in ways for each in spellings for word in each.split())
    several = len(words.spellings) > 1

    def place(candidate: Candidate) -> tuple[MatchQuality, int, bool]:
        texts = ("", *(f"{FIELD_SEPARATOR}{text}{FIELD_SEPARATOR}" for text in candidate[_TITLE:]))
        fit, other = next(
            ((fit, other) for fit, other, field, text in patterns if text in texts[field]),
            (MatchQuality.SCATTERED, False),
        )
        if several and fit > MatchQuality.ALL_OF_TITLE:
            beyond = _beyond(candidate.title, typed)
            if not beyond:
                return MatchQuality.ALL_OF_TITLE, 0, False
            if fit > MatchQuality.APART_IN_TITLE and _has_all(texts[_TITLE], starts):
                return MatchQuality.APART_IN_TITLE, beyond, False
            if fit > MatchQuality.APART_IN_AUTHORS and _has_all(texts[_AUTHORS], starts):
                return MatchQuality.APART_IN_AUTHORS, 0, False
        return fit, 0, other

    return place


def _patterns(words: ParsedQuery) -> list[_Pattern]:
    begun = len(words.spellings[-1][0]) < SHORTEST_WHOLE
    title_begins = MatchQuality.TITLE_BEGINS if begun else MatchQuality.TITLE_BEGINS_SO_FAR
    as_typed = len(words.spellings[-1])
    whole = f"{FIELD_SEPARATOR}{words.full_text}{FIELD_SEPARATOR}"
    found: list[_Pattern] = [(MatchQuality.WHOLE_TITLE, False, _TITLE, whole)]
    for number, phrase in enumerate(words.phrases()):
        other = number >= as_typed
        places = _of_phrase(phrase, title_begins)
        found += [(fit, other, field, text) for fit, field, text in places]
    return sorted(found)


def _of_phrase(phrase: str, title_begins: MatchQuality) -> list[tuple[MatchQuality, int, str]]:
    """Return the match quality, field and text of each pattern of ``phrase``.

    ``title_begins`` is the quality of a match with a title's opening.
    """
    return [
        (MatchQuality.WHOLE_TITLE, _TITLE, f"{FIELD_SEPARATOR}{phrase}{FIELD_SEPARATOR}"),
        (MatchQuality.TITLE_BEGINS, _TITLE, f"{FIELD_SEPARATOR}{phrase} "),
        (title_begins, _OPENINGS, f" {phrase.replace(' ', '')}"),
        (MatchQuality.AUTHOR_BEGINS, _AUTHORS, f"{FIELD_SEPARATOR}{phrase} "),
        (MatchQuality.IN_TITLE, _TITLE, f" {phrase} "),
        (MatchQuality.IN_AUTHORS, _AUTHORS, f" {phrase} "),
        (MatchQuality.IN_TITLE_SO_FAR, _TITLE, f" {phrase}"),
        (MatchQuality.IN_AUTHORS_SO_FAR, _AUTHORS, f" {phrase}"),
        (MatchQuality.IN_NUMBERS, _NUMBERS, f"{FIELD_SEPARATOR}{phrase}"),
        (MatchQuality.IN_SUBJECTS, _SUBJECTS, f" {phrase}"),
    ]


def _beyond(titles: str, typed: tuple[str, ...]) -> int:
    """Return the number of informative words in the first title that were not ``typed``."""
    words = set(titles.partition(FIELD_SEPARATOR)[0].split())
    return sum(not word.startswith(typed) for word in words - FUNCTION_WORDS or words)


def _has_all(text: str, starts: list[tuple[str, ...]]) -> bool:
    return all(any(start in text for start in spellings) for spellings in starts)
