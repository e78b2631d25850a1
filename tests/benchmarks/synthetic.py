"""A made-up catalogue of any size whose words are as unevenly common as in life.

Words follow Zipf's law (the n-th most common is met 1/n as often as the first);
titles have 2 to 10 of them; people, subjects, years and copies are skewed alike.
Same seed, same catalogue.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from kiosk.domain.records import BibliographicRecord, Format, Item, ItemStatus

_ONSETS = "b br c ch d f fl g gr h j k l m n p pr qu r s sh st t th tr v w z".split()  # noqa: SIM905
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("n", "r", "s", "t", "l", "m", "nd", "ng", "ck", "st", "rt", *([""] * 9))
_LANGUAGES = {"id": 50, "en": 30, "ar": 8, "zh": 5, "nl": 4, "jv": 2, "fr": 1}
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
    """``count`` records."""
    maker = _Maker(random.Random(seed), count)
    return (maker.record(number) for number in range(count))


@dataclass
class _Choice:
    """Draws of ``things``, the n-th 1/n as often as the first unless ``weights`` are given."""

    things: list
    weights: list[float] | None = None
    _ends: list[float] = field(init=False)

    def __post_init__(self) -> None:
        weights = self.weights or [1 / (n + 1) for n in range(len(self.things))]
        self._ends = list(accumulate(weights))

    def draw(self, rng: random.Random, count: int) -> list:
        return rng.choices(self.things, cum_weights=self._ends, k=count)


class _Maker:
    def __init__(self, rng: random.Random, count: int) -> None:
        self._rng = rng
        size = 2000 + int(10 * count**0.7)  # Heaps' law
        words = list(dict.fromkeys(self._word() for _ in range(size)))
        self._words = _Choice(words)
        names = [w.title() for w in words[200:]]
        self._people = _Choice([self._person(names) for _ in range(max(50, count // 3))])
        headings = [" ".join(self._words.draw(rng, rng.randint(1, 3))).title()
                    for _ in range(max(50, count // 20))]  # fmt: skip
        self._subjects = _Choice(headings)
        self._languages = _weighted(_LANGUAGES)
        self._formats = _weighted(_FORMATS)
        self._branches = _weighted(_BRANCHES)
        self._statuses = _weighted(_STATUSES)

    def record(self, number: int) -> BibliographicRecord:
        rng = self._rng
        kind = self._formats.draw(rng, 1)[0]
        digital = kind is Format.EBOOK
        return BibliographicRecord(
            source_id=f"syn{number:07}",
            title=" ".join(self._words.draw(rng, rng.randint(2, 10))).capitalize(),
            authors=tuple(dict.fromkeys(self._people.draw(rng, rng.choice((1, 1, 1, 2, 3))))),
            year=2025 - min(int(rng.expovariate(1 / 15)), 120),
            language=self._languages.draw(rng, 1)[0],
            format=kind,
            subjects=tuple(dict.fromkeys(self._subjects.draw(rng, rng.randint(1, 4)))),
            isbns=(f"978{rng.randrange(10**10):010}",),
            publisher=self._people.draw(rng, 1)[0].split(",")[0],
            url=f"https://example.org/{number}" if digital else "",
            items=() if digital else tuple(self._items()),
        )

    def _items(self) -> Iterator[Item]:
        rng = self._rng
        shelf = f"{rng.randrange(1000):03}.{rng.randrange(100)} {rng.choice('ABCDEFGHIJ')}"
        for branch in self._branches.draw(rng, min(1 + int(rng.expovariate(1)), 12)):
            yield Item(branch, "", shelf, self._statuses.draw(rng, 1)[0])

    def _word(self) -> str:
        rng = self._rng
        syllables = rng.choices((1, 2, 3, 4), weights=(2, 5, 4, 1))[0]
        return "".join(
            rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(syllables)
        )

    def _person(self, names: list[str]) -> str:
        return f"{self._rng.choice(names)}, {self._rng.choice(names)}"


def _weighted(weights: dict) -> _Choice:
    return _Choice(list(weights), [float(w) for w in weights.values()])
