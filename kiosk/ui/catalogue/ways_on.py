"""What a visitor can do next if a search finds nothing, or not what was meant."""

from dataclasses import dataclass

from kiosk.services.catalogue.catalogue_search import Results
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.filters import ChosenFilters

_MOST_WORDS = 4


@dataclass(frozen=True)
class WayOnRow:
    """A way on, as shown by NothingFound.qml.

    ``kind`` is "filter" (removes the filter ``value`` of ``facet``), "branches" (searches in all
    branches) or "words" (searches for ``value``).
    """

    kind: str
    text: str
    value: str = ""
    facet: str = ""
    pictogram: str = "find"


def ways_on(
    results: Results | None, words: str, filters: ChosenFilters, t: Translator
) -> list[WayOnRow]:
    """Return the ways on, the most useful one first, or an empty list if titles were found."""
    if results is None or (results.hits and not results.partial):
        return []
    rows: list[WayOnRow] = []
    if results.hidden:
        rows += [
            WayOnRow(
                "filter",
                t.pgettext("catalogue", "Remove “{filter}”", filter=chip.text),
                chip.value,
                chip.facet,
                "close",
            )
            for chip in filters.all_chosen(t)
        ]
        if filters.elsewhere:
            rows.append(
                WayOnRow(
                    "branches",
                    t.pgettext("catalogue", "Search in all branches"),
                    pictogram="place",
                )
            )
    if results.hidden or results.partial:
        rows += [
            WayOnRow("words", t.pgettext("catalogue", "Only “{words}”", words=word), word)
            for word in fewer_words(words)
        ]
    return rows


def fewer_words(words: str) -> list[str]:
    """Return the words of a search one by one, the longest first, or nothing for a single word."""
    each = list(dict.fromkeys(words.split()))
    return sorted(each, key=len, reverse=True)[:_MOST_WORDS] if len(each) > 1 else []
