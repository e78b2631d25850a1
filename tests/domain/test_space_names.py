"""The spaces that the location of an event names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.branches import Branch
from kiosk.domain.space_names import SpaceNames, fold, location_parts
from kiosk.domain.spaces import Space

BRANCHES = (Branch("main", "Main Library"), Branch("east", "East", aliases=("Timur",)))
SPACES = (
    Space("m1", "main", "Room 1", names=(("ar", "غرفة ١"),)),
    Space("e1", "east", "Room 1"),
    Space("hall", "main", "Hall, large", aliases=("AULA",)),
)
NAMES = SpaceNames(SPACES, BRANCHES)


@pytest.mark.parametrize(
    ("location", "codes"),
    [
        ("Room 1", ["m1", "e1"]),
        ("Room 1, Main Library", ["m1"]),
        ("Main Library - Room 1", ["m1"]),
        ("TIMUR; ROOM  1", ["e1"]),
        ("ROOM １", ["m1", "e1"]),  # full width
        ("e1", ["e1"]),
        ("غرفة ١، Main Library", ["m1"]),
        ("Hall, large", ["hall"]),
        ("aula\nJalan Merdeka 1", ["hall"]),
        ("Hall, large, East", []),
        ("Main Library", []),
        ("Room 10", []),
        ("", []),
    ],
)
def test_a_location_names_its_spaces(location: str, codes: list[str]) -> None:
    assert [each.code for each in NAMES.in_location(location)] == codes


def test_the_branch_of_a_calendar_decides_if_the_location_names_none() -> None:
    assert [each.code for each in NAMES.in_location("Room 1", "east")] == ["e1"]
    assert [each.code for each in NAMES.in_location("Room 1, Main Library", "east")] == ["m1"]
    assert [each.code for each in NAMES.in_location("AULA", "east")] == ["hall"]


PIECES = ["Room 1", "room  1", "AULA", "East", "Main Library", "m1", ", ", "; ", " - ", "x", " "]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_a_space_is_named_only_by_one_of_its_whole_names(location: str) -> None:
    for space in NAMES.in_location(location):
        names = (space.code, space.name, *space.aliases, *dict(space.names).values())
        assert {*map(fold, names)} & set(location_parts(location))
