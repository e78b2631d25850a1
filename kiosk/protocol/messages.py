"""The messages between kiosk and server, as JSON. Both ends ignore unknown fields."""

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
    Id,
    Moment,
    ProgramKey,
    SeatNumber,
    Text,
    require_iso_time,
)

VERSION = 2
SEATS_SINCE = 2  # the first version with registrations and seat leases

PUSH_LIMIT = 100  # orders in one request
PAGE_LIMIT = 2_000  # changes in one answer
TALLY_LIMIT = 2_000  # usage counts in one report

TITLE = "title"  # what a suggestion asks for, unless it is a kind of program
SUGGESTION_LENGTH = 100  # characters


class Message(BaseModel):
    """Base class of all messages; instances are immutable."""

    model_config = ConfigDict(frozen=True)


class FeedKind(StrEnum):
    """The kind of object in a change. A kiosk skips kinds that it does not know."""

    BRANCH = "branch"
    SPACE = "space"
    RECORD = "record"
    PROGRAM = "program"
    RESERVATION = "reservation"
    REGISTRATION = "registration"
    SHARED_SETTINGS = "house"  # one object: the settings shared by all kiosks


class Change(Message):
    """The newest state of one object.

    ``seq`` numbers the changes of a server. ``body`` is the object as JSON (see
    :mod:`kiosk.protocol.bodies`), or None if it was deleted (a tombstone).
    """

    seq: int
    kind: str
    key: str
    body: str | None


class ChangePage(Message):
    """A page of the changes after the requested cursor, oldest first.

    ``as_of`` is when the server last read its stalest source, by the server's clock, or None
    if that is not known.
    """

    feed: str  # the id of the server's history; another id means: start again from a snapshot
    changes: list[Change]
    cursor: int  # for the next request
    more: bool
    now: AwareDatetime
    as_of: AwareDatetime | None = None


class Snapshot(Message):
    """A file with the whole state at ``cursor``: gzipped JSON lines, one Change per line.

    ``hash`` is the hexadecimal SHA-256 of the file and its name, ``size`` its length in
    bytes. ``url`` is the address of the same file at a mirror, or "".
    """

    feed: str
    hash: str
    size: int
    count: int
    cursor: int
    url: str = ""


class Action(StrEnum):
    """The kinds of orders."""

    RESERVE = "reserve"
    REGISTER = "register"
    CANCEL = "cancel"  # a reservation or a registration
    CHECK_IN = "check_in"
    SUGGEST = "suggest"
    ADOPT = "adopt"  # the kiosk now uses only the grant of that epoch


# Orders that a kiosk keeps for so long after they were sent, for a server that lost them.
RESENT: frozenset[str] = frozenset({Action.SUGGEST})
RESENT_FOR = timedelta(days=14)


class Order(Message):
    """One order of a kiosk's outbox. It takes effect only once, by its ``id`` (UUIDv7).

    ``action`` is one of :class:`Action`. The server refuses an order with an unknown action
    or a body that does not fit it, and accepts the others.
    """

    id: Id
    action: str
    body: Annotated[str, Field(max_length=20_000)]


class ReserveOrder(Message):
    """The body of a RESERVE order: a time in a space.

    ``id`` is the id of the reservation. ``promised`` is True if the kiosk confirmed it to the
    visitor under a lease.
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
        """Return the order for a reservation. It is not validated here but at the server."""
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
    """The body of a REGISTER order: a seat in a program or a place on its waiting list.

    ``id`` is the id of the registration, ``program`` the key of the program's occurrence.
    ``seat`` is a leased seat that the kiosk confirmed to the visitor, or None.
    """

    id: Id
    program: ProgramKey
    code: Code
    created: Moment
    seat: SeatNumber | None = None

    @classmethod
    def of(cls, made: Registration) -> Self:
        """Return the order for a registration. It is not validated here but at the server."""
        return cls.model_construct(
            id=made.id,
            program=made.program,
            code=made.code,
            created=made.created,
            seat=made.seat,
        )


class CancelOrder(Message):
    """The body of a CANCEL order."""

    id: Text


class CheckInOrder(Message):
    """The body of a CHECK_IN order: the visitor of the reservation has arrived."""

    id: Text


class Suggest(Message):
    """The body of a SUGGEST: a title to get, or a class to offer. Nothing says who suggests.

    ``kind`` is TITLE or a kind of program. Only a title has a ``text``, only a class a
    ``language`` (BCP 47, "" for any).
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
    """The body of an ADOPT order."""

    epoch: Count


class Push(Message):
    """The first orders of an outbox; all earlier orders have been answered.

    ``now`` is the kiosk's own uncorrected clock, with which the server checks its own.
    """

    orders: Annotated[list[Order], Field(max_length=PUSH_LIMIT)]
    now: ClockTime | None = None


class PushReply(Message):
    """The answer to a push.

    ``done`` has the ids of all handled orders, ``refused`` the reason (for staff) for each
    refused one. The state of a reservation itself comes with the changes.
    """

    done: list[str]
    refused: dict[str, str]
    now: AwareDatetime


class Lease(Message):
    """The exclusive right to reserve ``space`` in [start, end).

    It ends when the time is past or when the kiosk adopts a grant without it.
    """

    space: str
    start: AwareDatetime
    end: AwareDatetime


class SeatLease(Message):
    """The exclusive right to assign these seats of a program's occurrence.

    It ends when the program starts, or when the kiosk adopts a grant without it.
    """

    program: str
    seats: list[int]


class GrantRequest(Message):
    """A kiosk's request for leases; it has ``codes`` spare codes and the grant ``epoch``.

    ``version`` is the kiosk's protocol version; the server leases only what that version
    knows. ``machine`` distinguishes machines that share a key. ``now`` is the kiosk's own
    uncorrected clock.
    """

    codes: Count
    epoch: Count
    version: Count = 1
    machine: Text = ""
    now: ClockTime | None = None


class Grant(Message):
    """All leases of a kiosk. Once adopted it replaces every earlier grant.

    ``actions`` are the orders that the server handles. A kiosk offers no other ones.
    """

    epoch: int
    leases: list[Lease]
    codes: list[str]  # new codes, and earlier ones whose use is not known to the server
    seats: list[SeatLease] = []
    actions: list[str] = []
    now: AwareDatetime


class UsageCount(Message):
    """The number of times something happened at a kiosk on a day, over all visitors."""

    day: Annotated[date, BeforeValidator(require_iso_time)]
    name: Annotated[Text, Field(min_length=1, max_length=100)]
    count: Count32


class Report(Message):
    """The state of a kiosk.

    ``complete`` is when its data were last complete, ``waiting`` the number of unsent orders.
    ``tallies`` replace the earlier counts of the same days. ``picture`` is a PNG of the screen
    in base64 if staff requested one, else "".
    """

    version: Text
    complete: ClockTime | None
    waiting: Count32
    tallies: Annotated[list[UsageCount], Field(max_length=TALLY_LIMIT)]
    picture: Annotated[str, Field(max_length=2_000_000)] = ""


class ReportReply(Message):
    """The answer to a report. ``picture`` is True if staff request a picture of the screen."""

    picture: bool
    now: AwareDatetime


class PairRequest(Message):
    """A kiosk's pairing request. ``key`` is its Ed25519 public key in base64."""

    code: Text
    name: Text
    key: Annotated[str, Field(pattern=r"^[!-~]{44}$")]
    version: Count


class PairReply(Message):
    """The answer to a pairing: the kiosk's id, its branch and the server's protocol version."""

    kiosk: str
    branch: str
    feed: str
    version: int


class ErrorReply(Message):
    """An error: a machine-readable ``code`` and a sentence for people."""

    code: str
    message: str
    now: datetime
