"""The order of candidates: how well the words fit, then how popular the title is.

Where they are apart in the title, a shorter one comes first.
"""

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import NamedTuple

from kiosk.search.normalise import LINE
from kiosk.search.query import Words


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

    SO_FAR: the last of them is the start of a word only.
    """

    WHOLE_TITLE = 0
    TITLE_BEGINS = 1
    TITLE_BEGINS_SO_FAR = 2
    AUTHOR_BEGINS = 3
    IN_TITLE = 4
    IN_AUTHORS = 5
    IN_TITLE_SO_FAR = 6
    IN_AUTHORS_SO_FAR = 7
    IN_NUMBERS = 8
    APART_IN_TITLE = 9
    APART_IN_AUTHORS = 10
    IN_SUBJECTS = 11
    SCATTERED = 12


# A row of patterns: the fit it proves, the field of Candidate, the text to be in it.
_Pattern = tuple[Fit, int, str]
_TITLE, _AUTHORS, _SUBJECTS, _NUMBERS, _OPENINGS = range(1, 6)


def ranked(candidates: Iterable[Candidate], words: Words) -> list[Candidate]:
    """``candidates``, which have all the words, in the order to show them."""
    score = _scorer(words)

    def place(candidate: Candidate) -> tuple[int, int, int]:
        fit = score(candidate)
        # Words apart in a short title are more of it than the same words in a long one.
        length = _length(candidate.title) if fit == Fit.APART_IN_TITLE else 0
        return fit, length, candidate.id

    return sorted(candidates, key=place)


def _scorer(words: Words) -> Callable[[Candidate], int]:
    patterns = _patterns(words)
    starts = [tuple(f" {word}" for word in spellings) for spellings in words.spellings]

    def score(candidate: Candidate) -> int:
        texts = ("", *(f"{LINE}{text}{LINE}" for text in candidate[_TITLE:]))
        fit = next((f for f, field, text in patterns if text in texts[field]), Fit.SCATTERED)
        if fit > Fit.APART_IN_TITLE and _has_all(texts[_TITLE], starts):
            fit = Fit.APART_IN_TITLE
        elif fit > Fit.APART_IN_AUTHORS and _has_all(texts[_AUTHORS], starts):
            fit = Fit.APART_IN_AUTHORS
        return fit

    return score


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


def _length(titles: str) -> int:
    """Words of the first of ``titles``."""
    return titles.partition(LINE)[0].count(" ") + 1


def _has_all(text: str, starts: list[tuple[str, ...]]) -> bool:
    return all(any(start in text for start in spellings) for spellings in starts)
