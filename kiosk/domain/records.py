"""Bibliographic records and their items (copies)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Format(StrEnum):
    """The kind of material, in terms that a visitor would use."""

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
    """The circulation status of an item."""

    AVAILABLE = "available"
    ON_LOAN = "on_loan"
    REFERENCE = "reference"  # for use in the library only
    MISSING = "missing"  # lost, withdrawn or in repair
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Item:
    """One copy. ``branch`` is a branch code, or the source's own name for the branch."""

    branch: str
    shelf: str = ""
    call_number: str = ""
    status: ItemStatus = ItemStatus.UNKNOWN
    barcode: str = ""

    @property
    def usable_now(self) -> bool:
        """Whether a visitor can borrow it or use it in the library now."""
        return self.status in _USABLE_NOW


@dataclass(frozen=True, slots=True)
class HostItem:
    """The work that contains a title, such as the magazine of an article (MARC 773).

    ``part`` is the place in it: "Vol. 3, no. 2 (2020), p. 5-9". ``number`` is its ISSN or
    ISBN and ``source_id`` its id in the source; each is "" if unknown.
    """

    title: str
    part: str = ""
    number: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class BibliographicRecord:
    """A title as the kiosk searches and shows it; the tags are those of MARC 21.

    ``source_id`` is MARC 001 or the OAI identifier, or a hash of the record if it has none.
    ``language`` is a BCP 47 primary subtag ("id", "zh"), "" if unknown; ``title`` is in that
    language if the source has it. ``other_titles`` (246, 880 …) are searched and shown below
    the title. ``isbns`` also holds ISSNs, with their hyphen. ``url`` is the address of a
    digital title. ``statement`` is the statement of responsibility (245 $c), ``contents`` the
    works in it (505). ``found_by`` is searched but not shown: titles of related works and
    cancelled numbers.
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
        """Whether it can be read online, without a copy."""
        return bool(self.url) and self.format in DIGITAL_FORMATS

    @property
    def status(self) -> ItemStatus:
        """The most useful status among the items."""
        return best_status(copy.status for copy in self.items)

    @property
    def available(self) -> bool | None:
        """Whether a visitor can borrow or read it now; None if unknown."""
        if self.digital or self.status in _USABLE_NOW:
            return True
        return None if self.status is ItemStatus.UNKNOWN else False


def best_status(statuses: Iterable[ItemStatus]) -> ItemStatus:
    """Return the status that is most useful to a visitor; UNKNOWN if there are none."""
    return min(statuses, key=STATUSES_BY_USEFULNESS.index, default=ItemStatus.UNKNOWN)


# An item of unknown status may be there, so it comes before one on loan.
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
