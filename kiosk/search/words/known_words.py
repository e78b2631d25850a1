"""Common words and names of the kiosk's languages, which are never corrected.

A word that no title has is not misspelt for that reason alone: the library may simply not have it.
The files beside this module hold the CRC-32 of each word as the index folds it (decision 28).
"""

from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

_LONGEST_ACRONYM = 5  # letters
_VOWELS = frozenset("aeiouy")


def is_known(word: str) -> bool:
    """Return True if a folded ``word`` is a common word or name of one of the languages."""
    return _is_listed("words", word)


def is_everyday(word: str) -> bool:
    """Return True if a folded ``word`` is an everyday word or name, or the beginning of one."""
    return _is_listed("beginnings", word)


def is_acronym(typed: str, query: str) -> bool:
    """Return True if ``typed``, a word of ``query``, is an acronym such as UMKM, BPJS or pdf."""
    if len(typed) > _LONGEST_ACRONYM:
        return False
    if typed.isupper() and (typed == query.strip() or not query.isupper()):
        return True  # several words, all in capitals, were typed with a locked shift key
    return typed.isascii() and _VOWELS.isdisjoint(typed.lower())


def _is_listed(name: str, word: str) -> bool:
    listed, number = _numbers(name), np.uint32(crc32(word.encode()))
    place = int(np.searchsorted(listed, number))
    return place < len(listed) and bool(listed[place] == number)


@cache
def _numbers(name: str) -> npt.NDArray[np.uint32]:
    return np.memmap(Path(__file__).with_name(f"{name}.crc32"), "<u4", mode="r")
