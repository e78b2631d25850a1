"""Titles about the same thing as the typed words, in any language."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Hit, Query, Results
from kiosk.services.catalogue.meaning_search import MeaningSearch

MOST_RELATED = 5
FEW_TITLES = 5  # with fewer titles, the answer of the words is short
_KEPT_FIRST = 2  # titles with only some of the words that are shown before the related ones
_SHORTEST = 3  # letters that can mean anything; a character of Chinese is a word


class RelatedTitles:
    """Finds titles by meaning, in the catalogue of ``find``."""

    def __init__(self, find: CatalogueSearch, meaning: MeaningSearch) -> None:
        self._find = find
        self._meaning = meaning

    def expected(self, query: Query, results: Results) -> bool:
        """Return True if related titles should follow ``results``, which are few or poor."""
        short = len(results.hits) < FEW_TITLES and not results.more
        return self._meaning.running and _has_meaning(query.words) and (short or _is_poor(results))

    def related(self, query: Query, shown: Collection[int]) -> tuple[Hit, ...]:
        """Return at most MOST_RELATED titles about ``query.words`` that pass its filters.

        Titles with the ids ``shown`` are left out. Wait for the answer; raise SearchCancelled like
        ``CatalogueSearch.search``.
        """
        near = [id_ for id_, _ in self._meaning.nearest(query.words) if id_ not in shown]
        return self._find.hits_within(replace(query, words=""), near, MOST_RELATED)

    def hits(self, bib_ids: Sequence[int]) -> tuple[Hit, ...]:
        """Return these titles with their copies as they are now, leaving out deleted titles."""
        return self._find.hits(bib_ids)


def titles_before(results: Results) -> tuple[Hit, ...]:
    """Return the titles of ``results`` to show before the related ones: only two poor ones."""
    return results.hits[:_KEPT_FIRST] if _is_poor(results) else results.hits


def _is_poor(results: Results) -> bool:
    """Return True if no title has all the words as they were typed."""
    return results.partial or results.corrected


def _has_meaning(words: str) -> bool:
    """Return True if ``words`` are more than a number or a letter or two."""
    letters = [letter for letter in words if unicodedata.category(letter)[0] in "LM"]
    return len(letters) >= _SHORTEST or any(unicodedata.category(each) == "Lo" for each in letters)
