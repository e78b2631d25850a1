"""The choices of the filters, as a screen lists them."""

from collections.abc import Callable, Iterable
from typing import Any

from kiosk.i18n import formats
from kiosk.services.catalogue.catalogue_search import FacetValue


def facet_choices(
    counts: Iterable[FacetValue],
    chosen: set[str],
    label: Callable[[str], str],
    pictogram: Callable[[str], str],
    language: str,
) -> list[dict[str, Any]]:
    """Rows for FacetChoices; the numbers as ``language`` (BCP 47) writes them."""
    return [
        {
            "value": each.value,
            "label": f"{label(each.value)} ({formats.number(each.count, language)})",
            "pictogram": pictogram(each.value),
            "chosen": each.value in chosen,
        }
        for each in counts
        if each.value
    ]


def decade(first: str) -> str:
    """Its first and its last year."""
    return f"{first}–{int(first) + 9}"


def years(decades: set[str]) -> tuple[int | None, int | None]:
    """The first and the last year of all ``decades``, both included."""
    if not decades:
        return None, None
    firsts = [int(each) for each in decades]
    return min(firsts), max(firsts) + 9
