"""The filters of a search: what the visitor has chosen, and the chips that show it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.domain.records import Format
from kiosk.i18n.formats import digits, number
from kiosk.i18n.languages import name_of
from kiosk.services.catalogue.catalogue_search import Facets, FacetValue, Query, Scope, SortOrder
from kiosk.ui.base import wording
from kiosk.ui.base.rows import ChoiceRow
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.library_branches import LibraryBranches
from kiosk.ui.catalogue.search_summary import sort_order_names
from kiosk.ui.catalogue.topic_names import age_names, topic_names

ALL_BRANCHES = "branches"  # a key of ChosenFilters.loosened

_AVAILABLE = "available"
_ORDER = "order"
_PICTURED = ("topic", "age")  # chosen by picture, so they open no choices above the results
_FACETS = (*_PICTURED, "format", "language", "branch", "year")


@dataclass(frozen=True)
class FilterChipRow:
    """A chip above the results, as shown by FilterBar.qml.

    A chip that ``opens`` shows the choices of ``facet``. Any other chip is a choice that one tap
    makes or takes back.
    """

    facet: str
    value: str
    text: str
    chosen: bool = False
    opens: bool = False
    pictogram: str = ""


class ChosenFilters:
    """The filters and the sort order that a visitor has chosen.

    ``counts`` are the facets of the search, or None until the titles are counted. ``clock``
    returns the time in UTC.
    """

    def __init__(self, branches: LibraryBranches, clock: Callable[[], datetime]) -> None:
        self._branches = branches
        self._clock = clock
        self.clear()

    def clear(self) -> None:
        """Remove all filters and sort by relevance."""
        self._values: dict[str, set[str]] = {facet: set() for facet in (_AVAILABLE, *_FACETS)}
        self.order = SortOrder.RELEVANCE
        self.open_facet = ""
        self.counts: Facets | None = None

    @property
    def sure(self) -> bool:
        """Whether the titles that count as available are certainly still there."""
        return self.counts is None or self.counts.sure(self._clock())

    @property
    def count(self) -> int:
        """The number of chosen filters, not counting the sort order."""
        return sum(map(len, self._values.values()))

    @property
    def elsewhere(self) -> bool:
        """Whether titles of other branches are left out."""
        return self._branches.several and bool(self._values["branch"] or self._values[_AVAILABLE])

    def toggle(self, facet: str, value: str) -> None:
        """Choose ``value``, or take the choice back. There is always exactly one sort order."""
        if facet == _ORDER:
            chosen = SortOrder(value)
            self.order = SortOrder.RELEVANCE if self.order is chosen else chosen
        else:
            self._values[facet] ^= {value}

    def take_back(self, kind: str, facet: str, value: str) -> None:
        """Remove filters, as a WayOnRow of this ``kind`` says."""
        if kind == "filter":
            self._values[facet].discard(value)
        else:
            for each in ("branch", _AVAILABLE) if kind == "branches" else self._values:
                self._values[each].clear()
        self.open_facet = ""

    def query(self, words: str, scope: Scope) -> Query:
        """Return the search for ``words`` with these filters.

        "Available here" means the kiosk's branch, unless the visitor has chosen other branches.
        """
        chosen = self._values
        branches = chosen["branch"]
        if chosen[_AVAILABLE] and not branches and self._branches.several and self._branches.own:
            branches = {self._branches.own}
        return Query(
            words=words,
            languages=frozenset(chosen["language"]),
            formats=frozenset(chosen["format"]),
            branches=frozenset(branches),
            years=years(chosen["year"]),
            available_only=bool(chosen[_AVAILABLE]),
            order=self.order,
            scope=scope,
            topics=frozenset(chosen["topic"]),
            ages=frozenset(chosen["age"]),
        )

    def loosened(self, words: str, scope: Scope) -> dict[str, Query]:
        """Return the search with one filter less, by ``filter_key`` of that filter.

        ``ALL_BRANCHES`` is the search that leaves out no branch.
        """
        chosen = [(facet, value) for facet, values in self._values.items() for value in values]
        found = {}
        for facet, value in chosen:
            self._values[facet].discard(value)
            found[filter_key(facet, value)] = self.query(words, scope)
            self._values[facet].add(value)
        if self.elsewhere:
            every = self.query(words, scope)
            found[ALL_BRANCHES] = replace(every, branches=frozenset(), available_only=False)
        return found

    # --- texts -----------------------------------------------------------------------------

    def chips(self, typed: bool, t: Translator) -> list[FilterChipRow]:
        """Return the chips; ``typed`` is True if the visitor has typed words."""
        names = facet_names(t)
        if not self._branches.several:
            del names["branch"]
        rows = [self._available(t)]
        for facet in _PICTURED:
            rows += self.chosen(t, facet, typed)
        for facet, name in names.items():
            rows += self.chosen(t, facet, typed)
            if facet == _ORDER or self.counts is None or self._counts(facet):
                rows.append(FilterChipRow(facet, "", name, opens=True))
        return rows

    def _counts(self, facet: str) -> list[FacetValue]:
        """Return the values of ``facet`` that can be chosen, with their numbers of titles."""
        facets = self.counts or Facets()
        counts = {
            "format": facets.formats,
            "language": facets.languages,
            "branch": facets.branches,
            "year": facets.decades,
        }
        return [each for each in counts.get(facet, ()) if each.value]

    def _available(self, t: Translator) -> FilterChipRow:
        here = not self._values["branch"] and (self._branches.own or not self._branches.several)
        if self.sure:
            words = t.pgettext("catalogue", "Available here") if here else ""
            text = words or t.pgettext("catalogue", "Available now")
        else:
            # Translators: Titles that were in this library when it was last checked.
            words = t.pgettext("catalogue", "Should be here") if here else ""
            # Translators: Titles that were available when the library was last checked.
            text = words or t.pgettext("catalogue", "Should be available")
        chosen = bool(self._values[_AVAILABLE])
        return FilterChipRow(_AVAILABLE, "yes", text, chosen)

    def chosen(self, t: Translator, facet: str, typed: bool = True) -> list[FilterChipRow]:
        """Return a chip for each chosen value of ``facet``."""
        if facet == _AVAILABLE:
            return [row for row in [self._available(t)] if row.chosen]
        if facet == _ORDER:
            if self.order is SortOrder.RELEVANCE:
                return []
            name = sort_order_names(t, typed=typed)[self.order]
            return [FilterChipRow(_ORDER, self.order.value, name, chosen=True)]
        return [
            FilterChipRow(facet, value, self._label(facet, value, t), chosen=True)
            for value in sorted(self._values[facet])
        ]

    def all_chosen(self, t: Translator) -> list[FilterChipRow]:
        """Return a chip for each chosen filter."""
        return [row for facet in self._values for row in self.chosen(t, facet)]

    def choices(self, typed: bool, t: Translator) -> list[ChoiceRow]:
        """Return the choices of the facet that is open, with the number of titles for each."""
        facet = self.open_facet
        if facet == _ORDER:
            return [
                ChoiceRow(order.value, name, chosen=order is self.order)
                for order, name in sort_order_names(t, typed=typed).items()
            ]
        return [
            ChoiceRow(
                value=each.value,
                label=f"{self._label(facet, each.value, t)} ({number(each.count, t.code)})",
                chosen=each.value in self._values[facet],
                pictogram=_format_pictogram(each.value) if facet == "format" else "",
            )
            for each in self._counts(facet)
        ]

    def _label(self, facet: str, value: str, t: Translator) -> str:
        labels: dict[str, Callable[[str], str]] = {
            "format": lambda value: wording.format_name(Format(value), t),
            "language": lambda code: name_of(code, t.code),
            "branch": lambda code: self._branches.name(code, t.code),
            "year": lambda first: digits(decade(first), t.code),
            "topic": lambda code: topic_names(t)[code],
            "age": lambda code: age_names(t)[code],
        }
        return labels[facet](value)


def filter_key(facet: str, value: str) -> str:
    """Return what identifies one chosen filter."""
    return f"{facet} {value}"


def facet_names(t: Translator) -> dict[str, str]:
    """Return the names of the chips that open choices."""
    return {
        "format": t.pgettext("catalogue", "Type"),
        "language": t.pgettext("catalogue", "Language"),
        "branch": t.pgettext("catalogue", "Branch"),
        "year": t.pgettext("catalogue", "Year"),
        # Translators: The order of the search results.
        _ORDER: t.pgettext("catalogue", "Sort"),
    }


def _format_pictogram(value: str) -> str:
    return wording.format_pictogram(Format(value))


def decade(first: str) -> str:
    """Return the first and last year of a decade, such as "1990–1999"."""
    return f"{first}–{int(first) + 9}"


def years(decades: set[str]) -> tuple[int | None, int | None]:
    """Return the first and last year that ``decades`` contain.

    If ``decades`` is empty, both years are None.
    """
    if not decades:
        return None, None
    firsts = [int(each) for each in decades]
    return min(firsts), max(firsts) + 9
