"""Spelling suggestions for queries that find nothing.

A wrong suggestion is worse than none: "laskar pelangi" must not become "lancar petani" only because
the library lacks that book. A word is therefore replaced only if it is no word or name of the
kiosk's languages, and only if some title then has all the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, product

from sqlalchemy import Connection

from kiosk.search.filters.selection import count_matches, has_match
from kiosk.search.text.function_words import FUNCTION_WORDS
from kiosk.search.text.normalise import index_tokens
from kiosk.search.text.word_forms import modernise_spelling
from kiosk.search.vocabulary import Vocabulary, count_titles_with, parse_with_vocabulary
from kiosk.search.words import known_words

_MOST_WORDS = 6  # longer queries are questions, which find titles even if a word is misspelt
# Short words are similar to many others, and more so if no other word bears them out (letters).
_SHORTEST, _SHORTEST_ALONE = 4, 5
_LONG = 8  # letters: the shortest word alone that may have two slips
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
    """Replace each misspelt word of ``text`` by a similar word that occurs in some title.

    A word is misspelt if no title has it and no language of the kiosk knows it. If one of these
    words cannot be replaced, or if no title contains the whole suggestion, there is none. If
    several words are similar, the function prefers the fewest typing slips, then the largest number
    of titles. If every typed word occurs in some title, a suggestion is made only for a short query
    and differs by one slip; ``sure`` is then False.
    """
    typed = text.split()
    if not 0 < len(typed) <= _MOST_WORDS:
        return NO_SUGGESTION
    last = len(typed) - 1
    unheld = [
        place
        for place, word in enumerate(typed)
        if not _is_held(connection, index_tokens(word), begun=place == last)
    ]
    if unheld:
        choices: list[list[_Choice]] = [[(word, 0)] for word in typed]
        helped = _has_context(typed, unheld)
        most = round(_PRODUCTS ** (1 / len(unheld)))
        for place in unheld:
            word = typed[place]
            if not _may_be_misspelt(word, text, begun=place == last):
                return NO_SUGGESTION
            near = vocabulary.find_similar(connection, index_tokens(word)[0], _TRIED)
            choices[place] = [each for each in near if helped or _is_near(word, *each)][:most]
        likely = sorted(product(*choices), key=_slips)[:_COMBINED]
        best = _best(connection, likely)
        return Suggestion(best, sure=True) if best else NO_SUGGESTION
    if 1 < len(typed) <= _FEW_WORDS:
        return Suggestion(_best(connection, _with_one_slip(connection, typed, text, vocabulary)))
    return NO_SUGGESTION


def _is_near(typed: str, other: str, slips: float) -> bool:
    """Return True if a word is likely enough without other words that bear it out.

    It must begin as typed, unless its first two letters were swapped. Two slips are too many for
    a short word, unless they only mix up its letters.
    """
    typed = index_tokens(typed)[0]
    if len(typed) < _SHORTEST_ALONE:
        return False
    begins_alike = other[0] == typed[0] or other[:2] == typed[1::-1]
    is_mixed_up = sorted(other) == sorted(typed)
    return begins_alike and (slips <= 1 or len(typed) >= _LONG or is_mixed_up)


def _has_context(typed: Sequence[str], unheld: Sequence[int]) -> bool:
    """Return True if some informative word is held as typed; it then limits the others."""
    return any(
        place not in unheld and len(word) >= _SHORTEST and word.casefold() not in FUNCTION_WORDS
        for place, word in enumerate(typed)
    )


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
    connection: Connection, typed: list[str], text: str, vocabulary: Vocabulary
) -> list[list[_Choice]]:
    plain: list[_Choice] = [(word, 0) for word in typed]
    last = len(typed) - 1
    slipped = [
        [*plain[:place], choice, *plain[place + 1 :]]
        for place, word in enumerate(typed)
        if _may_be_misspelt(word, text, begun=place == last)
        for choice in vocabulary.find_similar(connection, index_tokens(word)[0], _TRIED)
        if 0 < choice[1] <= 1
    ]
    return sorted(slipped, key=_slips)


def _slips(words: Sequence[_Choice]) -> float:
    return sum(slips for _, slips in words)


def _titles(connection: Connection, text: str) -> int:
    return count_matches(connection, parse_with_vocabulary(connection, text).match_names(), _MANY)


def _is_held(connection: Connection, folded: list[str], *, begun: bool) -> bool:
    """Return True if titles contain a word, or a word of this beginning if it is only ``begun``.

    Anything but one word of letters counts as held: it is not corrected.
    """
    if len(folded) != 1 or not folded[0].isalpha():
        return True
    return any(
        count_titles_with(connection, known) or (begun and has_match(connection, f'"{known}"*'))
        for known in {folded[0], modernise_spelling(folded[0])}
    )


def _may_be_misspelt(typed: str, query: str, *, begun: bool) -> bool:
    """Return True if a word of ``query`` looks misspelt; the last one may be only ``begun``."""
    folded = index_tokens(typed)
    if len(folded) != 1 or len(folded[0]) < _SHORTEST or not folded[0].isalpha():
        return False
    word = folded[0]
    return not (
        known_words.is_known(word)
        or (begun and known_words.is_everyday(word))
        or known_words.is_known(modernise_spelling(word))
        or known_words.is_acronym(typed, query)
    )
