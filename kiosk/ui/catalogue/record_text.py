"""The texts of a title in the results and on the details screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from kiosk.domain.isbn import is_issn
from kiosk.domain.records import STATUSES_BY_USEFULNESS, HostItem, Item, ItemStatus, best_status
from kiosk.i18n.formats import digits, isolate_bidi, listing
from kiosk.i18n.languages import name_of
from kiosk.services.catalogue.catalogue_search import Hit, Scope, TitleDetails
from kiosk.ui.base import wording
from kiosk.ui.base.rows import FactRow
from kiosk.ui.base.translator import Translator

_MOST_PLACES = 3  # the maximum number of branches named in a result


@dataclass(frozen=True)
class HitRow:
    """One search result, as shown by HitRow.qml."""

    bibId: int
    title: str
    titleLanguage: str
    byline: str
    formatName: str
    formatPictogram: str
    availability: str
    availabilityPictogram: str
    places: str
    callNumber: str


@dataclass(frozen=True)
class HoldingRow:
    """The copies of a title at one location of a branch."""

    branch: str
    place: str
    status: str
    pictogram: str


@dataclass(frozen=True)
class LinkRow:
    """A series, author or subject that links to other titles with the same heading."""

    scope: str
    pictogram: str
    kind: str
    heading: str
    language: str


@dataclass(frozen=True)
class RecordDetails:
    """The details of one title, in the language of the screen."""

    title: str = ""
    titleLanguage: str = ""
    byline: str = ""
    formatPictogram: str = "book"
    availability: str = ""
    availabilityPictogram: str = ""
    isAvailable: bool = False
    url: str = ""
    summary: str = ""
    holdings: tuple[HoldingRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    links: tuple[LinkRow, ...] = ()


def hit_row(hit: Hit, branches: Mapping[str, str], t: Translator) -> HitRow:
    """Return the texts of a search result.

    ``branches`` contains the names of branches by code, with the kiosk's branch first.
    """
    words, pictogram = wording.availability(best_status(hit.branches.values()), hit.digital, t)
    return HitRow(
        bibId=hit.id,
        title=hit.title,
        titleLanguage=hit.language or t.home,
        byline=", ".join(
            filter(None, ["; ".join(hit.authors[:2]) or hit.statement, str(hit.year or "")])
        ),
        formatName=wording.format_name(hit.format, t),
        formatPictogram=wording.format_pictogram(hit.format),
        availability=words,
        availabilityPictogram=pictogram,
        places=_places(hit, branches, t) if len(branches) > 1 else "",
        callNumber=hit.call_number,
    )


def _places(hit: Hit, branches: Mapping[str, str], t: Translator) -> str:
    """Return the names of the branches with copies; branches with an available copy come first."""
    if set(hit.branches.values()) <= {ItemStatus.UNKNOWN}:
        return ""
    order = list(branches)

    def nearness(place: tuple[str, ItemStatus]) -> tuple[int, int]:
        at = order.index(place[0]) if place[0] in branches else len(order)
        return STATUSES_BY_USEFULNESS.index(place[1]), at

    places = sorted(hit.branches.items(), key=nearness)
    named = [
        _place(isolate_bidi(branches.get(code, code)), status, t)
        for code, status in places[:_MOST_PLACES]
    ]
    more = len(places) - _MOST_PLACES
    if more > 0:
        named.append(t.npgettext("catalogue", "{count} more branch", "{count} more branches", more))
    return " · ".join(named)


def _place(branch: str, status: ItemStatus, t: Translator) -> str:
    if status is ItemStatus.AVAILABLE:
        return t.pgettext("catalogue", "{branch}: available", branch=branch)
    if status in (ItemStatus.ON_LOAN, ItemStatus.MISSING):
        return t.pgettext("catalogue", "{branch}: not available", branch=branch)
    return t.pgettext(
        "catalogue", "{branch}: {status}", branch=branch, status=wording.status_name(status, t)
    )


def record_details(
    record: TitleDetails, branches: Mapping[str, str], t: Translator
) -> RecordDetails:
    """Return the texts of ``record`` in the language of the screen."""
    bib = record.record
    words, pictogram = wording.availability(bib.status, bib.digital, t)
    return RecordDetails(
        title=bib.title,
        titleLanguage=bib.language or t.home,
        byline=listing(bib.authors, t.code) if bib.authors else bib.statement,
        formatPictogram=wording.format_pictogram(bib.format),
        availability=words,
        availabilityPictogram=pictogram,
        isAvailable=bool(bib.available),
        url=bib.url if bib.digital else "",
        summary=bib.summary,
        holdings=_holdings(bib.items, branches, t),
        facts=_facts(record, t),
        links=_links(record, t),
    )


def _holdings(
    items: tuple[Item, ...], branches: Mapping[str, str], t: Translator
) -> tuple[HoldingRow, ...]:
    def place(item: Item) -> tuple[str, str, str]:
        return item.branch, item.shelf, item.call_number

    rows = []
    for (branch, shelf, call_number), group in groupby(sorted(items, key=place), key=place):
        status, count = _best(tuple(group), t)
        rows.append(
            HoldingRow(
                branch=branches.get(branch, branch),
                place=", ".join(filter(None, [shelf, call_number])),
                status=count,
                pictogram=wording.STATUS_PICTOGRAMS[status],
            )
        )
    return tuple(rows)


def _best(copies: tuple[Item, ...], t: Translator) -> tuple[ItemStatus, str]:
    """Return the best status, and a text that says how many copies have this status."""
    status = best_status(copy.status for copy in copies)
    words = wording.status_name(status, t)
    if len(copies) == 1:
        return status, words
    here = sum(copy.status is status for copy in copies)
    return status, t.npgettext(
        "catalogue",
        "{status}: {here} of {count} copy",
        "{status}: {here} of {count} copies",
        len(copies),
        status=words,
        here=here,
    )


def _links(record: TitleDetails, t: Translator) -> tuple[LinkRow, ...]:
    bib = record.record
    whole = bib.series.partition(" ;")[0]  # without the volume number (ISBD, 6.6)
    series = [(Scope.TITLE, "serial", t.pgettext("catalogue", "Series"), whole)] if whole else []
    if record.host_title:
        # Translators: Before the title of the work that holds this one.
        series.append(
            (Scope.TITLE, "serial", t.pgettext("catalogue", "Part of"), record.host_title)
        )
    # Translators: Beside the name of an author, editor or other contributor.
    names = [
        (Scope.AUTHORS, "person", t.pgettext("catalogue", "Author"), name) for name in bib.authors
    ]
    subjects = [
        (Scope.SUBJECTS, "find", t.pgettext("catalogue", "Subject"), text) for text in bib.subjects
    ]
    return tuple(
        LinkRow(
            scope=scope.value,
            pictogram=pictogram,
            kind=kind,
            heading=heading,
            language="" if scope is Scope.AUTHORS else bib.language or t.home,
        )
        for scope, pictogram, kind, heading in (*series, *names, *subjects)
    )


def _facts(record: TitleDetails, t: Translator) -> tuple[FactRow, ...]:
    bib = record.record
    own = bib.language or t.home  # the most likely language if the record has no language
    codes = (t.pgettext("catalogue", "ISBN"), t.pgettext("catalogue", "ISSN"))  # these are spelt
    facts = [
        (t.pgettext("catalogue", "Type"), wording.format_name(bib.format, t), ""),
        (
            t.pgettext("catalogue", "Language"),
            name_of(bib.language, t.code) if bib.language else "",
            "",
        ),
        (t.pgettext("catalogue", "Year"), digits(str(bib.year or ""), t.code), ""),
        (t.pgettext("catalogue", "Publisher"), bib.publisher, own),
        (t.pgettext("catalogue", "Series"), bib.series, own),
        (t.pgettext("catalogue", "Part of"), _part_of(bib.host) if bib.host else "", own),
        (t.pgettext("catalogue", "Other titles"), "; ".join(bib.other_titles), own),
        (t.pgettext("catalogue", "Contents"), "; ".join(bib.contents), own),
        (t.pgettext("catalogue", "Subjects"), "; ".join(bib.subjects), own),
        (t.pgettext("catalogue", "ISBN"), ", ".join(n for n in bib.isbns if not is_issn(n)), ""),
        (t.pgettext("catalogue", "ISSN"), ", ".join(filter(is_issn, bib.isbns)), ""),
    ]
    return tuple(
        FactRow(label, value, language, isCode=label in codes)
        for label, value, language in facts
        if value
    )


def _part_of(host: HostItem) -> str:
    return ", ".join(filter(None, (host.title, host.part)))
