"""The choices of the search filters."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass

from kiosk.domain.records import Format
from kiosk.i18n.formats import number
from kiosk.i18n.languages import name_of
from kiosk.services.catalogue.catalogue_search import Facets, FacetValue
from kiosk.ui.base import wording
from kiosk.ui.base.rows import ChoiceRow
from kiosk.ui.base.translator import Translator


@dataclass(frozen=True)
class SearchFilters:
    """The choices of all search filters."""

    availability: tuple[ChoiceRow, ...] = ()
    formats: tuple[ChoiceRow, ...] = ()
    languages: tuple[ChoiceRow, ...] = ()
    branches: tuple[ChoiceRow, ...] = ()
    years: tuple[ChoiceRow, ...] = ()


def search_filters(
    facets: Facets | None,
    chosen: Mapping[str, Set[str]],
    branches: Mapping[str, str],
    t: Translator,
) -> SearchFilters:
    """Return the choices of all filters, with the number of titles for each choice.

    Until the titles are counted, ``facets`` is None and the only choice is "Available now".
    ``chosen`` contains the chosen values by facet, and ``branches`` the names of branches by code.
    """
    available = ChoiceRow(
        value="yes",
        label=t.pgettext("catalogue", "Available now"),
        chosen=bool(chosen["available"]),
        pictogram="available",
    )
    if facets is None:
        return SearchFilters(availability=(available,))

    def rows(
        facet: str,
        counts: Iterable[FacetValue],
        label: Callable[[str], str],
        pictogram: Callable[[str], str] = lambda _: "",
    ) -> tuple[ChoiceRow, ...]:
        return tuple(
            ChoiceRow(
                value=each.value,
                label=f"{label(each.value)} ({number(each.count, t.code)})",
                chosen=each.value in chosen[facet],
                pictogram=pictogram(each.value),
            )
            for each in counts
            if each.value
        )

    return SearchFilters(
        availability=(available,),
        formats=rows(
            "format",
            facets.formats,
            lambda value: wording.format_name(Format(value), t),
            lambda value: wording.format_pictogram(Format(value)),
        ),
        languages=rows("language", facets.languages, lambda code: name_of(code, t.code)),
        branches=rows("branch", facets.branches, lambda code: branches.get(code, code)),
        years=rows("year", facets.decades, decade),
    )


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
