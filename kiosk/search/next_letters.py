"""The letters that can come next in this catalogue, for visitors who pick letters one by one.

The letters are counted in the most popular titles that contain what was typed; in a catalogue with
few such titles, these are all of them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from kiosk.search.filters.selection import Selection, filter_conditions, select_all, select_matching
from kiosk.search.query import ParsedQuery, Query, parse_query
from kiosk.search.text.normalise import FIELD_SEPARATOR, index_tokens
from kiosk.search.text.romanisation import HAN
from kiosk.search.text.unspaced import is_short, is_unspaced, without_first_sign

SPACE = " "
MOST_TITLES = 200  # for each of the two selections: titles that begin so, and titles with the words
_AT_OPENING = 3  # the weight of a title that begins with the typed text, against a word elsewhere
_COLUMNS = "e.title, e.authors, e.openings, e.latin"
_ARTICLE_BEGUN, _ARTICLE_END = "ا", "ل"

Row = tuple[str, str, str, str]  # folded: titles, authors, openings, Latin forms


def next_letters(
    connection: Connection, query: Query, alphabet: Sequence[str], most: int = 5
) -> tuple[str, ...]:
    """Return at most ``most`` letters that can follow ``query.words``, commonest first.

    The letters are those of ``alphabet`` whose folded form comes next; a space is one of them.
    Digits only continue a number. A word in another script is continued in its own letters.
    """
    shown = folded_alphabet(alphabet)
    before, last = split_last_word(query.words)
    # Titles in other scripts may be more popular than all titles with letters of the alphabet.
    begun = (last,) if last else tuple(each for each in shown if each.isalpha())
    found = _count(_titles(connection, query, before, begun), before, last)
    if last == _ARTICLE_BEGUN:  # the index holds Arabic words without their article
        found[_ARTICLE_END] += sum(found.values())
    if not last[-1:].isdecimal():
        found = Counter({letter: n for letter, n in found.items() if not letter.isdecimal()})
    ours = {shown[letter]: n for letter, n in found.items() if letter in shown}
    if not ours and not all(letter in shown for letter in last):
        ours = dict(found)
    likely = sorted(ours, key=lambda letter: (-ours[letter], letter))
    return tuple(likely[:most])


def folded_alphabet(alphabet: Sequence[str]) -> dict[str, str]:
    """Return the letter of ``alphabet`` to show for each folded letter, and the space."""
    shown = {SPACE: SPACE}
    for letter in alphabet:
        folded = "".join(index_tokens(letter))
        if len(folded) == 1 and (folded not in shown or letter == folded):
            shown[folded] = letter
    return shown


def split_last_word(text: str) -> tuple[tuple[str, ...], str]:
    """Return the complete folded words of ``text``, and the word that is being typed, or ""."""
    words = tuple(spellings[-1] for spellings in parse_query(text).spellings)
    if not words or text[-1:].isspace():
        return words, ""
    return words[:-1], words[-1]


def select_sample(
    connection: Connection, query: Query, before: Sequence[str], last: Sequence[str]
) -> dict[int, Row]:
    """Return the rows of popular titles, by entry id.

    The titles contain the words ``before`` and a word that begins with one of ``last``.
    """
    wanted = ParsedQuery(
        spellings=tuple([(word,) for word in before] + ([tuple(last)] if last else [])),
        number="",
        full_text=" ".join([*before, *last[:1]]),
    )
    filters = filter_conditions(query).all()
    if not wanted:
        return _rows(connection, select_all(query).narrow(filters))
    found: dict[int, Row] = {}
    for match in (wanted.match_names(), wanted.match_opening()):
        if match:
            found |= _rows(connection, select_matching(match, query).narrow(filters))
    return found


def _titles(
    connection: Connection, query: Query, before: Sequence[str], last: Sequence[str]
) -> list[Row]:
    found = select_sample(connection, query, before, last)
    if not found and before:  # no title has all the words: continue the last one
        found = select_sample(connection, replace(query, words=""), (), last)
    return list(found.values())


def _rows(connection: Connection, selection: Selection) -> dict[int, Row]:
    sql = selection.sql(f"{selection.place}, {_COLUMNS}") + f" LIMIT {MOST_TITLES}"
    rows = connection.exec_driver_sql(sql, selection.values)
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def _count(rows: Sequence[Row], before: Sequence[str], last: str) -> Counter[str]:
    """Count the letters that follow the typed text in each title."""
    found: Counter[str] = Counter()
    typed = "".join(f"{word} " for word in before) + last
    compact = typed.replace(SPACE, "")
    for row in rows:
        begun = {text[len(typed)] for text in _texts(row) if _longer(text, typed)}
        if is_unspaced(last):  # the letter after a token is that of the next token
            begun.discard(SPACE)
        # Chinese titles are opened by their pinyin, which only the openings hold as a whole.
        begun |= {
            text[len(compact)]
            for text in row[2].split(FIELD_SEPARATOR)
            if _longer(text, compact) and HAN.search(row[0])
        }
        words = _after_last(words_of(row), last)
        found.update(dict.fromkeys(begun, _AT_OPENING))
        found.update(words - begun)
    return found


def _texts(row: Row) -> Iterator[str]:
    for field in row[:2]:
        yield from field.split(FIELD_SEPARATOR)


def words_of(row: Row) -> set[str]:
    """Return the folded words of a row's titles and authors, and the pinyin of Chinese titles."""
    words = set(row[0].split()) | set(row[1].split())
    words.discard(FIELD_SEPARATOR.strip())
    return words | set(row[3].split()) if HAN.search(row[0] + row[1]) else words


def _longer(text: str, typed: str) -> bool:
    return len(text) > len(typed) and text.startswith(typed)


def _after_last(words: set[str], last: str) -> set[str]:
    found = {_after(word, last) for word in words if word.startswith(last)}
    if not is_unspaced(last) or is_short(last):
        return found
    # The next token repeats all but the first sign.
    rest = without_first_sign(last)
    return found - {SPACE} | {word[len(rest)] for word in words if _longer(word, rest)} or found


def _after(word: str, begun: str) -> str:
    return word[len(begun)] if len(word) > len(begun) else SPACE
