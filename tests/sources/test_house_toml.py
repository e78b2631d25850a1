"""The plan of a building in library.toml: what is read, written and rejected."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.house.plan import (
    Area,
    Floor,
    House,
    KioskSpot,
    Path,
    Place,
    PlaceKind,
    Point,
    Shelf,
    ShelfRange,
    Side,
)
from kiosk.sources.entries import Reject
from kiosk.sources.library_toml import read_library_toml
from tests.sources.house_writer import dump_house_toml

PLAN = """
[[branch]]
code = "b"
name = "Branch"

[[house]]
branch = "b"

[[house.floor]]
level = 1
width = 30
depth = 18.5

[[house.floor.kiosk]]
at = [3, 15]
faces = "top"

[[house.floor.path]]
points = [[3, 15], [3, 9], [20, 9]]

[[house.floor.place]]
kind = "desk"
area = [5, 12, 3, 1]
name = "Information"
names = {id = "Meja informasi"}

[[house.floor.shelf]]
code = "a6"
number = 6
area = [12, 3, 0.8, 5]
ranges = [{collection = "Adults", first = "600", last = "649", side = "left"}]

[[house.floor]]
level = 2
width = 30
depth = 18
"""


def _read(text: str) -> list[object]:
    return list(read_library_toml(text.encode()))


def test_a_plan_is_read() -> None:
    house = _read(PLAN)[-1]
    assert isinstance(house, House)
    first, second = house.floors
    assert (first.level, first.width, first.depth, second.level) == (1, 30, 18.5, 2)
    assert first.shelves == (
        Shelf(
            "a6", Area(12, 3, 0.8, 5), 6, ranges=(ShelfRange("Adults", "600", "649", Side.LEFT),)
        ),
    )
    assert first.places[0].names == {"id": "Meja informasi"}
    assert first.kiosks == (KioskSpot(Point(3, 15), Side.TOP),)
    assert house.find_kiosk() == (first, first.kiosks[0])


def test_a_faulty_part_is_rejected_with_its_line_and_the_rest_is_kept() -> None:
    text = PLAN.replace('faces = "top"', 'faces = "north"').replace("number = 6", "nummer = 6")
    entries = _read(text)
    rejects = [each for each in entries if isinstance(each, Reject)]
    assert [each.where for each in rejects] == [
        "house b, floor 1, shelf a6 (line 27)",
        "house b, floor 1, kiosk 1 (line 14)",
    ]
    assert "Did you mean “number”?" in rejects[0].reason
    assert "top, right, bottom" in rejects[1].reason
    house = entries[-1]
    assert isinstance(house, House)
    assert house.floors[0].places and not house.floors[0].shelves


def test_a_faulty_floor_does_not_shift_the_lines_of_the_next() -> None:
    text = PLAN.replace("width = 30\ndepth = 18.5", 'width = "wide"\ndepth = 18')
    more = '\n[[house.floor.place]]\nkind = "desk"\n'
    rejects = [each for each in _read(text + more) if isinstance(each, Reject)]
    assert rejects[0].where == "house b, floor 1 (line 9)"
    assert rejects[0].reason == '“width” is "wide"; it must be a number.'
    assert rejects[1].where == "house b, floor 2, place 1 (line 38)"
    assert "“at”" in rejects[1].reason


def test_what_is_no_table_is_told() -> None:
    for text in ("house = 3", "[[house]]\nlevel = 2", '[[house]]\nbranch = "b"\nfloor = [3]'):
        assert any(isinstance(each, Reject) for each in _read(text)), text


_metres = st.integers(0, 4000).map(lambda n: n / 100)
_points = st.builds(Point, _metres, _metres)
_areas = st.builds(Area, _metres, _metres, _metres, _metres)
_words = st.text("abcdefß 文", max_size=6)
_names = st.dictionaries(st.sampled_from(["id", "ar"]), st.just("nama"), max_size=2)
_ranges = st.builds(
    ShelfRange, _words, _words, _words, st.none() | st.sampled_from(Side), st.none() | st.just(2)
).filter(lambda each: each != ShelfRange())
_floors = st.builds(
    Floor,
    st.integers(-2, 9),
    _metres.filter(bool),
    _metres.filter(bool),
    _words,
    _names,
    st.lists(
        st.builds(
            Shelf,
            st.uuids().map(str),
            _areas,
            st.none() | st.integers(0, 99),
            _words,
            _names,
            st.lists(_ranges, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    st.lists(
        st.builds(
            Place,
            st.sampled_from([PlaceKind.DESK, PlaceKind.LIFT]),
            _areas,
            _words,
            _names,
            _words,
            _words,
            st.none() | _points,
        ),
        max_size=2,
    ).map(tuple),
    st.lists(
        st.builds(Path, st.lists(_points, min_size=2, max_size=3).map(tuple), st.booleans()),
        max_size=2,
    ).map(tuple),
    st.lists(st.builds(KioskSpot, _points, st.sampled_from(Side), _words), max_size=2).map(tuple),
)


@settings(max_examples=60)
@given(st.lists(_floors, max_size=2, unique_by=lambda floor: floor.level).map(tuple))
def test_what_is_written_is_read_back(floors: tuple[Floor, ...]) -> None:
    house = House("b", floors)
    assert _read(dump_house_toml(house)) == [house]
