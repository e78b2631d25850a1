"""The bodies of changes in the feed (domain objects as JSON) and the keys of these objects."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, TypeAdapter

from kiosk.domain.branches import Branch
from kiosk.domain.covers import LARGEST_COVER, is_digest
from kiosk.domain.house.plan import House
from kiosk.domain.partners import Partner
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord, TitleCopies
from kiosk.domain.registrations import Registration
from kiosk.domain.reservations import Reservation
from kiosk.domain.shared_settings import SharedSettings
from kiosk.domain.source_keys import join_key
from kiosk.domain.space_blocks import SpaceBlocks
from kiosk.domain.spaces import Space
from kiosk.domain.title_vectors import DIMENSIONS, MODEL
from kiosk.protocol.messages import FeedKind


def _from_base64(value: object) -> object:
    return b64decode(value, validate=True) if isinstance(value, str) else value


def _to_base64(value: bytes) -> str:
    return b64encode(value).decode("ascii")


@dataclass(frozen=True, slots=True)
class SourcedRecord:
    """A bibliographic record with the name of its source.

    ``occurrence`` distinguishes records of one source that share a control number. If
    ``copies_apart`` is True, the record contains no items, and its copies are a SourcedCopies.
    """

    source: str
    occurrence: int
    record: BibliographicRecord
    copies_apart: bool = False


@dataclass(frozen=True, slots=True)
class SourcedCopies:
    """The copies of the record with the same source, source id and ``occurrence``.

    Copies are sent apart from the record, so that a loan does not send the record again.
    """

    source: str
    occurrence: int
    copies: TitleCopies


@dataclass(frozen=True, slots=True)
class SourcedCover:
    """The picture of the cover of the record with the same source, source id and ``occurrence``.

    ``digest`` is the SHA-256 hash of the picture's file, as 64 hexadecimal digits in lower case.
    ``size`` is the file's length in bytes. Kiosks fetch the file from ``/v1/covers/{digest}``.
    Raises ValueError if the digest or the size is not valid.
    """

    source: str
    source_id: str
    occurrence: int
    digest: str
    size: int

    def __post_init__(self) -> None:
        if not is_digest(self.digest):
            raise ValueError("the digest is not a SHA-256 hash in lower case")
        if not 0 < self.size <= LARGEST_COVER:
            raise ValueError(f"the size is not in 1 to {LARGEST_COVER} bytes")


@dataclass(frozen=True, slots=True)
class SourcedVector:
    """What the record with the same source, source id and ``occurrence`` is about, as numbers.

    ``vector`` is DIMENSIONS signed bytes, which only vectors of the same ``model`` can be compared
    with; in JSON it is base64. ``made_of`` is the digest of the record in the feed (hexadecimal).
    Raises ValueError if the length of the vector or the digest is not valid.
    """

    source: str
    source_id: str
    occurrence: int
    model: str
    made_of: str
    vector: Annotated[bytes, BeforeValidator(_from_base64), PlainSerializer(_to_base64)]

    def __post_init__(self) -> None:
        bytes.fromhex(self.made_of)
        if self.model == MODEL and len(self.vector) != DIMENSIONS:
            raise ValueError(f"the vector does not have {DIMENSIONS} bytes")


@dataclass(frozen=True, slots=True)
class SourceReading:
    """The time ``as_of`` (UTC) at which all copies of a source were last read.

    ``every_seconds`` is the interval at which the source is read.
    """

    source: str
    as_of: datetime
    every_seconds: int


@dataclass(frozen=True, slots=True)
class SourcedProgram:
    """A programme with the name of its source."""

    source: str
    program: Program


FeedObject = (
    Branch
    | Space
    | House
    | Partner
    | SourcedRecord
    | SourcedCopies
    | SourcedCover
    | SourcedVector
    | SourceReading
    | SourcedProgram
    | SpaceBlocks
    | Reservation
    | Registration
    | SharedSettings
)

SHARED_SETTINGS_KEY = "house"  # the key of the only object of kind SHARED_SETTINGS


def _key_of_title(part: SourcedCover | SourcedVector) -> str:
    return join_key(part.source, part.source_id, str(part.occurrence))


# Every class of object in the feed, with its kind and the function that returns its key.
_KINDS: dict[type, tuple[FeedKind, Callable[[Any], str]]] = {
    Branch: (FeedKind.BRANCH, lambda branch: branch.code),
    Space: (FeedKind.SPACE, lambda space: space.code),
    House: (FeedKind.HOUSE_PLAN, lambda house: house.branch),
    Partner: (FeedKind.PARTNER, lambda partner: partner.name),
    SourcedRecord: (
        FeedKind.RECORD,
        lambda it: join_key(it.source, it.record.source_id, str(it.occurrence)),
    ),
    SourcedCopies: (
        FeedKind.COPIES,
        lambda it: join_key(it.source, it.copies.source_id, str(it.occurrence)),
    ),
    SourcedCover: (FeedKind.COVER, _key_of_title),
    SourcedVector: (FeedKind.TITLE_VECTOR, _key_of_title),
    SourceReading: (FeedKind.SOURCE_READING, lambda reading: reading.source),
    SourcedProgram: (
        FeedKind.PROGRAM,
        lambda it: join_key(it.source, it.program.uid, it.program.occurrence),
    ),
    SpaceBlocks: (FeedKind.SPACE_BLOCKS, lambda it: join_key(it.source, it.space, "")),
    Reservation: (FeedKind.RESERVATION, lambda reservation: reservation.id),
    Registration: (FeedKind.REGISTRATION, lambda registration: registration.id),
    SharedSettings: (FeedKind.SHARED_SETTINGS, lambda _settings: SHARED_SETTINGS_KEY),
}

_ADAPTERS: dict[FeedKind, TypeAdapter[FeedObject]] = {
    kind: TypeAdapter(body) for body, (kind, _) in _KINDS.items()
}


def kind_of(thing: FeedObject) -> FeedKind:
    """Return the kind under which ``thing`` appears in the feed."""
    return _KINDS[type(thing)][0]


def key_of(thing: FeedObject) -> str:
    """Return the key of ``thing``, which is unique among objects of the same kind."""
    return _KINDS[type(thing)][1](thing)


def dump_body(thing: FeedObject) -> str:
    return _ADAPTERS[kind_of(thing)].dump_json(thing).decode()


def load_body(kind: FeedKind, body: str) -> FeedObject:
    """Parse the JSON ``body`` of a change. Raises ValueError if ``body`` is not valid."""
    return _ADAPTERS[kind].validate_json(body)
