"""This module applies changes of the feed to the local database."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import Connection

from kiosk.domain.records import TitleCopies
from kiosk.domain.source_keys import split_key
from kiosk.domain.title_vectors import MODEL
from kiosk.protocol import bodies
from kiosk.protocol.messages import Change, FeedKind
from kiosk.store import (
    catalogue,
    copies,
    covers,
    houses,
    partners,
    places,
    programs,
    readings,
    registrations,
    reservations,
    shared_settings,
    space_blocks,
    title_vectors,
)
from kiosk.store.sync import outbox

_log = logging.getLogger(__name__)


class SearchIndex(Protocol):
    """The search index, which is updated in the caller's transaction."""

    def update(self, connection: Connection, bib_ids: Iterable[int], /) -> None:
        """Index the rows ``bib_ids`` of the ``bib`` table again, because they have changed."""

    def update_availability(self, connection: Connection, bib_ids: Iterable[int], /) -> None:
        """Update what is said about availability, because only statuses of copies changed."""

    def optimise(self, connection: Connection, /) -> None:
        """After a bulk load, optimise the index for fast searches."""


def apply_changes(connection: Connection, changes: Sequence[Change], index: SearchIndex) -> None:
    """Apply ``changes`` in the caller's transaction.

    Skip changes with a kind or body that this release cannot read: the server may be newer.
    """
    written: dict[str, list[bodies.FeedObject]] = defaultdict(list)
    gone: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        if change.kind not in set(FeedKind):
            continue
        kind = FeedKind(change.kind)
        if change.body is None and kind is not FeedKind.COPIES:
            gone[kind].append(change.key)
            continue
        try:
            written[kind].append(_load(kind, change))
        except ValueError:
            _log.warning("skipped a %s of the feed that is not understood (%s)", kind, change.seq)
    titles = _Titles()
    for each in _KIND_HANDLERS:
        if written[each.kind]:
            each.write(connection, written[each.kind], titles)
    for each in reversed(_KIND_HANDLERS):
        for key in gone[each.kind]:
            each.remove(connection, key)
    titles.index(connection, index)


class _Titles:
    """The titles to be indexed; a title whose copies have changed too is indexed once."""

    def __init__(self) -> None:
        self.written: set[int] = set()
        self.lent: set[int] = set()

    def index(self, connection: Connection, index: SearchIndex) -> None:
        index.update(connection, sorted(self.written))
        index.update_availability(connection, sorted(self.lent - self.written))


def _load(kind: FeedKind, change: Change) -> bodies.FeedObject:
    if change.body is not None:
        return bodies.load_body(kind, change.body)
    source, source_id, occurrence = split_key(change.key)
    return bodies.SourcedCopies(source, int(occurrence), TitleCopies(source_id, ()))


def _write_branches(connection: Connection, branches: Sequence[Any], _titles: _Titles) -> None:
    for branch in branches:
        places.save_branch(connection, branch)


def _write_spaces(connection: Connection, spaces: Sequence[Any], _titles: _Titles) -> None:
    for space in spaces:
        if places.find_branch(connection, space.branch):
            places.save_space(connection, space)


def _write_houses(connection: Connection, plans: Sequence[Any], _titles: _Titles) -> None:
    for house in plans:
        if places.find_branch(connection, house.branch):
            houses.save_house(connection, house)


def _write_partners(connection: Connection, several: Sequence[Any], _titles: _Titles) -> None:
    for partner in several:
        partners.save_partner(connection, partner)


def _write_records(connection: Connection, things: Sequence[Any], titles: _Titles) -> None:
    batches = defaultdict(list)
    for thing in things:
        key = catalogue.RecordKey(thing.record.source_id, thing.occurrence)
        entry = (key, catalogue.content_digest(thing.record), thing.record)
        batches[thing.source, thing.copies_apart].append(entry)
    for (source, apart), batch in batches.items():
        written = catalogue.save_records(connection, source, batch, copies_apart=apart)
        titles.written.update(written.ids)


def _remove_record(connection: Connection, key: str) -> None:
    source, record = _record_key(key)
    catalogue.delete_records(connection, source, [record])


def _record_key(key: str) -> tuple[str, catalogue.RecordKey]:
    """Return the source and the key of the record to which ``key`` of the feed belongs."""
    source, source_id, occurrence = split_key(key)
    return source, catalogue.RecordKey(source_id, int(occurrence))


def _write_copies(connection: Connection, things: Sequence[Any], titles: _Titles) -> None:
    batches = defaultdict(list)
    for thing in things:
        key = catalogue.RecordKey(thing.copies.source_id, thing.occurrence)
        batches[thing.source].append((key, thing.copies))
    for source, batch in batches.items():
        changed = copies.save_copies(connection, source, batch)
        titles.written.update(changed.moved)
        titles.lent.update(changed.lent)


def _write_covers(connection: Connection, things: Sequence[Any], _titles: _Titles) -> None:
    pictures: dict[str, dict[catalogue.RecordKey, covers.CoverPicture]] = defaultdict(dict)
    for thing in things:
        key = catalogue.RecordKey(thing.source_id, thing.occurrence)
        pictures[thing.source][key] = covers.CoverPicture(thing.digest, thing.size)
    for source, batch in pictures.items():
        covers.save_covers(connection, source, batch)


def _remove_cover(connection: Connection, key: str) -> None:
    covers.delete_cover(connection, *_record_key(key))


def _write_vectors(connection: Connection, things: Sequence[Any], _titles: _Titles) -> None:
    by_source: dict[str, dict[catalogue.RecordKey, bytes]] = defaultdict(dict)
    for thing in things:
        if thing.model == MODEL:  # the server may have another release
            key = catalogue.RecordKey(thing.source_id, thing.occurrence)
            by_source[thing.source][key] = thing.vector
    for source, vectors in by_source.items():
        title_vectors.save_vectors_of_records(connection, source, vectors)


def _remove_vector(connection: Connection, key: str) -> None:
    title_vectors.delete_vector(connection, *_record_key(key))


def _write_readings(connection: Connection, things: Sequence[Any], _titles: _Titles) -> None:
    for reading in things:
        every = timedelta(seconds=reading.every_seconds)
        readings.save_reading(connection, reading.source, reading.as_of, every)


def _write_programs(connection: Connection, things: Sequence[Any], _titles: _Titles) -> None:
    by_source = defaultdict(list)
    for thing in things:
        by_source[thing.source].append((thing.program, catalogue.content_digest(thing.program)))
    for source, batch in by_source.items():
        programs.save_programs(connection, source, batch)


def _write_blocks(connection: Connection, several: Sequence[Any], _titles: _Titles) -> None:
    for blocks in several:
        space_blocks.save_blocks(connection, blocks)


def _write_reservations(connection: Connection, things: Sequence[Any], _titles: _Titles) -> None:
    reservations.save_reservations(connection, *_without_unsent(connection, things))


def _write_registrations(connection: Connection, things: Sequence[Any], _titles: _Titles) -> None:
    registrations.save_registrations(connection, *_without_unsent(connection, things))


def _without_unsent(connection: Connection, things: Sequence[Any]) -> list[Any]:
    """Return ``things`` except objects with unsent orders, whose local state is newer."""
    unsent = outbox.list_subjects(connection)
    return [each for each in things if each.id not in unsent]


def _write_shared_settings(connection: Connection, things: Sequence[Any], _titles: _Titles) -> None:
    for settings in things:
        shared_settings.save_shared_settings(connection, settings)


@dataclass(frozen=True, slots=True)
class _KindHandler:
    """The functions that save the objects of one kind and delete an object by its key."""

    kind: FeedKind
    write: Callable[[Connection, Sequence[Any], _Titles], None]
    remove: Callable[[Connection, str], None]


# Kinds are saved in this order and deleted in the reverse order: a space needs its branch.
_KIND_HANDLERS = (
    _KindHandler(FeedKind.BRANCH, _write_branches, places.delete_branch),
    _KindHandler(FeedKind.SPACE, _write_spaces, places.delete_space),
    _KindHandler(FeedKind.HOUSE_PLAN, _write_houses, houses.delete_house),
    _KindHandler(FeedKind.PARTNER, _write_partners, partners.delete_partner),
    _KindHandler(FeedKind.RECORD, _write_records, _remove_record),
    # Copies are not deleted but replaced by none, because the search index must learn of it.
    _KindHandler(FeedKind.COPIES, _write_copies, lambda _connection, _key: None),
    _KindHandler(FeedKind.COVER, _write_covers, _remove_cover),
    _KindHandler(FeedKind.TITLE_VECTOR, _write_vectors, _remove_vector),
    _KindHandler(FeedKind.SOURCE_READING, _write_readings, readings.delete_reading),
    _KindHandler(
        FeedKind.PROGRAM,
        _write_programs,
        lambda connection, key: programs.delete_program(connection, *split_key(key)),
    ),
    _KindHandler(FeedKind.SPACE_BLOCKS, _write_blocks, space_blocks.delete_blocks),
    _KindHandler(FeedKind.RESERVATION, _write_reservations, reservations.delete_reservation),
    _KindHandler(FeedKind.REGISTRATION, _write_registrations, registrations.delete_registration),
    _KindHandler(
        FeedKind.SHARED_SETTINGS,
        _write_shared_settings,
        lambda connection, _key: shared_settings.delete_shared_settings(connection),
    ),
)
