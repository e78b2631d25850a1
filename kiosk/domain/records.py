"""Bibliographic records and their items (copies)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
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
    HOLD_SHELF = "hold_shelf"  # kept at the desk for a borrower who asked for it
    IN_TRANSIT = "in_transit"  # on its way between branches
    ON_ORDER = "on_order"  # bought, but not on the shelf yet
    MISSING = "missing"  # lost, withdrawn or in repair
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Item:
    """One copy. ``branch`` is a branch code, or the source's own name for the branch.

    ``due`` is the day on which a copy on loan is expected back, in the branch's time zone.
    ``as_of`` is the time (UTC) at which the library system last reported the copy, or None if that
    is the time at which the source was read.
    """

    branch: str
    shelf: str = ""
    call_number: str = ""
    status: ItemStatus = ItemStatus.UNKNOWN
    barcode: str = ""
    due: date | None = None
    as_of: datetime | None = None

    @property
    def usable_now(self) -> bool:
        """Whether a visitor can borrow the item or use it in the library now."""
        return self.status in _USABLE_NOW


@dataclass(frozen=True, slots=True)
class TitleCopies:
    """All copies of the title that has the id ``source_id`` in its source."""

    source_id: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class HostItem:
    """The work in which a title appears, such as the magazine that contains an article (MARC 773).

    ``part`` is the title's place in the host, such as "Vol. 3, no. 2 (2020), p. 5-9".
    ``number`` is the host's ISSN or ISBN and ``source_id`` is the host's id in the source; both
    are "" if unknown.
    """

    title: str
    part: str = ""
    number: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class BibliographicRecord:
    """A title in the catalogue. The tags below are MARC 21 tags.

    ``source_id`` is MARC 001 or the OAI identifier, or a hash of the record if the source gives no
    id. ``language`` is a BCP 47 primary subtag ("id", "zh"), or "" if unknown. If the source gives
    several titles, ``title`` is the one in that language. ``other_titles`` (246, 880 …) are
    searched and shown below the title. ``isbns`` also contains ISSNs, which are written with a
    hyphen. ``url`` is the address of a digital title. ``statement`` is the statement of
    responsibility (245 $c). ``contents`` lists the works contained in the title (505). ``found_by``
    contains cancelled numbers and the titles of related works, which are searched but not shown.
    ``call_number`` is the title's own call number, for sources that list no copies.
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
    call_number: str = ""

    @property
    def digital(self) -> bool:
        """Whether the title is available online, without a physical copy."""
        return bool(self.url) and self.format in DIGITAL_FORMATS

    @property
    def status(self) -> ItemStatus:
        """Of the statuses of the items, the one that is most useful to a visitor."""
        return best_status(copy.status for copy in self.items)

    @property
    def available(self) -> bool | None:
        """Whether a visitor can borrow or read the title now, or None if unknown."""
        if self.digital or self.status in _USABLE_NOW:
            return True
        return None if self.status is ItemStatus.UNKNOWN else False


def best_status(statuses: Iterable[ItemStatus]) -> ItemStatus:
    """Return the status most useful to a visitor, or UNKNOWN if ``statuses`` is empty."""
    return min(statuses, key=STATUSES_BY_USEFULNESS.index, default=ItemStatus.UNKNOWN)


# An item of unknown status may be on the shelf, so UNKNOWN comes before ON_LOAN.
STATUSES_BY_USEFULNESS = (
    ItemStatus.AVAILABLE,
    ItemStatus.REFERENCE,
    ItemStatus.UNKNOWN,
    ItemStatus.ON_LOAN,
    ItemStatus.HOLD_SHELF,
    ItemStatus.IN_TRANSIT,
    ItemStatus.ON_ORDER,
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
