"""Words of the catalogue that are typed with the digits of a telephone keypad, one key a letter.

The letters on the digits are those of ITU-T E.161 (Latin) and ETSI ES 202 130 (Arabic, and the four
further letters of Persian).
"""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection

from kiosk.search.filters.selection import has_match
from kiosk.search.next_letters import folded_alphabet, select_sample, split_last_word, words_of
from kiosk.search.query import Query

_LETTERS_ON = {
    "2": "abc" + "بتث" + "پ",
    "3": "def" + "اء",
    "4": "ghi" + "سشصض",
    "5": "jkl" + "دذرز" + "ژ",
    "6": "mno" + "جحخ" + "چ",
    "7": "pqrs" + "نهوي",
    "8": "tuv" + "فقكلم" + "گ",
    "9": "wxyz" + "طظعغ",
}
_DIGIT_OF = {letter: digit for digit, letters in _LETTERS_ON.items() for letter in letters}
_WHOLE = 3  # the weight of a word that has as many letters as digits were typed
_MOST_BEGINNINGS = 150
_FIELDS = "{title authors subjects openings latin}"


def has_keypad_letters(alphabet: Sequence[str]) -> bool:
    """Return True if the digits of a telephone keypad have letters of ``alphabet``."""
    return any(letter in _DIGIT_OF for letter in folded_alphabet(alphabet))


def keypad_digits(word: str) -> str:
    """Return the digits that type a folded ``word``, or "" if a letter is on no digit."""
    digits = [_DIGIT_OF.get(letter, "") for letter in word]
    return "".join(digits) if all(digits) else ""


def keypad_words(
    connection: Connection, query: Query, digits: str, alphabet: Sequence[str], most: int = 5
) -> tuple[str, ...]:
    """Return at most ``most`` words that ``digits`` begin to type, the best first.

    The words follow ``query.words`` in the titles that the query finds. They are written with
    letters of ``alphabet``, without accents. A word with as many letters as there are digits counts
    three times.
    """
    shown = folded_alphabet(alphabet)
    begun = _beginnings(connection, digits, frozenset(shown))
    if not begun:
        return ()
    before = split_last_word(f"{query.words} ")[0]
    rows = select_sample(connection, query, before, begun) or (
        select_sample(connection, query, (), begun) if before else {}
    )
    found: Counter[str] = Counter()
    for row in rows.values():
        found.update(word for word in words_of(row) if word.startswith(begun))
    for word in found:
        if len(word) == len(digits):
            found[word] *= _WHOLE
    best = sorted(found, key=lambda word: (-found[word], word))[:most]
    return tuple("".join(shown.get(letter, letter) for letter in word) for word in best)


def _beginnings(connection: Connection, digits: str, letters: frozenset[str]) -> tuple[str, ...]:
    """Return the beginnings of words of the catalogue that ``digits`` type."""
    begun: tuple[str, ...] = ("",) if digits else ()
    for digit in digits:
        longer = (word + each for word in begun for each in _LETTERS_ON.get(digit, ""))
        begun = tuple(
            word
            for word in longer
            if word[-1] in letters and has_match(connection, f'{_FIELDS} : "{word}"*')
        )[:_MOST_BEGINNINGS]
    return begun
