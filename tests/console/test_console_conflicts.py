"""Closures, changed hours and removed spaces list the reservations that they conflict with."""

import re

import pytest

from kiosk.central.feed import feed
from kiosk.protocol.messages import FeedKind
from tests.central.library import Library
from tests.console.choices import choices, submit_choices
from tests.console.conftest import Staff

# 28 November, in hours of 24 November; the branch is open from 8 to 20.
SATURDAY = 4 * 24
CLOSED = {"code": "main", "first": "2026-11-28"}


def closures(library: Library) -> int:
    with library.database.read() as connection:
        found = feed.load_entity(connection, FeedKind.BRANCH, "main")
    return len(found.closures)


def test_a_closure_lists_its_conflicts_and_changes_nothing_yet(
    librarian: Staff, library: Library
) -> None:
    met = library.reserve(library.pair(), SATURDAY + 10, SATURDAY + 11)
    library.reserve(library.pair(), SATURDAY + 34, SATURDAY + 35, room="room2")
    librarian.submit("/branch?code=main", "close", **CLOSED)
    assert "Affected reservations" in librarian.page
    assert librarian.page.count("What happens to 123456") == 1
    assert closures(library) == 0
    assert library.status(met) == "confirmed"


def test_each_conflict_is_cancelled_moved_or_kept(librarian: Staff, library: Library) -> None:
    ids = [library.reserve(library.pair(), SATURDAY + n, SATURDAY + n + 1) for n in (9, 12, 15)]
    librarian.submit("/branch?code=main", "close", **CLOSED, reason="Paint")
    moves = choices(librarian, ids[1])
    assert moves[-2:] == ["cancel", "keep"]
    assert moves[0].startswith("move room1 2026-11-2")
    fates = dict(zip(ids, ("cancel", moves[0], "keep"), strict=True))
    named = {f"fate-{id}": fate for id, fate in fates.items()}
    page = submit_choices(librarian, "/branch?code=main", "close", named)
    assert "Closures changed." in page
    assert closures(library) == 1
    assert library.status(ids[0]) == "cancelled"
    assert library.status(ids[1]) == library.status(ids[2]) == "confirmed"
    assert library.decided_reservation(ids[1]).interval.start.isoformat() == moves[0].split()[2]
    assert library.decided_reservation(ids[2]).interval.start == library.moment(SATURDAY + 15)


def test_two_conflicts_are_offered_different_times(librarian: Staff, library: Library) -> None:
    ids = [library.reserve(library.pair(), SATURDAY + n, SATURDAY + n + 1) for n in (9, 12)]
    librarian.submit("/branch?code=main", "close", **CLOSED)
    fates = {f"fate-{id}": choices(librarian, id)[0] for id in ids}
    assert "Closures changed." in submit_choices(librarian, "/branch?code=main", "close", fates)
    assert [library.status(id) for id in ids] == ["confirmed", "confirmed"]


def test_a_missing_choice_is_requested_again(librarian: Staff, library: Library) -> None:
    ids = [library.reserve(library.pair(), SATURDAY + n, SATURDAY + n + 1) for n in (9, 12)]
    librarian.submit("/branch?code=main", "close", **CLOSED)
    page = submit_choices(librarian, "/branch?code=main", "close", {f"fate-{ids[0]}": "cancel"})
    assert '<option value="cancel" selected>' in page
    assert closures(library) == 0
    assert library.status(ids[0]) == "confirmed"


def test_if_a_chosen_time_was_taken_nothing_is_changed(librarian: Staff, library: Library) -> None:
    id = library.reserve(library.pair(), SATURDAY + 12, SATURDAY + 13)
    librarian.submit("/branch?code=main", "close", **CLOSED)
    move = choices(librarian, id)[0]
    start = (library.decided_reservation(id).interval.start, move.split()[2])
    hours = (float(move.split()[2][8:10]) - 24) * 24 + float(move.split()[2][11:13])
    library.reserve(library.pair("other"), hours, hours + 1)
    page = submit_choices(librarian, "/branch?code=main", "close", {f"fate-{id}": move})
    assert "Another visitor has reserved that time." in page
    assert closures(library) == 0
    assert library.decided_reservation(id).interval.start == start[0]


def test_changed_weekly_hours_list_their_conflicts(librarian: Staff, library: Library) -> None:
    met = library.reserve(library.pair(), SATURDAY + 18, SATURDAY + 19)
    library.reserve(library.pair(), SATURDAY + 10, SATURDAY + 11)
    fields = {f"hours-{day}": "08:00-16:00" for day in range(7)}
    branch = {"code": "main", "name": "Main", "zone": "UTC", **fields}
    librarian.submit("/branch?code=main", "save", **branch)
    assert re.findall(r'name="fate-([^"]+)"', librarian.page) == [met]
    page = submit_choices(librarian, "/branch?code=main", "save", {f"fate-{met}": "cancel"})
    assert "Branch saved." in page
    assert library.status(met) == "cancelled"


def test_a_closure_without_conflicts_is_set_at_once(librarian: Staff, library: Library) -> None:
    library.reserve(library.pair(), SATURDAY + 34, SATURDAY + 35)
    over = library.reserve(library.pair(), SATURDAY + 10, SATURDAY + 11)
    librarian.submit("/reservations", "cancel", id=over)
    librarian.submit("/branch?code=main", "close", **CLOSED)
    assert "Closures changed." in librarian.page
    assert closures(library) == 1


@pytest.mark.parametrize("fate", ["cancel", "move"])
def test_removing_a_space_offers_another_of_its_kind(
    admin: Staff, library: Library, fate: str
) -> None:
    id = library.reserve(library.pair(), SATURDAY + 10, SATURDAY + 11)
    admin.submit("/space?code=room1", "remove", code="room1")
    offered = choices(admin, id)
    assert offered[0] == f"move room2 {library.moment(SATURDAY + 10).isoformat()}"
    chosen = offered[0] if fate == "move" else fate
    page = submit_choices(admin, "/space?code=room1", "remove", {f"fate-{id}": chosen})
    assert "Space removed." in page
    expected = {"cancel": ("cancelled", "room1"), "move": ("confirmed", "room2")}[fate]
    assert (library.status(id), library.decided_reservation(id).space) == expected
