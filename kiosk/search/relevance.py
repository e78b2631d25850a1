"""Ranking of titles that contain only some of the words, for queries typed as a question.

Titles are scored by BM25F (Robertson and Zaragoza 2009) over the stems of the words. Only the
titles that contain the most words and the rarest words are loaded and scored, so the time does not
grow with the size of the catalogue. No words are added to the query (pseudo-relevance feedback),
because added words moved the one correct title further down the list (docs/benchmarks.md).
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection

from kiosk.search.filters.selection import IdArray, Selection, count_matches
from kiosk.search.index_size import IndexSize, load_index_size
from kiosk.search.query import ParsedQuery
from kiosk.search.text.function_words import guess_language
from kiosk.search.text.normalise import FIELD_SEPARATOR
from kiosk.search.text.word_forms import query_forms, stems_in
from kiosk.search.vocabulary import count_titles_with

QUESTION_WORDS = 4  # a query with at least this many informative words is probably a question
MAX_RANKED = 1_000  # titles

_POPULAR = 5_000  # the number of titles considered for each word, most popular first
_COMMON = 20_000  # a word that occurs in more titles is too common to find candidates
_ENOUGH = 250  # titles; with fewer candidates, common words are searched too
# More titles are scored if they are long texts, because these contain many of the words.
_SCORED, _SCORED_LONG = 250, MAX_RANKED
_LONG = 40  # words; the mean of all titles

# The parameters of BM25F. The weights apply to title, authors, subjects and summary.
_K1, _B = 1.2, 0.75
_WEIGHTS = (1.5, 1, 1.5, 1)
# A word that has only the stem of an asked word counts less than the word itself. Words that follow
# each other as they were asked count as a term of their own (sequential dependence; Metzler and
# Croft 2005).
_SAME_STEM, _IN_ORDER = 0.8, 0.3

_TEXTS = """
SELECT id, language, title, authors, subjects, summary FROM search_entry
WHERE id IN (SELECT value FROM json_each(?))
"""

_Pair = tuple[str, str]


class _Text(NamedTuple):
    """The fields of an entry that are scored, in the order of ``_WEIGHTS``."""

    id: int
    language: str
    title: str
    authors: str
    subjects: str
    summary: str

    @property
    def fields(self) -> tuple[str, ...]:
        return _without_repeats(self.title), self.authors, self.subjects, self.summary


def rank_by_relevance(connection: Connection, selection: Selection, words: ParsedQuery) -> IdArray:
    """Return the entry ids in ``selection`` that match ``words`` best; at most MAX_RANKED."""
    terms = words.informative_terms()
    size = load_index_size(connection)
    known = [(_titles_with_any(connection, word), term) for word, term in dict(terms).items()]
    likely = select_candidates(connection, selection, known, size.titles)
    score = _Score(connection, size, [word for word, _ in terms])
    count = _SCORED_LONG if sum(size.lengths) > _LONG else _SCORED
    rows = connection.exec_driver_sql(_TEXTS, (json.dumps(likely[:count].tolist()),))
    scored = [(-score.of(text), text.id) for text in map(_Text._make, rows)]
    best = np.array([id_ for _, id_ in sorted(scored)], dtype=np.int64)
    return np.concatenate((best, likely[count:]))


def select_candidates(
    connection: Connection, selection: Selection, terms: list[tuple[int, str]], titles: int
) -> IdArray:
    """Return the ids in ``selection`` that match the most and the rarest of ``terms``, best first.

    Each term is a pair: the approximate number of matching titles (0 if unknown), and an FTS5
    expression. ``titles`` is the number of titles in the index.
    """
    found: list[IdArray] = []
    weights: list[float] = []
    for count, term in sorted(terms):
        if count > _COMMON and sum(map(len, found)) >= _ENOUGH:
            break
        ids = selection.narrow(match=term).ids(connection, _POPULAR)
        found.append(ids)
        weights.append(_idf(max(count, len(ids)), titles))
    if not found:
        return np.empty(0, np.int64)
    ids, places = np.unique(np.concatenate(found), return_inverse=True)
    shares = np.repeat(weights, [len(each) for each in found])
    return ids[np.lexsort((ids, -np.bincount(places, shares, len(ids))))][:MAX_RANKED]


def _without_repeats(titles: str) -> str:
    """Return ``titles`` without the shorter forms of a title that are indexed beside it."""
    if FIELD_SEPARATOR not in titles:
        return titles
    kept: list[str] = []
    for title in titles.split(FIELD_SEPARATOR):
        if not any(f" {title} " in f" {longer} " for longer in kept):
            kept.append(title)
    return " ".join(kept)


def _titles_with_any(connection: Connection, word: str) -> int:
    return sum(count_titles_with(connection, form) for form in (word, *query_forms(word)))


def _idf(count: int, titles: int) -> float:
    return log(1 + max(titles - count, 0) / (count + 0.5) + 0.5)


class _Score:
    """BM25F of texts for the ``typed`` words, each as often as it was typed."""

    def __init__(self, connection: Connection, size: IndexSize, typed: Sequence[str]) -> None:
        self._typed = typed
        self._rarity = _Rarity(connection, size.titles)
        self._language = guess_language(typed)
        self._of_language: dict[str, _Worth] = {}
        lengths = zip(_WEIGHTS, size.lengths, strict=True)
        self._usual = sum(weight * length for weight, length in lengths) or 1.0

    def of(self, text: _Text) -> float:
        worth = self._worth(text.language or self._language)
        counts: dict[str | _Pair, float] = defaultdict(float)
        length = 0.0
        for weight, field in zip(_WEIGHTS, text.fields, strict=True):
            words = field.split()
            length += weight * len(words)
            worth.count(words, weight, counts)
        damping = _K1 * (1 - _B + _B * length / self._usual)
        return sum(worth.of[term] * times / (times + damping) for term, times in counts.items())

    def _worth(self, language: str) -> "_Worth":
        known = self._of_language.get(language)
        if known is None:
            known = self._of_language[language] = _Worth(
                self._typed, stems_in(language), self._rarity
            )
        return known


class _Worth:
    """The value of each asked stem, and of each pair of stems asked in order, in one language."""

    def __init__(
        self, typed: Sequence[str], stems: Mapping[str, str], rarity: Mapping[str, float]
    ) -> None:
        asked = [stems[word] for word in typed]
        self._asked_stem = _AskedStems(stems, asked)
        self._typed = frozenset(typed)
        self.of: dict[str | _Pair, float] = {
            stem: count * rarity[stem] for stem, count in Counter(asked).items()
        }
        self.of |= {(a, b): _IN_ORDER * (rarity[a] + rarity[b]) for a, b in pairwise(asked)}

    def count(self, words: list[str], weight: float, counts: "dict[str | _Pair, float]") -> None:
        """Add ``weight`` to ``counts`` for each asked stem and pair among ``words``."""
        stems = list(map(self._asked_stem.__getitem__, words))
        before = ""
        for place, stem in enumerate(stems):
            if stem:
                counts[stem] += weight if words[place] in self._typed else weight * _SAME_STEM
                if before and (before, stem) in self.of:
                    counts[before, stem] += weight
            before = stem


class _AskedStems(dict[str, str]):
    """The stem of each word whose stem is among ``asked``, and "" for every other word."""

    def __init__(self, stems: Mapping[str, str], asked: Iterable[str]) -> None:
        self._stems = stems
        self._asked = frozenset(asked)

    def __missing__(self, word: str) -> str:
        stem = self._stems[word]
        self[word] = found = stem if stem in self._asked else ""
        return found


class _Rarity(dict[str, float]):
    """The inverse document frequency of each stem, computed on first use."""

    def __init__(self, connection: Connection, titles: int) -> None:
        self._connection = connection
        self._titles = titles

    def __missing__(self, form: str) -> float:
        count = count_matches(self._connection, f'"{form}"', _COMMON)
        if count == _COMMON:
            count = max(count, count_titles_with(self._connection, form))
        self[form] = worth = _idf(count, self._titles)
        return worth
