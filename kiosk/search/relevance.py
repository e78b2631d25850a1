"""Ranking of titles that contain only some of the words, for queries typed as a question.

Titles are scored by BM25F (Robertson and Zaragoza 2009) over the stems of the words. Only the
titles that contain the most words and the rarest words are loaded and scored, so the time does not
grow with the size of the catalogue. No words are added to the query (pseudo-relevance feedback),
because added words moved the one correct title further down the list (docs/benchmarks.md).
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

import numpy as np
from sqlalchemy import Connection

from kiosk.search.filters.selection import IdArray, Selection
from kiosk.search.query import ParsedQuery
from kiosk.search.text.word_forms import query_forms, stem_words
from kiosk.search.vocabulary import count_titles_with

QUESTION_WORDS = 4  # a query with at least this many informative words is probably a question
MAX_RANKED = 1_000  # titles

_POPULAR = 5_000  # the number of titles considered for each word, most popular first
_COMMON = 20_000  # a word that occurs in more titles is too common to find candidates
_SCORED = 250  # the number of titles that are loaded and scored

# The parameters of BM25F. The weights apply to title, authors, subjects and summary.
_K1, _B = 1.6, 0.75
_WEIGHTS = (2, 1, 2, 1)

_TEXTS = """
SELECT id, language, title, authors, subjects, summary FROM search_entry
WHERE id IN (SELECT value FROM json_each(?))
"""
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM search_fts WHERE search_fts MATCH ? LIMIT ?)"


Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class _Text:
    """The stems of the words in an entry, counted with the weights of the fields."""

    id: int
    language: str
    stems: Counter[str]
    length: int


def rank_by_relevance(connection: Connection, selection: Selection, words: ParsedQuery) -> IdArray:
    """Return the entry ids in ``selection`` that match ``words`` best; at most MAX_RANKED."""
    known = [(_titles_with_any(connection, word), term) for word, term in words.informative_terms()]
    likely = select_candidates(connection, selection, known)
    texts = _texts(connection, likely[:_SCORED])
    asked = _asked([word for word, _ in words.informative_terms()], texts)
    order = _by_score(texts, asked, _Rarity(connection))
    scored = np.array([text.id for text in order], dtype=np.int64)
    return np.concatenate((scored, likely[_SCORED:]))


def select_candidates(
    connection: Connection, selection: Selection, terms: list[tuple[int, str]]
) -> IdArray:
    """Return the ids in ``selection`` that match the most and the rarest of ``terms``, best first.

    Each term is a pair: the approximate number of matching titles (0 if unknown), and an FTS5
    expression.
    """
    titles = _titles(connection)
    found: list[IdArray] = []
    weights: list[float] = []
    for count, term in sorted(terms):
        if count > _COMMON and sum(map(len, found)) >= _SCORED:
            break
        ids = selection.narrow(match=term).ids(connection, _POPULAR)
        found.append(ids)
        weights.append(_idf(max(count, len(ids)), titles))
    if not found:
        return np.empty(0, np.int64)
    ids, places = np.unique(np.concatenate(found), return_inverse=True)
    shares = np.repeat(weights, [len(each) for each in found])
    return ids[np.lexsort((ids, -np.bincount(places, shares, len(ids))))][:MAX_RANKED]


def _titles(connection: Connection) -> int:
    """Return the approximate number of titles; a few deleted titles may be counted too."""
    return connection.exec_driver_sql("SELECT max(bib_id) FROM search_entry").scalar() or 1


def _titles_with_any(connection: Connection, word: str) -> int:
    return sum(count_titles_with(connection, form) for form in (word, *query_forms(word)))


def _idf(count: int, titles: int) -> float:
    return log(1 + max(titles - count, 0) / (count + 0.5) + 0.5)


class _Rarity(dict[str, float]):
    """The inverse document frequency of each stem, computed on first use."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._titles = _titles(connection)

    def __missing__(self, form: str) -> float:
        asked = (f'"{form}"', _COMMON)
        count = self._connection.exec_driver_sql(_COUNT, asked).scalar() or 0
        if count == _COMMON:
            count = max(count, count_titles_with(self._connection, form))
        self[form] = worth = _idf(count, self._titles)
        return worth


def _texts(connection: Connection, ids: IdArray) -> list[_Text]:
    rows = connection.exec_driver_sql(_TEXTS, (json.dumps(ids.tolist()),))
    return [_text(*row) for row in rows]


def _text(number: int, language: str, *fields: str) -> _Text:
    words = " ".join(f"{text} " * times for text, times in zip(fields, _WEIGHTS, strict=True))
    counts = Counter(stem_words(words.split(), language))
    return _Text(number, language, counts, counts.total())


def _asked(words: list[str], texts: Iterable[_Text]) -> Weights:
    """Return the stems of ``words`` in the languages of ``texts``, and the count of each stem."""
    languages = {text.language for text in texts}
    forms = zip(*(stem_words(words, language) for language in languages), strict=True)
    found = Counter(form for same in forms for form in set(same))
    return dict(found)


def _by_score(texts: list[_Text], asked: Weights, rarity: _Rarity) -> list[_Text]:
    usual = sum(text.length for text in texts) / max(len(texts), 1) or 1
    worth = {form: weight * rarity[form] for form, weight in asked.items()}

    def score(text: _Text) -> float:
        damping = _K1 * (1 - _B + _B * text.length / usual)
        return sum(
            value * (times := text.stems[form]) / (times + damping)
            for form, value in worth.items()
            if form in text.stems
        )

    return sorted(texts, key=lambda text: (-score(text), text.id))
