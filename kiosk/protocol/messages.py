"""The messages, as JSON. A field that one end does not know is left alone by it."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

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
SEATS_SINCE = 2  # the version that knows registrations and leases of seats

PUSH_LIMIT = 100  # orders in one request
PAGE_LIMIT = 2_000  # changes in one answer
TALLY_LIMIT = 2_000  # sums in one report


class Message(BaseModel):
    """A part of the protocol: it does not change once it is made."""

    model_config = ConfigDict(frozen=True)


class Kind(StrEnum):
    """What a change is about. A kiosk skips kinds that it does not know."""

    BRANCH = "branch"
    SPACE = "space"
    RECORD = "record"
    PROGRAM = "program"
    RESERVATION = "reservation"
    REGISTRATION = "registration"
    SHARED_SETTINGS = "house"  # one thing: what staff set for all kiosks


class Change(Message):
    """The newest state of one thing.

    ``seq`` orders all changes of a server without gaps at the time they are made;
    ``body`` is JSON of the form that :mod:`kiosk.protocol.bodies` gives the kind, or
    None when the thing is no more (a tombstone).
    """

    seq: int
    kind: str
    key: str
    body: str | None


class Changes(Message):
    """A page of what changed after the cursor that was asked for, oldest first.

    ``as_of`` is when the stalest of the server's sources was last read, by its clock; None
    where that is not known.
    """

    feed: str  # names the server's history: another one means to start anew
    changes: list[Change]
    cursor: int  # to ask with next
    more: bool
    now: AwareDatetime
    as_of: AwareDatetime | None = None


class Snapshot(Message):
    """The whole state at ``cursor`` as a file: gzip of one Change a line.

    ``hash`` is the SHA-256 of the file in hexadecimal and its name; ``size`` its bytes.
    ``url`` is where others serve the same file, "" where nobody does.
    """

    feed: str
    hash: str
    size: int
    count: int
    cursor: int
    url: str = ""


class Action(StrEnum):
    """What an order asks of the server."""

    RESERVE = "reserve"
    REGISTER = "register"
    CANCEL = "cancel"  # a reservation or a registration
    CHECK_IN = "check_in"
    ADOPT = "adopt"  # "from here on I keep to the grant of that epoch"


# Orders that a kiosk keeps for so long after they were sent, for a server that lost them.
RESENT: frozenset[str] = frozenset()
RESENT_FOR = timedelta(days=14)


class Order(Message):
    """One item of a kiosk's outbox. ``id`` (UUIDv7) makes it take effect once.

    ``action`` is one of :class:`Action`. Another, or a body that does not fit it, is refused
    by itself: the orders beside it are taken.
    """

    id: Id
    action: str
    body: Annotated[str, Field(max_length=20_000)]


class Reserve(Message):
    """The body of a RESERVE: a time in a space. ``promised``: the visitor was told yes,

    on the strength of a lease. ``id`` is the reservation's own.
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
        """To ask the server for ``made``, as the kiosk has written it down; unchecked:

        what the server cannot take it refuses by itself.
        """
        return cls.model_construct(
            id=made.id,
            space=made.space,
            start=made.interval.start,
            end=made.interval.end,
            code=made.code,
            created=made.created,
            promised=made.status is not BookingStatus.REQUESTED,
        )


class Register(Message):
    """The body of a REGISTER: a seat in a program, or a place in the line for one.

    ``program`` is the key of its occurrence in the feed. ``seat`` is one that was lent
    to the kiosk, where the visitor was told yes. ``id`` is the registration's own.
    """

    id: Id
    program: ProgramKey
    code: Code
    created: Moment
    seat: SeatNumber | None = None

    @classmethod
    def of(cls, made: Registration) -> Self:
        """To ask the server for ``made``, as the kiosk has written it down; unchecked:

        what the server cannot take it refuses by itself.
        """
        return cls.model_construct(
            id=made.id,
            program=made.program,
            code=made.code,
            created=made.created,
            seat=made.seat,
        )


class Cancel(Message):
    """The body of a CANCEL."""

    id: Text


class CheckIn(Message):
    """The body of a CHECK_IN: the visitor of that reservation has come."""

    id: Text


class Adopt(Message):
    """The body of an ADOPT."""

    epoch: Count


class Push(Message):
    """The head of an outbox: all that came before has been answered.

    ``now`` is by the kiosk's own clock, uncorrected: a second one for the server to look at.
    """

    orders: Annotated[list[Order], Field(max_length=PUSH_LIMIT)]
    now: ClockTime | None = None


class Pushed(Message):
    """``done`` holds the ids of the orders that the server has taken, now or earlier.

    What became of a reservation comes with the changes, as everything does.
    ``refused`` tells of orders that cannot be taken, with the reason for staff.
    """

    done: list[str]
    refused: dict[str, str]
    now: AwareDatetime


class Lease(Message):
    """The sole right to reserve ``space`` in [start, end). It ends when the time is past,

    or when the kiosk adopts a grant without it.
    """

    space: str
    start: AwareDatetime
    end: AwareDatetime


class SeatLease(Message):
    """The sole right to give away these seats of an occurrence of a program.

    It ends when the program starts, or when the kiosk adopts a grant without it.
    """

    program: str
    seats: list[int]


class Wish(Message):
    """What a kiosk needs lent: it holds ``codes`` codes and the grant ``epoch``.

    ``version`` is that of its protocol: it is lent what it can understand. ``machine``
    tells machines that use one key apart; ``now`` is by its own clock, uncorrected.
    """

    codes: Count
    epoch: Count
    version: Count = 1
    machine: Text = ""
    now: ClockTime | None = None


class Grant(Message):
    """All that is lent to a kiosk, in place of every earlier grant once it is adopted.

    ``actions`` are the orders that the server handles. A kiosk offers no other ones.
    """

    epoch: int
    leases: list[Lease]
    codes: list[str]  # more of them, and those again of whose use nothing was heard
    seats: list[SeatLease] = []
    actions: list[str] = []
    now: AwareDatetime


class UsageCount(Message):
    """How often something happened at a kiosk on a day: a sum over visitors, never one of them."""

    day: Annotated[date, BeforeValidator(require_iso_time)]
    name: Annotated[Text, Field(min_length=1, max_length=100)]
    count: Count32


class Report(Message):
    """How a kiosk is. ``complete`` is when all that the server had was there; ``waiting``

    orders are unsent. ``tallies`` replace what was told of the same days before.
    ``picture`` is a PNG file of the screen in base64, where staff asked for it.
    """

    version: Text
    complete: ClockTime | None
    waiting: Count32
    tallies: Annotated[list[UsageCount], Field(max_length=TALLY_LIMIT)]
    picture: Annotated[str, Field(max_length=2_000_000)] = ""


class Reported(Message):
    """``picture``: staff ask to see the screen, when no visitor is there."""

    picture: bool
    now: AwareDatetime


class Pair(Message):
    """A kiosk's wish to belong to the library. ``key`` is its Ed25519 public key, base64."""

    code: Text
    name: Text
    key: Annotated[str, Field(pattern=r"^[!-~]{44}$")]
    version: Count


class Paired(Message):
    """The kiosk's name in requests, where it stands, and what the server can do."""

    kiosk: str
    branch: str
    feed: str
    version: int


class Fault(Message):
    """Why a request was not answered, in a sentence; ``code`` is for programs."""

    code: str
    message: str
    now: datetime
