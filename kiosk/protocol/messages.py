"""The JSON messages between kiosk and server. Both sides ignore unknown fields."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kiosk.domain.programs import ProgramKind
from kiosk.domain.registrations import Registration
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.protocol.fields import (
    ClockTime,
    Code,
    Count,
    Count32,
    FeedKey,
    Id,
    Moment,
    ProgramKey,
    SeatNumber,
    Text,
    require_iso_time,
)

# Version 5 added covers and vectors; a kiosk that is upgraded reads the whole feed again.
VERSION = 5
SEATS_SINCE = 2  # the first protocol version with registrations and seat leases
COPIES_SINCE = 4  # the first protocol version in which titles and their copies are apart

PUSH_LIMIT = 100  # the most orders in one request
PAGE_LIMIT = 2_000  # the most changes in one response
QUESTION_LIMIT = 20  # the most titles in one question about their copies
TALLY_LIMIT = 2_000  # the most usage counts in one report

TITLE = "title"  # the kind of a suggestion that is not for a programme
SUGGESTION_LENGTH = 100  # characters


class Message(BaseModel):
    """Base class of all messages; instances are immutable."""

    model_config = ConfigDict(frozen=True)


class FeedKind(StrEnum):
    """The kind of object in a change. A kiosk skips changes of a kind that it does not know."""

    BRANCH = "branch"
    SPACE = "space"
    RECORD = "record"
    COPIES = "copies"  # the copies of a title, if they are sent apart; the key is the record's
    COVER = "cover"  # the picture of a title's cover; the key is the record's
    TITLE_VECTOR = "title_vector"  # what a title is about; the key is the record's
    SOURCE_READING = "source_reading"  # when a source's copies were read; the key is its name
    PROGRAM = "program"
    SPACE_BLOCKS = "space_blocks"  # when a space cannot be reserved, by source and space
    RESERVATION = "reservation"
    REGISTRATION = "registration"
    HOUSE_PLAN = "house_plan"  # the plan of a branch's building; the key is the branch's code
    PARTNER = "partner"  # the description of an organisation; the key is its name
    SHARED_SETTINGS = "house"  # a single object with the settings for all kiosks


class Change(Message):
    """The newest state of one object in the feed.

    ``seq`` is the serial number of the change on the server. ``body`` is the object as JSON (see
    :mod:`kiosk.protocol.bodies`), or None if the object was deleted (a tombstone).
    """

    seq: int
    kind: str
    key: str
    body: str | None


class ChangePage(Message):
    """A page of the changes after the requested cursor, oldest first.

    ``as_of`` is the time, by the server's clock, at which the server last read its stalest
    source, or None if the server has read no source yet.
    """

    feed: str  # the id of the server's history; if it changes, load a snapshot
    changes: list[Change]
    cursor: int  # the cursor for the next request
    more: bool
    now: AwareDatetime
    as_of: AwareDatetime | None = None


class Snapshot(Message):
    """A file with every object in the feed at ``cursor``, as gzipped JSON with one Change per line.

    ``hash`` is the hexadecimal SHA-256 hash of the file, which is also the file's name; ``size``
    is the file's length in bytes. ``url`` is the address of the file on a mirror, or an empty
    string if there is no mirror.
    """

    feed: str
    hash: str
    size: int
    count: int
    cursor: int
    url: str = ""


class Action(StrEnum):
    """The kinds of orders that a kiosk can send."""

    RESERVE = "reserve"
    REGISTER = "register"
    CANCEL = "cancel"  # cancels a reservation or a registration
    CHECK_IN = "check_in"
    SUGGEST = "suggest"
    ADOPT = "adopt"  # the kiosk now uses only the grant with this epoch


# Actions of the orders that a kiosk keeps for RESENT_FOR after sending them, so that it can send
# them again to a server that has lost them.
RESENT: frozenset[str] = frozenset({Action.SUGGEST})
RESENT_FOR = timedelta(days=14)


class Order(Message):
    """One order of a kiosk's outbox. Thanks to ``id`` (UUIDv7), an order takes effect only once.

    ``action`` is a value of :class:`Action`. If the action is unknown, or the body does not fit
    the action, the server refuses this order but still handles the other orders of the push.
    """

    id: Id
    action: str
    body: Annotated[str, Field(max_length=20_000)]


class ReserveOrder(Message):
    """The body of a RESERVE order, which reserves a time in a space.

    ``id`` is the id of the reservation. ``promised`` is True if the kiosk confirmed the
    reservation to the visitor under a lease.
    """

    id: Id
    space: Text
    start: Moment
    end: Moment
    code: Code
    created: Moment
    promised: bool

    @classmethod
    def of(cls, made: Reservation) -> Self:
        """Return the order for a reservation. It is not validated here, but by the server."""
        return cls.model_construct(
            id=made.id,
            space=made.space,
            start=made.interval.start,
            end=made.interval.end,
            code=made.code,
            created=made.created,
            promised=made.status is not BookingStatus.REQUESTED,
        )


class RegisterOrder(Message):
    """The body of a REGISTER order, for a seat in a programme or a place on its waiting list.

    ``id`` is the id of the registration; ``program`` is the key of the programme's occurrence.
    ``seat`` is the number of a leased seat that the kiosk confirmed to the visitor, or None if the
    kiosk promised no seat.
    """

    id: Id
    program: ProgramKey
    code: Code
    created: Moment
    seat: SeatNumber | None = None

    @classmethod
    def of(cls, made: Registration) -> Self:
        """Return the order for a registration. It is not validated here, but by the server."""
        return cls.model_construct(
            id=made.id,
            program=made.program,
            code=made.code,
            created=made.created,
            seat=made.seat,
        )


class CancelOrder(Message):
    """The body of a CANCEL order, with the ``id`` of the cancelled booking."""

    id: Text


class CheckInOrder(Message):
    """The body of a CHECK_IN order: the visitor has arrived for the reservation ``id``."""

    id: Text


class Suggest(Message):
    """The body of a SUGGEST order, an anonymous suggestion of a title or a kind of programme.

    ``kind`` is TITLE or a kind of programme. ``text`` is used only for titles, and ``language``
    only for programmes (BCP 47; an empty string means any language).
    """

    kind: str
    text: Annotated[Text, Field(max_length=SUGGESTION_LENGTH)] = ""
    language: Annotated[Text, Field(max_length=20)] = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.kind not in {TITLE, *ProgramKind}:
            raise ValueError("neither a title nor a kind of program")
        if (self.kind == TITLE) != bool(self.text.strip()):
            raise ValueError("a title needs a text, a class has none")
        return self


class AdoptOrder(Message):
    """The body of an ADOPT order: the kiosk has adopted the grant with the number ``epoch``."""

    epoch: Count


class Push(Message):
    """The oldest orders of a kiosk's outbox, sent in one request.

    ``now`` is the kiosk's own uncorrected clock, with which the server checks its own clock.
    """

    orders: Annotated[list[Order], Field(max_length=PUSH_LIMIT)]
    now: ClockTime | None = None


class PushReply(Message):
    """The response to a push.

    ``done`` contains the ids of all orders that the server handled. ``refused`` maps the id of
    each refused order to the reason, which is meant for staff. The kiosk receives the new state
    of a reservation with the changes of the feed.
    """

    done: list[str]
    refused: dict[str, str]
    now: AwareDatetime


class Lease(Message):
    """The exclusive right to reserve ``space`` in [start, end).

    The lease ends when its time has passed or when the kiosk adopts a grant without the lease.
    """

    space: str
    start: AwareDatetime
    end: AwareDatetime


class SeatLease(Message):
    """The exclusive right to assign these seats of a programme's occurrence.

    The lease ends when the programme starts, or when the kiosk adopts a grant without the lease.
    """

    program: str
    seats: list[int]


class GrantRequest(Message):
    """A kiosk's request for leases and booking codes.

    ``codes`` is the number of spare codes that the kiosk still has; ``epoch`` is the number of
    the grant that it uses. ``version`` is the kiosk's protocol version: the server grants only
    kinds of leases that exist in this version. ``machine`` distinguishes machines that share a
    key. ``now`` is the time of the kiosk's own uncorrected clock.
    """

    codes: Count
    epoch: Count
    version: Count = 1
    machine: Text = ""
    now: ClockTime | None = None


class Grant(Message):
    """All leases of a kiosk. An adopted grant replaces every earlier grant.

    ``actions`` lists the orders that the server can handle. If an action is not in the list, the
    kiosk does not offer it to visitors.
    """

    epoch: int
    leases: list[Lease]
    codes: list[str]  # new codes, and earlier codes that are unused as far as the server knows
    seats: list[SeatLease] = []
    actions: list[str] = []
    now: AwareDatetime


class CopiesQuestion(Message):
    """A kiosk's question about the copies of the titles on its screen, by their feed keys."""

    keys: Annotated[list[FeedKey], Field(max_length=QUESTION_LIMIT)]


class CopiesAnswer(Message):
    """The copies as the server knows them.

    ``asked`` is True if the server is asking the library system now. What it learns comes with the
    feed, in about two seconds.
    """

    copies: list[Change]
    asked: bool
    now: AwareDatetime


class UsageCount(Message):
    """How often an event occurred at a kiosk on one day, for all visitors together."""

    day: Annotated[date, BeforeValidator(require_iso_time)]
    name: Annotated[Text, Field(min_length=1, max_length=100)]
    count: Count32


class Report(Message):
    """A report on the state of a kiosk.

    ``complete`` is the time up to which the kiosk's data are current. ``waiting`` is the
    number of orders in the kiosk's outbox. ``tallies`` replace earlier counts of the same days.
    ``picture`` is a PNG image of the screen in base64 if staff requested one, otherwise an
    empty string.
    """

    version: Text
    complete: ClockTime | None
    waiting: Count32
    tallies: Annotated[list[UsageCount], Field(max_length=TALLY_LIMIT)]
    picture: Annotated[str, Field(max_length=2_000_000)] = ""


class ReportReply(Message):
    """The response to a report. ``picture`` is True if staff have requested a screen picture."""

    picture: bool
    now: AwareDatetime


class PairRequest(Message):
    """A kiosk's pairing request. ``key`` is the kiosk's Ed25519 public key in base64."""

    code: Text
    name: Text
    key: Annotated[str, Field(pattern=r"^[!-~]{44}$")]
    version: Count


class PairReply(Message):
    """The response to a pairing request.

    ``kiosk`` is the id that the server assigned to the kiosk, ``branch`` is the code of its branch,
    and ``version`` is the server's protocol version.
    """

    kiosk: str
    branch: str
    feed: str
    version: int


class ErrorReply(Message):
    """An error, with a machine-readable ``code`` and a message for people."""

    code: str
    message: str
    now: datetime
