"""Bibliographic records and the items a library holds of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Format(StrEnum):
    """What kind of thing a title is, as a visitor would name it."""

    BOOK = "book"
    EBOOK = "ebook"
    AUDIOBOOK = "audiobook"
    MUSIC = "music"
    SCORE = "score"
    VIDEO = "video"
    SERIAL = "serial"
    ARTICLE = "article"
    MAP = "map"
    IMAGE = "image"
    OBJECT = "object"
    OTHER = "other"


class ItemStatus(StrEnum):
    """What a visitor can do with an item now."""

    AVAILABLE = "available"
    ON_LOAN = "on_loan"
    REFERENCE = "reference"  # to be read in the library only
    MISSING = "missing"  # lost, withdrawn or in repair: shown to nobody as here
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Item:
    """One copy on a shelf. ``branch`` is a branch code, or what the source calls it."""

    branch: str
    shelf: str = ""
    call_number: str = ""
    status: ItemStatus = ItemStatus.UNKNOWN
    barcode: str = ""

    @property
    def usable_now(self) -> bool:
        """Whether a visitor can have it, or read it in the library, now."""
        return self.status in _USABLE_NOW


@dataclass(frozen=True, slots=True)
class HostItem:
    """What a title is a part of, such as the magazine of an article (MARC 773).

    ``part`` tells where in it: "Vol. 3, no. 2 (2020), p. 5-9". ``number`` is its ISSN or
    ISBN, ``source_id`` what its own source calls it; "" where not known.
    """

    title: str
    part: str = ""
    number: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class BibliographicRecord:
    """A title with all that the kiosk shows of it.

    ``source_id`` is MARC 001 or the OAI identifier, or a hash of the record where
    it has none. ``language`` is a BCP 47 primary subtag ("id", "zh"), "" when not
    known; ``title`` is in that language where the source says so.
    ``other_titles`` are searched but not shown first: 246, 880 and the like.
    ``isbns`` holds ISSNs (with their hyphen) as well.
    ``url`` is where a digital title is read. ``statement`` is that of responsibility (245 $c),
    ``contents`` the works in it (505). ``found_by`` is searched and not shown: titles of related
    works, numbers that were cancelled.
    """

    source_id: str
    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    language: str = ""
    format: Format = Format.OTHER
    subjects: tuple[str, ...] = ()
    isbns: tuple[str, ...] = ()
    publisher: str = ""
    summary: str = ""
    series: str = ""
    other_titles: tuple[str, ...] = ()
    url: str = ""
    items: tuple[Item, ...] = field(default=())
    statement: str = ""
    contents: tuple[str, ...] = ()
    host: HostItem | None = None
    found_by: tuple[str, ...] = ()

    @property
    def digital(self) -> bool:
        """Whether it is read from anywhere, without a copy on a shelf."""
        return bool(self.url) and self.format in DIGITAL_FORMATS

    @property
    def status(self) -> ItemStatus:
        """What a visitor can do at best with one of its copies."""
        return best_status(copy.status for copy in self.items)

    @property
    def available(self) -> bool | None:
        """Whether a visitor can have or read it now; None where that is not known."""
        if self.digital or self.status in _USABLE_NOW:
            return True
        return None if self.status is ItemStatus.UNKNOWN else False


def best_status(statuses: Iterable[ItemStatus]) -> ItemStatus:
    """The status that helps a visitor most; UNKNOWN where there is none."""
    return min(statuses, key=STATUSES_BY_USEFULNESS.index, default=ItemStatus.UNKNOWN)


# A copy of which nothing is known may be there; one that is missing helps nobody.
STATUSES_BY_USEFULNESS = (
    ItemStatus.AVAILABLE,
    ItemStatus.REFERENCE,
    ItemStatus.UNKNOWN,
    ItemStatus.ON_LOAN,
    ItemStatus.MISSING,
)


DIGITAL_FORMATS = frozenset(
    {
        Format.EBOOK,
        Format.AUDIOBOOK,
        Format.VIDEO,
        Format.MUSIC,
        Format.ARTICLE,
        Format.SERIAL,
        Format.IMAGE,
        Format.OTHER,
    }
)
_USABLE_NOW = frozenset({ItemStatus.AVAILABLE, ItemStatus.REFERENCE})
