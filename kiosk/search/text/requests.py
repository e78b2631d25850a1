"""Requests: the words around what a visitor asks for, such as "do you have …" and "cari buku …".

requests.txt lists them in the ten languages. A title may hold the same words, so a search tries the
whole text first.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from kiosk.search.text.normalise import index_tokens
from kiosk.search.text.unspaced import is_unspaced, join_unspaced

_HEAD = re.compile(r"\[(\w+) (\w+)\]")
_Words = tuple[str, ...]


def _read() -> dict[str, list[str]]:
    """Return the phrases of all languages by their place in a request."""
    found: dict[str, list[str]] = {"before": [], "then": [], "after": []}
    place = ""
    for line in Path(__file__).with_name("requests.txt").read_text("utf-8").splitlines():
        if head := _HEAD.fullmatch(line):
            place = head[2]
        elif place:
            found[place] += filter(None, map(str.strip, line.split(";")))
    return found


class _Phrases:
    """Phrases of folded words, and phrases of languages that are written without spaces."""

    def __init__(self, phrases: Iterable[str]) -> None:
        texts = list(phrases)
        self._words = {tuple(index_tokens(text)) for text in texts if not _runs_on(text)}
        self._longest = max(map(len, self._words))
        # Longer ones first, so that a phrase wins over its beginning.
        self.unspaced = sorted((text for text in texts if _runs_on(text)), key=len, reverse=True)

    def length_at_start(self, words: _Words) -> int:
        """Return the number of words of the longest phrase that ``words`` begin with."""
        lengths = range(min(self._longest, len(words)), 0, -1)
        return next((n for n in lengths if words[:n] in self._words), 0)

    def length_at_end(self, words: _Words) -> int:
        """Return the number of words of the longest phrase that ``words`` end with."""
        lengths = range(min(self._longest, len(words)), 0, -1)
        return next((n for n in lengths if words[-n:] in self._words), 0)


def _runs_on(text: str) -> bool:
    return is_unspaced(text) or not any(char.isalnum() for char in text)


_PHRASES = _read()
_BEFORE, _THEN, _AFTER = (_Phrases(_PHRASES[place]) for place in ("before", "then", "after"))


def strip_request(text: str) -> str:
    """Return ``text`` without the words of a request, or "" if it is no request."""
    if is_unspaced(text):
        return _strip_unspaced(join_unspaced(text.strip()))
    written = text.split()
    tokens = [(token, place) for place, word in enumerate(written) for token in index_tokens(word)]
    words = tuple(token for token, _ in tokens)
    start = max((place for place in _starts(words) if place < len(words)), default=0)
    end = len(words)
    while (length := _AFTER.length_at_end(words[start:end])) < end - start and length:
        end -= length
    if end - start == len(words):
        return ""
    return " ".join(written[tokens[start][1] : tokens[end - 1][1] + 1])


def _starts(words: _Words) -> Iterator[int]:
    """Yield the places at which what is asked for may start."""
    start = 0
    while length := _BEFORE.length_at_start(words[start:]):
        start += length
        yield start
        while length := _THEN.length_at_start(words[start:]):
            start += length
            yield start


def _strip_unspaced(text: str) -> str:
    rest = text
    while begun := _phrase(_BEFORE.unspaced, rest, str.startswith):
        rest = rest[len(begun) :].strip()
        while then := _phrase(_THEN.unspaced, rest, str.startswith):
            rest = rest[len(then) :].strip()
    while ended := _phrase(_AFTER.unspaced, rest, str.endswith):
        rest = rest[: -len(ended)].strip()
    return rest if rest != text else ""


def _phrase(phrases: Sequence[str], text: str, matches: Callable[[str, str], bool]) -> str:
    return next((each for each in phrases if len(each) < len(text) and matches(text, each)), "")
