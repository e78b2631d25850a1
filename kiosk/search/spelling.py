"""What was probably meant, where a word of a query is in no title."""

from itertools import islice, product

from sqlalchemy import Connection

from kiosk.search.normalise import tokens
from kiosk.search.query import read
from kiosk.search.selection import found
from kiosk.search.vocabulary import Vocabulary, complete, titles_with

_MOST_WORDS = 6  # of more, it is a question, which finds something whatever one word is
_SHORTEST = 3  # letters
_TRIED = 8  # of the likeliest words, how many are tried together with the others


def suggestion(connection: Connection, text: str, vocabulary: Vocabulary) -> str:
    """``text`` with the words that are in no title replaced by near ones that are; "" if none is.

    Of several near words those are taken with which a title is found.
    """
    typed = text.split()
    if not 0 < len(typed) <= _MOST_WORDS:
        return ""
    last = len(typed) - 1
    choices = [
        _near(connection, word, vocabulary, begun=place == last) or [word]
        for place, word in enumerate(typed)
    ]
    likely = [" ".join(words) for words in islice(product(*choices), _TRIED**2)]
    if likely == [" ".join(typed)]:
        return ""
    return next((each for each in likely if _in_a_title(connection, each)), likely[0])


def _in_a_title(connection: Connection, text: str) -> bool:
    return found(connection, complete(connection, read(text)).named())


def _near(connection: Connection, word: str, vocabulary: Vocabulary, *, begun: bool) -> list[str]:
    folded = tokens(word)
    if len(folded) != 1 or len(folded[0]) < _SHORTEST or not folded[0].isalpha():
        return []
    if titles_with(connection, folded[0]) or (begun and found(connection, f'"{folded[0]}"*')):
        return []
    return vocabulary.near(connection, folded[0], _TRIED)
