"""Programmes, closings and times taken elsewhere take a space on the server."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.central.bookings.blocks import covered_reservations
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.housekeeping import fill_in_blocks
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.space_blocks import Block, BlockCause, SpaceBlocks
from kiosk.domain.spaces import Closing, Space
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind
from tests.central.library import BRANCH, ROOMS, Library
from tests.clocks import ManualClock

ROOM = ROOMS[0]


@pytest.fixture
def library(central: CentralDatabase, tmp_path: Path, clock: ManualClock) -> Library:
    return Library(central, tmp_path / "snapshots", clock)


def program(
    library: Library, start: float, end: float, location: str = "room1", **traits: bool
) -> bodies.SourcedProgram:
    held = Interval(library.moment(start), library.moment(end))
    return bodies.SourcedProgram(
        "cal", Program("talk", "", "Talk", held, location=location, **traits)
    )


def hold(library: Library, start: float, end: float, location: str = "room1") -> None:
    library.publish(program(library, start, end, location))


def outcome(library: Library, start: float, end: float, room: str = "room1") -> str:
    return library.status(library.reserve(library.pair(), start, end, room=room))


def test_a_time_of_a_programme_is_refused_and_other_times_are_not(library: Library) -> None:
    hold(library, 10, 12)
    assert outcome(library, 10, 11) == "refused"
    assert outcome(library, 9.5, 10) == "refused", "its buffer would reach into the programme"
    assert outcome(library, 12, 12.5) == "refused", "the buffer after the programme"
    assert outcome(library, 12.5, 13) == "confirmed"
    assert outcome(library, 10, 11, room="room2") == "confirmed"


def test_a_refusal_offers_no_time_of_a_programme(library: Library) -> None:
    hold(library, 10, 12)
    id = library.reserve(library.pair(), 10, 11)
    near = library.decided_reservation(id).alternatives
    assert near
    held = Interval(library.moment(10), library.moment(12))
    assert not any(each.overlaps(held) for each in near)


@pytest.mark.parametrize("traits", [{"cancelled": True}, {"all_day": True}])
def test_a_cancelled_or_all_day_programme_takes_no_space(
    library: Library, traits: dict[str, bool]
) -> None:
    library.publish(program(library, 10, 12, **traits))
    assert outcome(library, 10, 11) == "confirmed"


def test_a_programme_that_moves_or_goes_frees_its_time(library: Library) -> None:
    hold(library, 10, 12)
    hold(library, 15, 16)
    assert outcome(library, 10, 11) == "confirmed"
    assert outcome(library, 15, 16) == "refused"
    with library.database.write() as connection:
        key = bodies.key_of(program(library, 15, 16))
        feed.publish_deletions(connection, FeedKind.PROGRAM, [key], library.server.clock())
    assert outcome(library, 15, 16) == "confirmed"


@pytest.mark.parametrize(
    "location",
    [
        "room1",
        "ROOM1",
        "Ruang Satu",
        "ruang  satu, Main",
        "Main – Salle un",
        "R-1; projector",
        "(room1)",
    ],
)
def test_a_space_is_found_by_any_of_its_names(library: Library, location: str) -> None:
    names, aliases = (("fr", "Salle un"),), ("R-1",)
    library.publish(Space("room1", "main", "Ruang Satu", names=names, aliases=aliases))
    hold(library, 10, 12, location)
    assert outcome(library, 10, 11) == "refused"


@pytest.mark.parametrize(
    "location", ["", "Ruang", "Ruang Satu Lantai 2", "https://meet.example/room1"]
)
def test_a_part_of_a_name_is_not_enough(library: Library, location: str) -> None:
    library.publish(Space("room1", "main", "Ruang Satu"))
    hold(library, 10, 12, location)
    assert outcome(library, 10, 11) == "confirmed"


def test_the_branch_in_the_location_decides_between_equal_names(library: Library) -> None:
    east = Branch("east", "East", "UTC", hours=BRANCH.hours, aliases=("Timur",))
    library.publish(east, Space("m", "main", "Studio"), Space("e", "east", "Studio"))
    hold(library, 10, 12, "Studio, Timur")
    assert (outcome(library, 10, 11, "m"), outcome(library, 10, 11, "e")) == (
        "confirmed",
        "refused",
    )
    hold(library, 13, 14, "Studio")
    assert (outcome(library, 13, 14, "m"), outcome(library, 13, 14, "e")) == ("refused", "refused")


def test_a_new_name_of_a_space_counts_for_programmes_known_before(library: Library) -> None:
    hold(library, 10, 12, "Studio")
    library.publish(Space("room1", "main", "Studio", policy=ROOM.policy))
    assert outcome(library, 10, 11) == "refused"


def test_a_closing_in_library_toml_is_in_the_branchs_local_time(library: Library) -> None:
    day = library.moment(0).replace(tzinfo=None)
    closing = Closing(day + timedelta(hours=17), day + timedelta(hours=19))  # 10 to 12 in UTC
    jakarta = Branch("main", "Main", "Asia/Jakarta", hours=BRANCH.hours)
    library.publish(jakarta, Space("room1", "main", "room1", closings=(closing,)))
    assert outcome(library, 10, 11) == "refused"
    assert outcome(library, 12, 12.5) == "confirmed"


def blocks(library: Library, *spans: tuple[float, float]) -> SpaceBlocks:
    closed = (Interval(library.moment(start), library.moment(end)) for start, end in spans)
    return SpaceBlocks("room1", "", tuple(Block(each) for each in closed))


def test_times_that_staff_closed_are_refused_until_they_open_them(library: Library) -> None:
    library.publish(blocks(library, (10, 11), (13, 14)))
    assert [outcome(library, 10, 11), outcome(library, 13, 14)] == ["refused", "refused"]
    library.publish(blocks(library, (13, 14)))
    assert [outcome(library, 10, 11), outcome(library, 13, 14)] == ["confirmed", "refused"]


# --- leases -----------------------------------------------------------------------------------


def lent_room(library: Library, kiosk: str) -> tuple[str, int]:
    grant = library.grant(kiosk)
    room = next(r for r in ("room1", "room2") if library.is_lent(grant, 9, 15, r))
    return room, grant.epoch


def test_a_blocked_time_is_not_lent(library: Library) -> None:
    hold(library, 10, 12, "room1")
    hold_other = program(library, 10, 12, "room2")
    library.publish(bodies.SourcedProgram("other", hold_other.program))
    grant = library.grant(library.pair())
    for room in ("room1", "room2"):
        held = Interval(library.moment(10), library.moment(12.25))
        lent = [Interval(e.start, e.end) for e in grant.leases if e.space == room]
        assert lent
        assert not any(each.overlaps(held) for each in lent)


def test_a_lease_is_recalled_when_a_programme_takes_its_time(library: Library) -> None:
    kiosk = library.pair()
    room, epoch = lent_room(library, kiosk)
    hold(library, 10, 12, room)
    following = library.grant(kiosk, epoch)
    assert following.epoch == epoch + 1
    assert not library.is_lent(following, 10, 10.5, room)
    assert library.is_lent(following, 13, 15, room)
    library.adopt(kiosk, following.epoch)
    assert not library.is_lent(library.grant(kiosk, following.epoch), 10, 10.5, room)


def test_a_promise_made_before_the_recall_stays_and_is_told_to_staff(library: Library) -> None:
    kiosk = library.pair()
    room, _ = lent_room(library, kiosk)
    hold(library, 10, 12, room)
    promised = library.reserve(kiosk, 10, 11, room=room, promised=True)
    assert library.status(promised) == "confirmed"
    assert covered(library) == [(promised, BlockCause.PROGRAM, "Talk")]


def covered(library: Library) -> list[tuple[str, BlockCause, str]]:
    with library.database.read() as connection:
        found = covered_reservations(connection, ROOMS, library.server.clock())
    return [(each.reservation.id, each.block.cause, each.block.reason) for each in found]


def test_a_reservation_that_a_programme_covers_stays_and_is_told_to_staff(library: Library) -> None:
    kiosk = library.pair()
    made, other = library.reserve(kiosk, 10, 11), library.reserve(kiosk, 14, 15)
    assert covered(library) == []
    hold(library, 9.5, 12)
    assert covered(library) == [(made, BlockCause.PROGRAM, "Talk")]
    assert library.status(made) == library.status(other) == "confirmed"
    library.cancel(kiosk, made)
    assert covered(library) == []


def test_the_same_times_in_another_system_are_no_conflict(library: Library) -> None:
    made = library.reserve(library.pair(), 10, 11)
    same = Interval(library.moment(10), library.moment(11))
    library.publish(SpaceBlocks("room1", "there", (Block(same, BlockCause.ELSEWHERE),)))
    assert covered(library) == []
    longer = Interval(library.moment(10), library.moment(11.5))
    library.publish(SpaceBlocks("room1", "there", (Block(longer, BlockCause.ELSEWHERE),)))
    assert [id for id, _, _ in covered(library)] == [made]


def test_a_request_that_waits_for_a_lease_is_refused_once_a_programme_takes_it(
    library: Library,
) -> None:
    holder, asker = library.pair(), library.pair()
    room, epoch = lent_room(library, holder)
    asked = library.reserve(asker, 10, 11, room=room)
    assert library.status(asked) == "requested"
    hold(library, 10, 12, room)
    following = library.grant(holder, epoch)
    library.adopt(holder, following.epoch)
    assert library.status(asked) == "refused"


def test_blocks_are_derived_again_after_an_update_of_the_server(library: Library) -> None:
    hold(library, 10, 12)
    with library.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM space_block")
    assert outcome(library, 10, 10.5) == "confirmed", "nothing is known of it"
    fill_in_blocks(library.server)
    assert outcome(library, 11, 12) == "refused"


def test_a_body_that_a_newer_server_wrote_blocks_nothing(library: Library) -> None:
    hold(library, 10, 12)
    with library.database.write() as connection:
        connection.exec_driver_sql("UPDATE entity SET body = '{}' WHERE kind = 'program'")
    library.publish(BRANCH, Space("new", "main", "new"))
    assert outcome(library, 10, 11) == "confirmed"
