"""A title as the details screen shows it."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from kiosk.domain.records import Item, ItemStatus
from kiosk.i18n.formats import listing
from kiosk.i18n.languages import name_of
from kiosk.services.find import Record
from kiosk.ui import wording
from kiosk.ui.translator import Translator


def record_words(record: Record, branches: Mapping[str, str], t: Translator) -> dict[str, Any]:
    """The texts of ``record`` in the language of the screen."""
    bib = record.record
    words, pictogram = wording.availability(bib.available, bib.digital, t)
    return {
        "title": bib.title,
        "titleLanguage": bib.language,
        "byline": listing(bib.authors, t.code) if bib.authors else "",
        "formatPictogram": wording.format_pictogram(bib.format),
        "availability": words,
        "availabilityPictogram": pictogram,
        "here": bool(bib.available),
        "holdings": _holdings(bib.items, branches, t),
        "url": bib.url,
        "summary": bib.summary,
        "facts": _facts(record, t),
    }


def _holdings(
    items: tuple[Item, ...], branches: Mapping[str, str], t: Translator
) -> list[dict[str, str]]:
    def place(item: Item) -> tuple[str, str, str]:
        return item.branch, item.shelf, item.call_number

    rows = []
    for (branch, shelf, call_number), group in groupby(sorted(items, key=place), key=place):
        status, count = _best(tuple(group), t)
        rows.append(
            {
                "branch": branches.get(branch, branch),
                "place": ", ".join(filter(None, [shelf, call_number])),
                "status": count,
                "pictogram": wording.STATUS_PICTOGRAMS[status],
            }
        )
    return rows


_ORDER = tuple(ItemStatus)


def _best(copies: tuple[Item, ...], t: Translator) -> tuple[ItemStatus, str]:
    """The status that helps a visitor most, and its words with the number of copies."""
    status = min((copy.status for copy in copies), key=_ORDER.index)
    words = wording.status_name(status, t)
    if len(copies) == 1:
        return status, words
    here = sum(copy.status is status for copy in copies)
    return status, t.gettext(
        "{status}: {here} of {all} copies", status=words, here=here, all=len(copies)
    )


def _facts(record: Record, t: Translator) -> list[dict[str, str]]:
    bib = record.record
    own = bib.language
    facts = [
        (t.gettext("Kind"), wording.format_name(bib.format, t), ""),
        (t.gettext("Language"), name_of(own, t.code) if own else "", ""),
        (t.gettext("Year"), str(bib.year or ""), ""),
        (t.gettext("Publisher"), bib.publisher, own),
        (t.gettext("Series"), bib.series, own),
        (t.gettext("Also called"), "; ".join(bib.other_titles), own),
        (t.gettext("Subjects"), "; ".join(bib.subjects), own),
        (t.gettext("ISBN"), ", ".join(bib.isbns), ""),
    ]
    return [
        {"label": label, "value": value, "language": code} for label, value, code in facts if value
    ]
