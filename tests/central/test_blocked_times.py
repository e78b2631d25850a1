"""The blocked times of spaces are derived again only where a change touches them."""

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import blocked_times, feed
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.spaces import Closing, Space
from kiosk.protocol import bodies
from kiosk.protocol.bodies import SourcedProgram
from kiosk.protocol.messages import FeedKind
from tests.central.library import BRANCH, ROOMS, Library
from tests.clocks import ManualClock

_NAMES = ("room1", "Studio", "Ruang \u201cA\u201d", 'The "big" room', "Ｓｔｕｄｉｏ", "")
_PLACES = (*_NAMES, "Studio, Main", "Studio, East", 'a "location":"Studio"')


@pytest.fixture
def library(central: CentralDatabase, tmp_path: Path, clock: ManualClock) -> Library:
    return Library(central, tmp_path / "snapshots", clock)


def _program(library: Library, number: int, location: str, **traits: bool) -> SourcedProgram:
    start = library.moment(number % 90)
    held = Interval(start, start + timedelta(hours=1))
    return SourcedProgram(
        "cal", Program(f"p{number}", "", location, held, location=location, **traits)
    )


def _blocks(library: Library) -> list[tuple[object, ...]]:
    table = tables.space_block
    columns = [each for each in table.c if each.name != "id"]
    with library.database.read() as connection:
        return sorted(map(tuple, connection.execute(select(*columns))))


def test_after_any_change_the_times_are_those_of_the_whole_feed(library: Library) -> None:
    chance = random.Random(5)
    closed = library.moment(30).replace(tzinfo=None)
    for step in range(60):
        room = chance.choice(ROOMS)
        match chance.randrange(6):
            case 0 | 1:
                traits = {chance.choice(("cancelled", "all_day")): chance.random() < 0.3}
                place = chance.choice(_PLACES)
                library.publish(_program(library, chance.randrange(20), place, **traits))
            case 2:
                aliases = tuple(filter(None, chance.sample(_NAMES, 2)))
                closings = (Closing(closed, closed + timedelta(hours=2)),) * chance.randrange(2)
                library.publish(replace(room, aliases=aliases, closings=closings))
            case 3:
                zone = chance.choice(("UTC", "Asia/Jakarta"))
                library.publish(replace(BRANCH, zone=zone, name=chance.choice(("Main", "East"))))
            case 4:
                with library.database.write() as connection:
                    gone = [(FeedKind.SPACE, room.code), (FeedKind.PROGRAM, f"cal\x1fp{step}\x1f")]
                    kind, key = chance.choice(gone)
                    feed.publish_deletions(connection, kind, [key], library.server.clock())
            case _:
                library.publish(room, _program(library, step % 20, chance.choice(_PLACES)))
        told = _blocks(library)
        with library.database.write() as connection:
            blocked_times.rebuild(connection)
        assert told == _blocks(library), f"step {step}"


def test_a_change_of_a_space_derives_only_the_programmes_that_it_moves(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = [_program(library, n, ("room1", "Studio")[n % 20 == 0]) for n in range(60)]
    library.publish(*programs)
    read: list[str] = []
    whole = bodies.load_body

    def counted(kind: FeedKind, body: str) -> bodies.FeedObject:
        found = whole(kind, body)
        if isinstance(found, SourcedProgram):
            read.append(found.program.uid)
        return found

    monkeypatch.setattr(bodies, "load_body", counted)
    longer = replace(ROOMS[0].policy, max_length=timedelta(hours=4))
    library.publish(replace(ROOMS[0], policy=longer), replace(BRANCH, address="Jalan 1"))
    assert read == []
    studio: Space = replace(ROOMS[1], aliases=("Studio",))
    library.publish(studio)
    assert sorted(read) == ["p0", "p20", "p40"]
