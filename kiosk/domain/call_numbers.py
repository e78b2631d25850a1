"""The order of call numbers on shelves: Dewey, UDC, Library of Congress and local prefixes.

A call number is read as tokens, which compare as shelves are arranged:

- Words before the class number ("R 899.221", "FIC") are a sequence of their own after the numbers.
- Dewey and UDC numbers are decimals: 641.59598 comes before 641.6. The space after each group of
  three decimals has no meaning ("641.595 98"), and neither have the points of UDC.
- The signs of UDC follow its filing order (UDC Consortium, "Filing order"): 59+60, 59/60, 59,
  59:37, 59=111, 59(091), 59(410), 59"19", 59-1.
- Library of Congress: letters, a whole number with decimals, then cutters.
- Cutters are decimals (H12, H123, H2); years and volumes are whole numbers (v.2 before v.10).
"""

import re
import unicodedata
from functools import lru_cache

Token = tuple[int, str, int]
CallNumberKey = tuple[Token, ...]

_LONGEST = 200  # characters that are compared
_PLAIN = (0, "", 0)  # follows a class number without "+" or "/", which file before it
_CLASS, _WORD, _NUMBER = 1, 2, 3  # ranks of tokens

_LOC = re.compile(r"([A-Z]{1,3})(\s*)(\d{1,4})(?!\d)(?:\.(\d+))?(\s*\.[A-Z]\d|[A-Z]\d)?")
_NUMBERED_CLASS = re.compile(r"\d[X]\d*(?:\.\d+)*|\d+(?:\.\d+)*")
_DECIMALS_GO_ON = re.compile(r" (\d{1,3})(?![\d.])")
_SIGN = re.compile(r"""(::|\(=|\(0|\(|-0|[-+/:\[=*'"])([\dA-Z.]*)[)"\]]?""")
_SIGN_RANKS = {
    "+": -2, "/": -1, ":": 10, "::": 11, "[": 12, "=": 13, "(0": 14, "(": 15, "(=": 16, '"': 17,
    "*": 18, "-0": 20, "-": 21, "'": 22,
}  # fmt: skip
_DEWEY = re.compile(r"(?<!\d)(?<!\d\.)(\d[\dX]\d)(?![\dA-Z])")
_VOLUME = re.compile(r"(VOL|V|JILID|JIL|NO|BD|PT|T)(?:\.\s*|\s+)(\d+)|(VOL|JILID|JIL)(\d+)")
_CUTTER = re.compile(r"([^\W\d_]{1,3})(\d+)")
_WORDS = re.compile(r"""[^\s\d.,:;/()\[\]"=+*'-]+""")
_DIGITS = re.compile(r"\d+")
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f]")


@lru_cache(maxsize=8_192)
def call_number_key(text: str) -> CallNumberKey:
    """Return a key by which call numbers sort as they stand on shelves.

    Call numbers that differ only in case, spaces or the grouping of decimals have equal keys. Every
    string has a key; the key of an empty string comes first.
    """
    rest, tokens = normalise_call_number(text), list[Token]()
    while rest:
        found = _library_of_congress(rest) or _decimal_class(rest)
        if found:
            return tuple(tokens + found[0] + _marks(found[1]))
        word = _WORDS.match(rest)
        if word:
            tokens.append((_WORD, word[0].casefold(), 0))
        rest = rest[word.end() if word else 1 :].lstrip()
    return tuple(tokens)


def dewey_class(call_number: str) -> str:
    """Return the Dewey class of three digits ("641" of "R 641.5 SIT"), or "" if there is none."""
    number = next((token for token in call_number_key(call_number) if token[0] == _CLASS), None)
    if number is None or not number[1]:
        return ""  # Library of Congress
    found = _DEWEY.search(normalise_call_number(call_number))
    return found[1] if found else ""


def is_in_range(call_number: str, first: str, last: str) -> bool:
    """Return True if ``call_number`` stands between ``first`` and ``last``, both included.

    ``first`` and ``last`` may be beginnings of call numbers: "649" as the last includes
    "649.7 ABC". An empty bound does not restrict the range.
    """
    key = call_number_key(call_number)
    if first and key < _beginning(first):
        return False
    return not last or _cut(key, _beginning(last)) <= _beginning(last)


def ranges_overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Return True if some call number can stand in both ranges, given as (first, last)."""
    return _starts_within(one, other) or _starts_within(other, one)


def follows_directly(last: str, first: str) -> bool:
    """Return True if no class number lies between the end of one range and the start of the next.

    Only bounds that are mere class numbers of the same length are compared ("649" and "650"); for
    other bounds the answer is True, because nobody can tell.
    """
    before, after = _beginning(last), _beginning(first)
    if len(before) != 1 or len(after) != 1 or before[0][0] != _CLASS or after[0][0] != _CLASS:
        return True
    one, other = before[0][1], after[0][1]
    if not (one.isdecimal() and other.isdecimal()):
        return True
    length = max(len(one), len(other))
    return int(other.ljust(length, "0")) <= int(one.ljust(length, "9")) + 1


def _starts_within(inner: tuple[str, str], outer: tuple[str, str]) -> bool:
    if not inner[0]:
        return not outer[0]
    return is_in_range(inner[0], *outer)


def _beginning(text: str) -> CallNumberKey:
    key = call_number_key(text)
    return key[:-1] if key and key[-1] == _PLAIN else key


def _cut(key: CallNumberKey, to: CallNumberKey) -> CallNumberKey:
    """Return ``key`` without what goes beyond the beginning ``to``."""
    key = key[: len(to)]
    if not to or len(key) < len(to):
        return key
    rank, word, number = key[-1]
    return (*key[:-1], (rank, word[: len(to[-1][1])], number))


def normalise_call_number(text: str) -> str:
    """Return ``text`` in capital letters with ASCII digits and single spaces, without accents."""
    text = unicodedata.normalize("NFKC", text)[:_LONGEST]
    text = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    decomposed = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return " ".join(unicodedata.normalize("NFC", decomposed).upper().split())


def _library_of_congress(text: str) -> tuple[list[Token], str] | None:
    found = _LOC.match(text)
    if not found:
        return None
    letters, space, number, decimals, cutter = found.groups()
    # "R 899.221" is a Dewey number with a prefix; "QA 276 .B3" is none, because it has a cutter.
    if space and not (cutter and cutter.lstrip().startswith(".")) and len(number) == 3:
        return None
    tokens = [
        (_WORD, letters.casefold(), 0),
        (_CLASS, "", int(number)),
        (_CLASS, decimals or "", 0),
    ]
    return tokens, text[found.start(5) if cutter else found.end() :]


def _decimal_class(text: str) -> tuple[list[Token], str] | None:
    found = _NUMBERED_CLASS.match(text)
    if not found:
        return None
    digits, rest = found[0], text[found.end() :]
    while "." in digits and len(digits.rpartition(".")[2]) % 3 == 0:
        more = _DECIMALS_GO_ON.match(rest)
        if not more:
            break
        digits, rest = digits + more[1], rest[more.end() :]
    tokens: list[Token] = [(_CLASS, digits.replace(".", "").casefold(), 0)]
    if rest[:1] not in ("+", "/"):
        tokens.append(_PLAIN)
    while sign := _SIGN.match(rest):
        tokens.append((_SIGN_RANKS[sign[1]], sign[2].replace(".", "").casefold(), 0))
        rest = rest[sign.end() :]
    return tokens, rest


def _marks(text: str) -> list[Token]:
    """Return the tokens after the class number: cutters, words, volumes and years."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if volume := _VOLUME.match(text, at):
            tokens += [(_WORD, "v", 0), (_NUMBER, "", int(volume[2] or volume[4]))]
            at = volume.end()
        elif cutter := _CUTTER.match(text, at):
            # The digits of a cutter are decimals, and a letter without digits comes first.
            tokens += [(_WORD, cutter[1].casefold(), 0), (_CLASS, cutter[2], 0)]
            at = cutter.end()
        elif word := _WORDS.match(text, at):
            tokens.append((_WORD, word[0].casefold(), 0))
            at = word.end()
        elif digits := _DIGITS.match(text, at):
            tokens.append((_NUMBER, "", int(digits[0])))
            at = digits.end()
        else:
            at += 1
    return tokens
