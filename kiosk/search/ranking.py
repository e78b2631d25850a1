"""The order of candidates: how well the words fit, then how popular the title is.

Where they are apart in the title, that comes first of which they are the most.
"""

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import NamedTuple

from kiosk.search.query import FUNCTION_WORDS, Words
from kiosk.search.text.normalise import LINE


class Candidate(NamedTuple):
    """An entry of the index; the texts are folded, see search_entry."""

    id: int
    title: str
    authors: str
    subjects: str
    numbers: str
    openings: str


class Fit(IntEnum):
    """Where the words are found as typed, side by side, best first.

    SO_FAR: the last of them is the start of a word only. ALL_OF_TITLE: several, in any
    order, and no other word of the title says something.
    """

    WHOLE_TITLE = 0
    TITLE_BEGINS = 1
    TITLE_BEGINS_SO_FAR = 2
    ALL_OF_TITLE = 3
    AUTHOR_BEGINS = 4
    IN_TITLE = 5
    IN_AUTHORS = 6
    IN_TITLE_SO_FAR = 7
    IN_AUTHORS_SO_FAR = 8
    IN_NUMBERS = 9
    APART_IN_TITLE = 10
    APART_IN_AUTHORS = 11
    IN_SUBJECTS = 12
    SCATTERED = 13


# A row of patterns: the fit it proves, the field of Candidate, the text to be in it.
_Pattern = tuple[Fit, int, str]
_TITLE, _AUTHORS, _SUBJECTS, _NUMBERS, _OPENINGS = range(1, 6)


def ranked(candidates: Iterable[Candidate], words: Words) -> list[Candidate]:
    """``candidates``, which have all the words, in the order to show them."""
    place = _placer(words)
    return sorted(candidates, key=lambda candidate: (*place(candidate), candidate.id))


def _placer(words: Words) -> Callable[[Candidate], tuple[Fit, int]]:
    patterns = _patterns(words)
    starts = [tuple(f" {word}" for word in spellings) for spellings in words.spellings]
    typed = tuple(word for spellings in words.spellings for word in spellings)
    several = len(words.spellings) > 1

    def place(candidate: Candidate) -> tuple[Fit, int]:
        texts = ("", *(f"{LINE}{text}{LINE}" for text in candidate[_TITLE:]))
        fit = next((f for f, field, text in patterns if text in texts[field]), Fit.SCATTERED)
        if several and fit > Fit.ALL_OF_TITLE:
            beyond = _beyond(candidate.title, typed)
            if not beyond:
                return Fit.ALL_OF_TITLE, 0
            if fit > Fit.APART_IN_TITLE and _has_all(texts[_TITLE], starts):
                return Fit.APART_IN_TITLE, beyond
            if fit > Fit.APART_IN_AUTHORS and _has_all(texts[_AUTHORS], starts):
                return Fit.APART_IN_AUTHORS, 0
        return fit, 0

    return place


def _patterns(words: Words) -> list[_Pattern]:
    found: list[_Pattern] = [(Fit.WHOLE_TITLE, _TITLE, f"{LINE}{words.whole}{LINE}")]
    for phrase in words.phrases():
        found += [
            (Fit.TITLE_BEGINS, _TITLE, f"{LINE}{phrase} "),
            (Fit.TITLE_BEGINS_SO_FAR, _OPENINGS, f" {phrase.replace(' ', '')}"),
            (Fit.AUTHOR_BEGINS, _AUTHORS, f"{LINE}{phrase} "),
            (Fit.IN_TITLE, _TITLE, f" {phrase} "),
            (Fit.IN_AUTHORS, _AUTHORS, f" {phrase} "),
            (Fit.IN_TITLE_SO_FAR, _TITLE, f" {phrase}"),
            (Fit.IN_AUTHORS_SO_FAR, _AUTHORS, f" {phrase}"),
            (Fit.IN_NUMBERS, _NUMBERS, f"{LINE}{phrase}"),
            (Fit.IN_SUBJECTS, _SUBJECTS, f" {phrase}"),
        ]
    return sorted(found)


def _beyond(titles: str, typed: tuple[str, ...]) -> int:
    """How many words of the first of ``titles`` say something and were not ``typed``."""
    words = set(titles.partition(LINE)[0].split())
    return sum(not word.startswith(typed) for word in words - FUNCTION_WORDS or words)


def _has_all(text: str, starts: list[tuple[str, ...]]) -> bool:
    return all(any(start in text for start in spellings) for spellings in starts)
