"""Taking changes of the feed into the local database."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import Connection

from kiosk.domain.branches import Branch
from kiosk.domain.registrations import Registration
from kiosk.domain.reservations import Reservation
from kiosk.domain.shared_settings import SharedSettings
from kiosk.domain.source_keys import split_key
from kiosk.domain.spaces import Space
from kiosk.protocol import bodies
from kiosk.protocol.messages import Change, Kind
from kiosk.store import catalogue, places, programs, registrations, reservations, shared_settings
from kiosk.store.sync import outbox

_log = logging.getLogger(__name__)


class Index(Protocol):
    """What keeps the index of the titles, in the caller's transaction."""

    def update(self, connection: Connection, bib_ids: Iterable[int], /) -> None:
        """Follow what was written in the rows ``bib_ids``."""

    def optimise(self, connection: Connection, /) -> None:
        """Put it in the best order for reading, after a bulk load."""


def apply(connection: Connection, changes: Sequence[Change], index: Index) -> None:
    """Bring the database to the state of ``changes``, in the caller's transaction.

    A kind or a body that this release does not know is left out: the server may be newer.
    """
    written: dict[Kind, list[tuple[str, bodies.Thing]]] = defaultdict(list)
    gone: dict[Kind, list[str]] = defaultdict(list)
    for change in changes:
        if change.kind not in set(Kind):
            continue
        kind = Kind(change.kind)
        if change.body is None:
            gone[kind].append(change.key)
            continue
        try:
            written[kind].append((change.key, bodies.load(kind, change.body)))
        except ValueError:
            _log.warning("a %s of the feed is not understood (%s)", kind, change.seq)
    _write_places(connection, written)
    _write_records(connection, written[Kind.RECORD], index)
    _write_programs(connection, written[Kind.PROGRAM])
    _write_reservations(connection, written[Kind.RESERVATION] + written[Kind.REGISTRATION])
    for _, thing in written[Kind.SHARED_SETTINGS]:
        if isinstance(thing, SharedSettings):
            shared_settings.save_shared_settings(connection, thing)
    _remove(connection, gone)


def _write_places(
    connection: Connection, written: dict[Kind, list[tuple[str, bodies.Thing]]]
) -> None:
    for _, thing in written[Kind.BRANCH] + written[Kind.SPACE]:  # a space needs its branch
        if isinstance(thing, Branch):
            places.save_branch(connection, thing)
        elif isinstance(thing, Space) and places.find_branch(connection, thing.branch):
            places.save_space(connection, thing)


def _write_records(
    connection: Connection, things: list[tuple[str, bodies.Thing]], index: Index
) -> None:
    by_source = defaultdict(list)
    for _, thing in things:
        if isinstance(thing, bodies.SourcedRecord):
            key = catalogue.RecordKey(thing.record.source_id, thing.occurrence)
            entry = (key, catalogue.content_digest(thing.record), thing.record)
            by_source[thing.source].append(entry)
    for source, batch in by_source.items():
        index.update(connection, catalogue.save_records(connection, source, batch).ids)


def _write_programs(connection: Connection, things: list[tuple[str, bodies.Thing]]) -> None:
    by_source = defaultdict(list)
    for _, thing in things:
        if isinstance(thing, bodies.SourcedProgram):
            by_source[thing.source].append((thing.program, catalogue.content_digest(thing.program)))
    for source, batch in by_source.items():
        programs.save_programs(connection, source, batch)


def _write_reservations(connection: Connection, things: list[tuple[str, bodies.Thing]]) -> None:
    if not things:
        return
    # What the visitor did here since is newer than what the server has heard.
    unsent = outbox.list_subjects(connection)
    heard = [each for _, each in things if isinstance(each, Reservation)]
    reservations.save_reservations(connection, *(each for each in heard if each.id not in unsent))
    registered = [each for _, each in things if isinstance(each, Registration)]
    registrations.save_registrations(
        connection, *(each for each in registered if each.id not in unsent)
    )


def _remove(connection: Connection, gone: dict[Kind, list[str]]) -> None:
    for key in gone[Kind.RESERVATION]:
        reservations.delete_reservation(connection, key)
    for key in gone[Kind.REGISTRATION]:
        registrations.delete_registration(connection, key)
    for key in gone[Kind.RECORD]:
        source, source_id, occurrence = split_key(key)
        catalogue.delete_records(
            connection, source, [catalogue.RecordKey(source_id, int(occurrence))]
        )
    for key in gone[Kind.PROGRAM]:
        programs.delete_program(connection, *split_key(key))
    if gone[Kind.SHARED_SETTINGS]:
        shared_settings.delete_shared_settings(connection)
    for key in gone[Kind.SPACE]:
        places.delete_space(connection, key)
    for key in gone[Kind.BRANCH]:
        places.delete_branch(connection, key)
