"""The summary of search results, and the names of the sort orders."""

from kiosk.services.catalogue.catalogue_search import Results, SortOrder
from kiosk.ui.base.translator import Translator


def result_summary(results: Results, total: int | None, t: Translator) -> str:
    """Return the number of results, or the reason why there are no results or only similar ones.

    ``total`` is the number of all matching titles, or None if it is unknown.
    """
    if not results.hits:
        if results.hidden:
            return t.pgettext(
                "catalogue", "No results with these filters. Remove some to see more."
            )
        return t.pgettext("catalogue", "No results. Try other words, or ask a member of staff.")
    if results.corrected:
        return t.pgettext(
            "catalogue", "No results for your words. Showing “{words}”.", words=results.suggestion
        )
    if results.partial:
        return t.pgettext("catalogue", "No title has all these words. Closest matches:")
    count = len(results.hits)
    if not results.more:
        return t.npgettext("catalogue", "{count} result", "{count} results", count)
    if total is None or total <= count:  # a question-like query may have uncounted results
        return t.npgettext(
            "catalogue",
            "Showing the first {count} result",
            "Showing the first {count} results",
            count,
        )
    return t.npgettext(
        "catalogue",
        "Showing {shown} of {count} result",
        "Showing {shown} of {count} results",
        total,
        shown=count,
    )


def sort_order_names(t: Translator, *, typed: bool) -> dict[SortOrder, str]:
    """Return the names of the sort orders.

    ``typed`` is True if the visitor has typed words, or False if all titles are listed.
    """
    if typed:
        fit, newest = t.pgettext("catalogue", "Best match"), t.pgettext("catalogue", "Newest first")
    else:
        fit, newest = (
            t.pgettext("catalogue", "Popular"),
            t.pgettext("catalogue", "New arrivals"),
        )
    return {
        SortOrder.RELEVANCE: fit,
        SortOrder.NEWEST: newest,
        SortOrder.TITLE: t.pgettext("catalogue", "Title A–Z"),
    }
