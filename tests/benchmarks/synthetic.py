"""A synthetic catalogue of any size, with a realistic number and distribution of words.

Words, beginnings of titles, people and publishers are drawn from Pitman-Yor processes (Pitman and
Yor 1997): frequent values are drawn more often, and new values never stop appearing (Heaps' law).
The two parameters of each process are maximum-likelihood estimates for the real titles of
bench_ambiguity and their records; lengths and function words were counted in the same titles. The
same seed produces the same catalogue.
"""

import random
from array import array
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any

from kiosk.domain.records import BibliographicRecord, Format, Item, ItemStatus

# Sounds, with the frequency at which each begins, forms or ends a syllable.
_ONSETS = (  # noqa: SIM905
    "b b b br c c c c ch cl d d d d f f f fl g g gr h h h j k k l l l m m m m m n n p p p p p pr"
    " qu r r r r s s s s s sh st st str t t t tr v v w w z"
).split() + [""] * 12
_VOWELS = "a a a a e e e e e i i i o o o u u ai ea ou".split()  # noqa: SIM905
_CODAS = "n n r r s l t m nd ng ck st rt".split() + [""] * 13  # noqa: SIM905
_SYLLABLES = {1: 2, 2: 6, 3: 5, 4: 1}  # number of syllables in a word: weight

# The discount and strength of each process.
_CONTENT_WORDS = (0.58, 1000)
_BEGINNINGS = (0.88, 3000)  # to the word after the first content word
_PEOPLE = (0.71, 1000)
_PUBLISHERS = (0.77, 150)
_NAMES = (0.74, 400)  # of people

_LENGTH = (1.667, 0.586)  # mean and deviation of the logarithm of the number of words in a title

# The shares of function words: first, after a first one, after another one, after a content word.
_AT_FIRST, _AT_SECOND, _AFTER_FUNCTION, _AFTER_CONTENT = 0.332, 0.069, 0.206, 0.243
_OPENING = {
    "the": 3207, "a": 370, "i": 64, "in": 52, "how": 49, "my": 48, "an": 45, "on": 34, "this": 29,
    "when": 28, "what": 27, "from": 26, "no": 23, "to": 21, "where": 21, "you": 19, "we": 16,
}  # fmt: skip
_WITHIN = {
    "the": 3983, "of": 3396, "and": 1586, "a": 1033, "in": 1005, "to": 661, "for": 388, "on": 293,
    "from": 236, "you": 219, "with": 185, "an": 173, "at": 172, "is": 143, "my": 141, "i": 136,
    "me": 127, "by": 108, "your": 86, "who": 76, "that": 75, "it": 74, "no": 73, "how": 72,
}  # fmt: skip
_FUNCTION_WORDS = _OPENING.keys() | _WITHIN.keys()

_LANGUAGES = {"id": 50, "en": 30, "ar": 8, "zh": 5, "nl": 4, "jv": 2, "fr": 1}
_AUTHORS = {1: 75, 2: 16, 3: 5, 4: 2, 5: 1}  # number of authors of a record: weight
_FORMATS = {
    Format.BOOK: 80, Format.EBOOK: 8, Format.VIDEO: 4, Format.AUDIOBOOK: 3,
    Format.SERIAL: 3, Format.MUSIC: 1, Format.MAP: 1,
}  # fmt: skip
_BRANCHES = {f"B{n:02}": 40 // (n + 1) + 1 for n in range(12)}
_STATUSES = {
    ItemStatus.AVAILABLE: 70, ItemStatus.ON_LOAN: 20, ItemStatus.REFERENCE: 5,
    ItemStatus.MISSING: 3, ItemStatus.UNKNOWN: 2,
}  # fmt: skip


def records(count: int, seed: int = 1) -> Iterator[BibliographicRecord]:
    """Yield ``count`` synthetic records."""
    maker = _Maker(random.Random(seed), count)
    return (maker.record(number) for number in range(count))


class _Choice:
    """Draws keys of ``weights`` at random, in proportion to the weights."""

    def __init__(self, rng: random.Random, weights: dict) -> None:
        self._rng, self._things = rng, list(weights)
        self._ends = list(accumulate(weights.values()))

    def draw(self, count: int) -> list:
        return self._rng.choices(self._things, cum_weights=self._ends, k=count)

    def one(self) -> Any:
        return self.draw(1)[0]


class _Urn:
    """Draws from a Pitman-Yor process; ``make`` creates a new value.

    After n draws with k different values, the next value is new with the probability (strength +
    discount k) / (strength + n); otherwise, a value drawn c times before is drawn in proportion to
    c - discount. In the long run, k grows as n ** discount.
    """

    def __init__(
        self, rng: random.Random, law: tuple[float, float], make: Callable[[], Any]
    ) -> None:
        self._random, self._make = rng.random, make
        self._discount, self._strength = law
        self._drawn, self._times, self._things = array("I"), array("I"), []

    def draw(self) -> Any:
        chance, drawn, times = self._random, self._drawn, self._times
        fresh = self._strength + self._discount * len(times)
        if chance() * (self._strength + len(drawn)) < fresh:
            at = len(times)
            self._things.append(self._make())
            times.append(0)
        else:
            at = drawn[int(chance() * len(drawn))]
            while chance() * times[at] < self._discount:
                at = drawn[int(chance() * len(drawn))]
        drawn.append(at)
        times[at] += 1
        return self._things[at]


class _Maker:
    def __init__(self, rng: random.Random, count: int) -> None:
        self._rng = rng
        self._words = _Urn(rng, _CONTENT_WORDS, _words(rng).__next__)
        self._beginnings = _Urn(rng, _BEGINNINGS, self._beginning)
        self._names = _Urn(rng, _NAMES, _words(rng).__next__)
        self._people = _Urn(rng, _PEOPLE, self._person)
        self._publishers = _Urn(rng, _PUBLISHERS, lambda: self._names.draw().title())
        self._opening, self._within = _Choice(rng, _OPENING), _Choice(rng, _WITHIN)
        headings = max(50, count // 20)
        self._subjects = _Choice(rng, {self._heading(): 1 / (n + 1) for n in range(headings)})
        self._languages, self._formats = _Choice(rng, _LANGUAGES), _Choice(rng, _FORMATS)
        self._branches, self._statuses = _Choice(rng, _BRANCHES), _Choice(rng, _STATUSES)
        self._authors = _Choice(rng, _AUTHORS)

    def record(self, number: int) -> BibliographicRecord:
        rng = self._rng
        kind = self._formats.one()
        digital = kind is Format.EBOOK
        return BibliographicRecord(
            source_id=f"syn{number:07}",
            title=" ".join(self._title()).capitalize(),
            authors=tuple(dict.fromkeys(self._people.draw() for _ in range(self._authors.one()))),
            year=2025 - min(int(rng.expovariate(1 / 15)), 120),
            language=self._languages.one(),
            format=kind,
            subjects=tuple(dict.fromkeys(self._subjects.draw(rng.randint(1, 4)))),
            isbns=(f"978{rng.randrange(10**10):010}",),
            publisher=self._publishers.draw(),
            url=f"https://example.org/{number}" if digital else "",
            items=() if digital else tuple(self._items()),
        )

    def _title(self) -> list[str]:
        length = max(2, round(self._rng.lognormvariate(*_LENGTH)))
        words = list(self._beginnings.draw())
        while len(words) < length:
            words.append(self._next(words[-1]))
        return words[:length]

    def _beginning(self) -> tuple[str, ...]:
        words, chance, function = [], _AT_FIRST, self._opening
        while self._rng.random() < chance:
            words.append(function.one())
            chance, function = _AT_SECOND, self._within
        content = self._words.draw()
        return (*words, content, self._next(content))

    def _next(self, before: str) -> str:
        chance = _AFTER_FUNCTION if before in _FUNCTION_WORDS else _AFTER_CONTENT
        return self._within.one() if self._rng.random() < chance else self._words.draw()

    def _items(self) -> Iterator[Item]:
        rng = self._rng
        shelf = f"{rng.randrange(1000):03}.{rng.randrange(100)} {rng.choice('ABCDEFGHIJ')}"
        for branch in self._branches.draw(min(1 + int(rng.expovariate(1)), 12)):
            yield Item(branch, "", shelf, self._statuses.one())

    def _heading(self) -> str:
        return " ".join(self._words.draw() for _ in range(self._rng.randint(1, 3))).title()

    def _person(self) -> str:
        return f"{self._names.draw()}, {self._names.draw()}".title()


def _words(rng: random.Random) -> Iterator[str]:
    """Yield an endless series of different pronounceable words that are not function words."""
    met, syllables = set(_FUNCTION_WORDS), _Choice(rng, _SYLLABLES)
    while True:
        word = "".join(_syllable(rng) for _ in range(syllables.one()))
        while word in met:
            word += _syllable(rng)
        met.add(word)
        yield word


def _syllable(rng: random.Random) -> str:
    return rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS)
