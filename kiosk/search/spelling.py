"""Spelling suggestions for queries that contain a word found in no title."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, product

from sqlalchemy import Connection

from kiosk.search.filters.selection import count_matches, has_match
from kiosk.search.query import parse_query
from kiosk.search.text.normalise import index_tokens
from kiosk.search.text.word_forms import modernise_spelling
from kiosk.search.vocabulary import Vocabulary, complete_last_word, count_titles_with

_MOST_WORDS = 6  # longer queries are questions, which find titles even if a word is misspelt
_SHORTEST = 3  # letters; shorter words are not corrected
_TRIED = 8  # the number of similar words tried for each misspelt word, likeliest first
_COMBINED = 24  # the number of combinations that are searched
_PRODUCTS = 512  # the number of combinations that are considered
_MANY = 20  # titles; combinations found in more titles than this are equally likely

_FEW_WORDS = 3

# A suggested word, and the number of typing slips between this word and the typed word.
_Choice = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The probable spelling, or "" if nothing is misspelt.

    ``sure`` is True if no title contains one of the typed words.
    """

    words: str = ""
    sure: bool = False


NO_SUGGESTION = Suggestion()


def suggest_spelling(connection: Connection, text: str, vocabulary: Vocabulary) -> Suggestion:
    """Replace each word of ``text`` that occurs in no title by a similar word that does occur.

    If several words are similar, the function prefers the fewest typing slips, then the largest
    number of titles. At least one title must contain the whole suggestion. If every typed word
    occurs in some title, a suggestion is made only for a short query and differs by one slip;
    ``sure`` is then False.
    """
    typed = text.split()
    if not 0 < len(typed) <= _MOST_WORDS:
        return NO_SUGGESTION
    last = len(typed) - 1
    near = [
        _near(connection, word, vocabulary, begun=place == last) for place, word in enumerate(typed)
    ]
    if any(near):
        most = round(_PRODUCTS ** (1 / sum(map(bool, near))))
        choices = [each[:most] or [(word, 0)] for word, each in zip(typed, near, strict=True)]
        likely = sorted(product(*choices), key=_slips)[:_COMBINED]
        best = _best(connection, likely)
        return Suggestion(best or " ".join(word for word, _ in likely[0]), sure=True)
    if 1 < len(typed) <= _FEW_WORDS:
        return Suggestion(_best(connection, _with_one_slip(connection, typed, vocabulary)))
    return NO_SUGGESTION


def _best(connection: Connection, likely: Sequence[Sequence[_Choice]]) -> str:
    """Return the combination of words that occurs in some title and has the fewest slips.

    If several combinations have equally few slips, the combination with the most titles is
    returned; "" if no title contains any combination.
    """
    for _, alike in groupby(likely, key=_slips):
        texts = [" ".join(word for word, _ in words) for words in alike]
        counts = [_titles(connection, each) for each in texts]
        if any(counts):
            return texts[counts.index(max(counts))]
    return ""


def _with_one_slip(
    connection: Connection, typed: list[str], vocabulary: Vocabulary
) -> list[list[_Choice]]:
    plain: list[_Choice] = [(word, 0) for word in typed]
    slipped = [
        [*plain[:place], choice, *plain[place + 1 :]]
        for place, word in enumerate(typed)
        if _may_be_misspelt(index_tokens(word))
        for choice in vocabulary.find_similar(connection, index_tokens(word)[0], _TRIED)
        if 0 < choice[1] <= 1
    ]
    return sorted(slipped, key=_slips)


def _slips(words: Sequence[_Choice]) -> float:
    return sum(slips for _, slips in words)


def _titles(connection: Connection, text: str) -> int:
    return count_matches(
        connection, complete_last_word(connection, parse_query(text)).match_names(), _MANY
    )


def _near(
    connection: Connection, word: str, vocabulary: Vocabulary, *, begun: bool
) -> list[_Choice]:
    folded = index_tokens(word)
    if not _may_be_misspelt(folded):
        return []
    for known in {folded[0], modernise_spelling(folded[0])}:
        if count_titles_with(connection, known) or (begun and has_match(connection, f'"{known}"*')):
            return []
    return vocabulary.find_similar(connection, folded[0], _TRIED)


def _may_be_misspelt(folded: list[str]) -> bool:
    return len(folded) == 1 and len(folded[0]) >= _SHORTEST and folded[0].isalpha()
