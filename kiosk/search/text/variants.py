"""One key for the spellings of a word that writers mix ("fiqh", "fiqih", "fikih").

For Indonesian, the rules undo the ways in which loan words were adapted, above all from Arabic and
Dutch (Pedoman Umum Ejaan Bahasa Indonesia, 2016, chapter IV: unsur serapan). For English, they join
British and American spellings. Two other words seldom share a key, but some do; titles that match
only by a key come after titles with the typed word.
"""

import re
from collections.abc import Iterable, Iterator

_SHORTEST = 4  # letters

_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern), other) for pattern, other in pairs)


_LOAN = re.compile("q|[dksz]h|d[zl]|sy|ts")  # letters that only loan words from Arabic have
_OF_LOANS = _rules(("o", "a"))
_INDONESIAN = _rules(
    (r"^oe|(?<=[b-df-hj-np-tv-z])oe", "u"),
    (r"^h(?=[ui][a-z]{3})", ""),
    ("kh", "h"),
    ("q", "k"),
    (r"(?<=[bdkl])h$", "ih"),
    ("s[hy]|ts", "s"),
    ("dz|zh", "z"),
    ("d[hl]", "d"),
    ("th", "t"),
    ("gh", "g"),
    ("bh", "b"),
    ("ph|[fv]", "p"),
    ("x", "ks"),
    ("y(?=ek)", "j"),
    ("z", "j"),
    (r"(?<=[bdgkst])w(?=[aei])", "u"),
    (r"iy(?=a)", "i"),
    (r"uw(?=a)", "u"),
    (r"hn", "kn"),
    (r"ie(?=r)", "i"),
    (r"(?<=[a-z]{3}[aeo]s)is$", "a"),
    (r"(?<=lis)is$", "a"),
    (r"oda$", "ode"),
    (r"(?<=[aiou][b-df-hj-np-tv-z])e(?=[a-z])", "i"),
    (r"(?<=.{2})e(?=[b-df-hj-np-tv-z]$)", "i"),
    (r"(?<=.{2})o(?=[b-df-hj-np-tv-z]$)", "u"),
)
_ENGLISH = _rules(
    (r"(?<=[a-z]{2})our(?=$|s|ed|ing|ful|less|ite|able|er|y|al|hood|ist)", "or"),
    (r"is(?=e$|e[ds]$|er|ing$|ation)", "iz"),
    (r"ys(?=e$|e[ds]$|ing$)", "yz"),
    (r"(?<=[bt])re(?=$|s$|d$)", "er"),
    (r"ogue(?=$|s$)", "og"),
    (r"ence(?=$|s$)", "ense"),
    (r"ae", "e"),
    (r"programme", "program"),
    (r"jewellery", "jewelry"),
    (r"grey", "gray"),
    (r"ll(?=ed$|ing$|er$|ers$)", "l"),
)


def index_keys(words: Iterable[str], language: str) -> Iterator[str]:
    """Yield the keys to index for the folded ``words`` of a title in ``language``.

    A word that is its own key needs none.
    """
    for word in filter(_has_key, words):
        for languages, key_of, mark in _KEYS:
            if language in languages and (key := key_of(word)) != word:
                yield key + mark


def query_keys(word: str) -> Iterator[str]:
    """Yield the keys to search in addition to a folded ``word``."""
    if _has_key(word):
        for _, key_of, mark in _KEYS:
            key = key_of(word)
            yield from (key, key + mark)


def _indonesian_key(word: str) -> str:
    key = _applied(_OF_LOANS, word) if _LOAN.search(word) else word
    return _applied(_INDONESIAN, key)


def _english_key(word: str) -> str:
    return _applied(_ENGLISH, word)


def _has_key(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha()


def _applied(rules: _Rules, word: str) -> str:
    for pattern, other in rules:
        word = pattern.sub(other, word)
    return word


# The languages of titles ("" is unknown), and the mark of the key.
_KEYS = (
    (frozenset(("", "id", "jv", "ms", "su")), _indonesian_key, "0vi"),
    (frozenset(("", "en")), _english_key, "0ve"),
)
