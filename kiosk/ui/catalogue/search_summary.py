"""The summary of search results, and the names of the sort orders."""

from collections.abc import Sequence

from kiosk.services.catalogue.catalogue_search import Facets, Results, SortOrder
from kiosk.ui.base.translator import Translator

_MOST_CHARACTERS = 60  # of the visitor's words that are said back


def result_summary(
    results: Results | None,
    counts: Facets | None,
    t: Translator,
    words: str = "",
    *,
    failed: bool = False,
    sure: bool = True,
) -> str:
    """Return the number of results, or the reason why there are none or only similar ones.

    ``results`` is None until the search of ``words`` is answered, and if it ``failed``.

    ``counts`` are the facets of the same search, or None until the titles are counted. How many
    titles are here is only told if some are known to be here and the copies are ``sure`` to be.
    """
    if failed:
        return t.pgettext(
            "catalogue", "Search is not working at the moment. Please ask a member of staff."
        )
    if results is None:
        return ""
    if not results.hits:
        if results.hidden:
            return t.pgettext("catalogue", "Nothing with these filters.")
        if words.strip():
            # Translators: The library has no title with these words.
            return t.pgettext("catalogue", "We do not have “{words}”.", words=_shortened(words))
        return t.pgettext("catalogue", "Nothing found.")
    if results.corrected:
        return t.pgettext(
            "catalogue", "No results for your words. Showing “{words}”.", words=results.suggestion
        )
    if results.by_sound:
        # Translators: The words were typed in Latin letters.
        return t.pgettext(
            "catalogue",
            "Titles with Arabic words that sound like “{words}”:",
            words=_shortened(words),
        )
    if results.partial and results.fallback.missing:
        # Translators: Words that are in no title, before titles with the visitor's other words.
        return t.pgettext(
            "catalogue",
            "Not found: “{words}”. Closest matches:",
            words=_shortened(" ".join(results.fallback.missing)),
        )
    if results.partial:
        return t.pgettext("catalogue", "No title has all these words. Closest matches:")
    total, here = (counts.total, counts.here) if counts else (None, 0)
    shown = len(results.hits)
    if results.more and (total is None or total <= shown):
        # A query like a question may have uncounted results.
        return t.npgettext(
            "catalogue",
            "Showing the first {count} result",
            "Showing the first {count} results",
            shown,
        )
    if not results.more:
        total = shown
    assert total is not None
    found = t.npgettext("catalogue", "{count} title", "{count} titles", total)
    if not sure:
        return found
    if here == total:
        return t.pgettext("catalogue", "{titles}, here now", titles=found)
    if not 0 < here < total:
        return found
    return t.npgettext(
        "catalogue",
        "{titles}, {count} of them here now",
        "{titles}, {count} of them here now",
        here,
        titles=found,
    )


def announcement(
    summary: str, results: Results | None, t: Translator, ways: Sequence[str] = ()
) -> str:
    """Return the announcement of a search, after which the first result is read.

    Whether that title is here is read with it. If the words were corrected, ``summary`` says so.
    ``results`` is None if the search failed or has not been answered. ``ways`` are the ways on,
    which are said if there are no titles.
    """
    if results is None or results.corrected:
        return summary
    if len(results.hits) == 1 and not (results.more or results.altered):
        summary = t.npgettext("catalogue", "{count} title", "{count} titles", 1)
    said = [_sentence(summary), suggestion(results, t)]
    said += map(_sentence, () if results.hits else ways)
    return " ".join(filter(None, said))


def _shortened(words: str) -> str:
    """Return ``words`` as they are said back, without the end of a very long text."""
    text = " ".join(words.split())
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "。", "။", ":")) else f"{text}."


def suggestion(results: Results | None, t: Translator) -> str:
    """Return a question with other words to search for, or "" if there are none."""
    if results is None or not results.suggestion:
        return ""
    return t.pgettext("catalogue", "Did you mean “{words}”?", words=results.suggestion)


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
