"""Programs: the classes, workshops and circles that a library holds."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.intervals import Interval
from kiosk.domain.keys import joined


class ProgramKind(StrEnum):
    LANGUAGE_CLASS = "language_class"
    WORKSHOP = "workshop"
    DISCUSSION = "discussion"
    STORY_TIME = "story_time"
    EXHIBITION = "exhibition"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Program:
    """One occurrence of a program, at a time.

    ``uid`` and ``occurrence`` (its original start as ISO 8601 UTC, RFC 5545
    RECURRENCE-ID) name it in its source; ``language`` is a BCP 47 primary subtag of
    what is spoken there; ``partner`` is the organisation it is held with. ``all_day``
    intervals run from local midnight to local midnight in the zone of the source.
    ``seats`` is None where nobody has to register. ``source`` is the feed it was kept
    from, "" before it is.
    """

    uid: str
    occurrence: str
    title: str
    interval: Interval
    all_day: bool = False
    description: str = ""
    location: str = ""
    kind: ProgramKind = ProgramKind.OTHER
    language: str = ""
    level: str = ""
    audience: str = ""
    partner: str = ""
    seats: int | None = None
    childcare: bool = False
    no_card_needed: bool = False
    step_free: bool = False
    hearing_loop: bool = False
    cancelled: bool = False
    categories: tuple[str, ...] = ()
    url: str = ""
    source: str = field(default="", compare=False, repr=False)

    @property
    def key(self) -> str:
        """What names it among all programs of a library."""
        return joined(self.source, self.uid, self.occurrence)
