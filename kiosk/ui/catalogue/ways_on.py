"""What a visitor can do next if a search finds nothing, or not what was meant."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Fallback, Query, Results
from kiosk.ui.base.author_name import natural_name
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.filters import ALL_BRANCHES, ChosenFilters, filter_key

_MOST_BY_WORDS = 4  # ways by other words, which are above titles with some of the words


@dataclass(frozen=True)
class WayOnRow:
    """A way on, as shown by NothingFound.qml.

    ``kind`` is "filter" (removes the filter ``value`` of ``facet``), "all_filters" (removes all of
    them), "branches" (searches in all branches), "words" (searches for ``value``), or "authors" or
    "subjects" (shows the titles of the heading ``value``).
    """

    kind: str
    text: str
    value: str = ""
    facet: str = ""
    pictogram: str = "find"


def search_or_loosen(
    find: CatalogueSearch, query: Query, limit: int, loosened: Mapping[str, Query]
) -> tuple[Results, frozenset[str]]:
    """Return the results, and the keys of ``loosened`` that find titles if the filters hide all."""
    results = find.search(query, limit)
    if not results.hidden:
        return results, frozenset()
    return results, frozenset(key for key, less in loosened.items() if find.search(less, 1).hits)


def ways_on(
    results: Results | None, filters: ChosenFilters, helpful: Set[str], t: Translator
) -> list[WayOnRow]:
    """Return the ways on, the most useful one first, or an empty list if titles were found.

    Each of them finds titles: ``helpful`` are the keys of ChosenFilters.loosened that do.
    """
    if results is None or (results.hits and (results.corrected or not results.altered)):
        return []
    rows = _fewer_filters(filters, helpful, t) if results.hidden else []
    return rows + _fewer_words(results.fallback, t)


def _fewer_filters(filters: ChosenFilters, helpful: Set[str], t: Translator) -> list[WayOnRow]:
    rows = [
        WayOnRow(
            "filter",
            t.pgettext("catalogue", "Remove “{filter}”", filter=chip.text),
            chip.value,
            chip.facet,
            "close",
        )
        for chip in filters.all_chosen(t)
        if filter_key(chip.facet, chip.value) in helpful
    ]
    if ALL_BRANCHES in helpful:
        text = t.pgettext("catalogue", "Search in all branches")
        rows.append(WayOnRow("branches", text, pictogram="place"))
    if not rows:
        text = t.pgettext("catalogue", "Remove all filters")
        rows.append(WayOnRow("all_filters", text, pictogram="close"))
    return rows


def _fewer_words(fallback: Fallback, t: Translator) -> list[WayOnRow]:
    rows = [
        WayOnRow(
            "authors",
            t.pgettext("catalogue", "Titles by {author}", author=natural_name(name)),
            name,
        )
        for name in fallback.authors
    ]
    rows += [
        WayOnRow(
            "subjects", t.pgettext("catalogue", "Titles about “{subject}”", subject=name), name
        )
        for name in fallback.subjects
    ]
    rows += [
        WayOnRow("words", t.pgettext("catalogue", "Only “{words}”", words=word), word)
        for word in sorted(fallback.alone, key=len, reverse=True)
    ]
    return rows[:_MOST_BY_WORDS]
