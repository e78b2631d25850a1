"""The texts of a title in the results and on the details screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.isbn import is_issn
from kiosk.domain.records import HostItem
from kiosk.i18n.formats import digits, isolate_bidi, listing
from kiosk.i18n.languages import name_of
from kiosk.services.catalogue.catalogue_search import Hit, Scope, TitleDetails
from kiosk.ui.base import wording
from kiosk.ui.base.author_name import natural_name
from kiosk.ui.base.cover_look import motif_of, shade_of
from kiosk.ui.base.rows import FactRow
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.availability import Availability, availability, online
from kiosk.ui.catalogue.holdings import HoldingRow, holdings
from kiosk.ui.catalogue.known_copies import KnownCopy, known_copies
from kiosk.ui.catalogue.library_branches import LibraryBranches

_LONGEST_TITLE = 200  # bytes of the title in the QR code for a phone


@dataclass(frozen=True)
class HitRow:
    """One search result, as shown by HitRow.qml; ``shade`` and ``motif`` are those of the cover.

    ``picture`` is the hash of the cover's picture, or "" if the cover is drawn.
    ``byline`` is ``author``, which is read in the language of the title, and ``year``.
    """

    bibId: int
    title: str
    titleLanguage: str
    author: str
    year: str
    byline: str
    formatName: str
    formatPictogram: str
    availability: str
    availabilityPictogram: str
    good: bool
    callNumber: str
    shade: int
    motif: int
    picture: str


@dataclass(frozen=True)
class SubjectRow:
    """A subject that leads to its titles; ``language`` is the language of the text (BCP 47)."""

    text: str
    language: str


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
    """The details of one title, in the language of the screen.

    ``byline`` is ``author``, which is read in the language of the title, and ``imprint``.
    ``shelf`` and ``branch`` say where the copy of ``availability`` stands, for the way to it.
    """

    title: str = ""
    titleLanguage: str = ""
    author: str = ""
    imprint: str = ""
    byline: str = ""
    formatPictogram: str = "book"
    availability: str = ""
    availabilityPictogram: str = ""
    good: bool = False
    copies: str = ""
    callNumber: str = ""
    shade: int = 0
    motif: int = 0
    picture: str = ""
    shelf: str = ""
    branch: str = ""
    shortTitle: str = ""
    url: str = ""
    summary: str = ""
    holdings: tuple[HoldingRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    links: tuple[LinkRow, ...] = ()


def hit_row(hit: Hit, branches: LibraryBranches, now: datetime, t: Translator) -> HitRow:
    """Return the texts of a search result at ``now`` (UTC)."""
    copies = known_copies(hit.items, hit.reading, branches, now)
    where = online(t) if hit.digital else availability(copies, hit.title_call_number, branches, t)
    author = "; ".join(map(natural_name, hit.authors[:2])) or hit.statement
    year = digits(str(hit.year or ""), t.code)
    return HitRow(
        bibId=hit.id,
        title=hit.title,
        titleLanguage=hit.language or t.home,
        author=author,
        year=year,
        byline=_byline([author, year]),
        formatName=wording.format_name(hit.format, t),
        formatPictogram=wording.format_pictogram(hit.format),
        availability=where.text,
        availabilityPictogram=where.pictogram,
        good=where.good,
        callNumber=where.call_number,
        shade=shade_of(where.call_number, hit.format),
        motif=motif_of(hit.title, author),
        picture=hit.cover,
    )


def surely_here(hits: Iterable[Hit], branches: LibraryBranches, now: datetime) -> bool:
    """Return False if a copy of this branch may have left its shelf since it was read."""
    copies = (copy for hit in hits for copy in known_copies(hit.items, hit.reading, branches, now))
    return all(copy.sure for copy in copies if copy.here and copy.item.usable_now)


def _byline(parts: list[str]) -> str:
    return " · ".join(isolate_bidi(part) for part in parts if part)


def title_availability(
    record: TitleDetails, branches: LibraryBranches, now: datetime, t: Translator
) -> Availability:
    """Return where a visitor can have ``record`` at ``now`` (UTC)."""
    bib = record.record
    copies = known_copies(bib.items, record.reading, branches, now)
    return online(t) if bib.digital else availability(copies, bib.call_number, branches, t)


def record_details(
    record: TitleDetails, branches: LibraryBranches, now: datetime, t: Translator
) -> RecordDetails:
    """Return the texts of ``record`` at ``now`` (UTC) in the language of the screen."""
    bib = record.record
    copies = known_copies(bib.items, record.reading, branches, now)
    where = title_availability(record, branches, now, t)
    author = listing([*map(natural_name, bib.authors)], t.code) if bib.authors else bib.statement
    imprint = [digits(str(bib.year or ""), t.code), wording.format_name(bib.format, t)]
    return RecordDetails(
        title=bib.title,
        titleLanguage=bib.language or t.home,
        author=author,
        imprint=" · ".join(filter(None, imprint)),
        byline=_byline([author, *imprint]),
        formatPictogram=wording.format_pictogram(bib.format),
        availability=where.text,
        availabilityPictogram=where.pictogram,
        good=where.good,
        copies=_copies_here(copies, t) if where.good else "",
        callNumber=where.call_number,
        shade=shade_of(where.call_number, bib.format),
        motif=motif_of(bib.title, author),
        picture=record.cover,
        shelf=where.shelf,
        branch=where.branch,
        shortTitle=_short_title(bib.title),
        url=bib.url if bib.digital else "",
        summary=bib.summary,
        holdings=holdings(copies, branches, t),
        facts=_facts(record, t),
        links=_links(record, t),
    )


def _copies_here(copies: Iterable[KnownCopy], t: Translator) -> str:
    """Return how many of the copies at this branch a visitor can have now."""
    here = [copy for copy in copies if copy.here]
    if len(here) < 2:
        return ""
    free = sum(copy.sure for copy in here)
    # Translators: The number of copies that are here now, of all copies of this library.
    return t.npgettext("catalogue", "{free} of {count}", "{free} of {count}", len(here), free=free)


def _short_title(title: str) -> str:
    """Return ``title``, shortened so that it fits into a QR code beside the way to the shelf."""
    while len(title.encode()) > _LONGEST_TITLE:
        title = title[: len(title) * 3 // 4].rstrip() + "…"
    return title


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
            language=bib.language or t.home,
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
