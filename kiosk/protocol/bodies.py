"""The bodies of changes: domain objects as JSON, and the keys that name them."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from kiosk.domain.branches import Branch
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.registrations import Registration
from kiosk.domain.reservations import Reservation
from kiosk.domain.shared_settings import SharedSettings
from kiosk.domain.source_keys import join_key
from kiosk.domain.spaces import Space
from kiosk.protocol.messages import Kind


@dataclass(frozen=True, slots=True)
class SourcedRecord:
    """A record with the source that it came from.

    ``occurrence`` tells records of one source apart that share a control number.
    """

    source: str
    occurrence: int
    record: BibliographicRecord


@dataclass(frozen=True, slots=True)
class SourcedProgram:
    """A program with the source that it came from."""

    source: str
    program: Program


Thing = (
    Branch | Space | SourcedRecord | SourcedProgram | Reservation | Registration | SharedSettings
)

_ADAPTERS: dict[Kind, TypeAdapter[Thing]] = {
    Kind.BRANCH: TypeAdapter(Branch),
    Kind.SPACE: TypeAdapter(Space),
    Kind.RECORD: TypeAdapter(SourcedRecord),
    Kind.PROGRAM: TypeAdapter(SourcedProgram),
    Kind.RESERVATION: TypeAdapter(Reservation),
    Kind.REGISTRATION: TypeAdapter(Registration),
    Kind.SHARED_SETTINGS: TypeAdapter(SharedSettings),
}
SHARED_SETTINGS = "house"  # the key of the one thing of that kind


def kind_of(thing: Thing) -> Kind:
    return {
        Branch: Kind.BRANCH,
        Space: Kind.SPACE,
        SourcedRecord: Kind.RECORD,
        SourcedProgram: Kind.PROGRAM,
        Reservation: Kind.RESERVATION,
        Registration: Kind.REGISTRATION,
        SharedSettings: Kind.SHARED_SETTINGS,
    }[type(thing)]


def key_of(thing: Thing) -> str:
    """What names ``thing`` among those of its kind."""
    if isinstance(thing, SourcedRecord):
        return join_key(thing.source, thing.record.source_id, str(thing.occurrence))
    if isinstance(thing, SourcedProgram):
        return join_key(thing.source, thing.program.uid, thing.program.occurrence)
    if isinstance(thing, SharedSettings):
        return SHARED_SETTINGS
    return thing.id if isinstance(thing, Reservation | Registration) else thing.code


def dump(thing: Thing) -> str:
    return _ADAPTERS[kind_of(thing)].dump_json(thing).decode()


def load(kind: Kind, body: str) -> Thing:
    """Raises ValueError (pydantic's) when ``body`` is not of that kind."""
    return _ADAPTERS[kind].validate_json(body)
