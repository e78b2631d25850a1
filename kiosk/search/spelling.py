"""What was probably meant, where a word of a query is in no title."""

from itertools import groupby, product

from sqlalchemy import Connection

from kiosk.search.normalise import tokens
from kiosk.search.query import read
from kiosk.search.selection import how_many
from kiosk.search.variants import modern
from kiosk.search.vocabulary import Vocabulary, complete, titles_with

_MOST_WORDS = 6  # of more, it is a question, which finds something whatever one word is
_SHORTEST = 3  # letters
_TRIED = 8  # of the likeliest words, how many are tried together with the others
_COMBINED = 24  # so many words together
_MANY = 20  # titles: with more, one is as likely as another

# A word with the slips that it stands for.
_Choice = tuple[str, float]


def suggestion(connection: Connection, text: str, vocabulary: Vocabulary) -> str:
    """``text`` with the words that are in no title replaced by near ones that are; "" if none is.

    Of several near words those are taken with which a title is found by the fewest slips,
    then those with which most are.
    """
    typed = text.split()
    if not 0 < len(typed) <= _MOST_WORDS:
        return ""
    last = len(typed) - 1
    near = [
        _near(connection, word, vocabulary, begun=place == last) for place, word in enumerate(typed)
    ]
    if not any(near):
        return ""
    choices = [each or [(word, 0)] for word, each in zip(typed, near, strict=True)]
    likely = sorted(product(*choices), key=_slips)[:_COMBINED]
    for _, alike in groupby(likely, key=_slips):
        texts = [" ".join(word for word, _ in words) for words in alike]
        counts = [_titles(connection, each) for each in texts]
        if any(counts):
            return texts[counts.index(max(counts))]
    return " ".join(word for word, _ in likely[0])


def _slips(words: tuple[_Choice, ...]) -> float:
    return sum(slips for _, slips in words)


def _titles(connection: Connection, text: str) -> int:
    return how_many(connection, complete(connection, read(text)).named(), _MANY)


def _near(
    connection: Connection, word: str, vocabulary: Vocabulary, *, begun: bool
) -> list[_Choice]:
    folded = tokens(word)
    if len(folded) != 1 or len(folded[0]) < _SHORTEST or not folded[0].isalpha():
        return []
    for known in {folded[0], modern(folded[0])}:
        if titles_with(connection, known) or (begun and how_many(connection, f'"{known}"*', 1)):
            return []
    return vocabulary.near(connection, folded[0], _TRIED)
