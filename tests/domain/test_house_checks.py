"""Faults of a plan, as staff read them."""

from dataclasses import replace

import pytest

from kiosk.domain.house.checks import find_faults, find_unshelved
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

FIRST = Shelf("a", Area(2, 2, 1, 3), 1, ranges=(ShelfRange("Adults", "000", "499"),))
SECOND = Shelf("b", Area(5, 2, 1, 3), 2, ranges=(ShelfRange("Adults", "500", "999"),))
FLOOR = Floor(
    1,
    20,
    10,
    shelves=(FIRST, SECOND),
    paths=(Path((Point(1, 6), Point(12, 6))),),
    kiosks=(KioskSpot(Point(1, 6), Side.RIGHT),),
)


def _faults(*floors: Floor) -> list[str]:
    return [str(each) for each in find_faults(House("b", floors), {"room"})]


def _with(*ranges: ShelfRange) -> Floor:
    return replace(FLOOR, shelves=(replace(FIRST, ranges=ranges), SECOND))


def test_a_sound_plan_has_no_faults() -> None:
    assert _faults(FLOOR) == []


@pytest.mark.parametrize(
    ("floor", "fault"),
    [
        (replace(FLOOR, kiosks=()), "The plan shows no kiosk"),
        (
            replace(FLOOR, kiosks=(KioskSpot(Point(1, 60), Side.TOP),)),
            "No path comes near the kiosk",
        ),
        (_with(), "The shelf “1” has no call numbers."),
        (
            _with(ShelfRange("adults", "000", "510")),
            "The call numbers 500 to 510 of “adults” are on the shelf “1” and on the shelf “2”.",
        ),
        (_with(ShelfRange("Adults", "000", "450")), "“Adults” has no shelf between 450 and 500."),
        (_with(ShelfRange("Adults", "499", "400")), "the last call number, 400, comes before"),
        (replace(FLOOR, width=4), "“2” lies outside level 1."),
        (
            replace(FLOOR, shelves=(FIRST, replace(SECOND, code="a"))),
            "Two shelves have the code “a”.",
        ),
        (
            replace(FLOOR, places=(Place(PlaceKind.DESK, Area(2, 20), "Desk"),)),
            "No path leads to “Desk” on level 1.",
        ),
        (
            replace(FLOOR, places=(Place(PlaceKind.SPACE, Area(8, 5, 1, 1), space="attic"),)),
            "The plan shows a space “attic”, which does not exist.",
        ),
    ],
)
def test_each_fault_is_told(floor: Floor, fault: str) -> None:
    assert any(fault in each for each in _faults(floor)), _faults(floor)


def test_a_lift_joins_floors() -> None:
    lift = Place(PlaceKind.LIFT, Area(12, 5, 2, 2), joins="lift")
    upper = Floor(2, 20, 10, places=(lift,), paths=(Path((Point(12, 6), Point(3, 6))),))
    ground = replace(FLOOR, places=(lift,))
    assert _faults(ground, upper) == []
    assert "“lift” is drawn on one floor only." in _faults(ground, replace(upper, places=()))
    alone = replace(ground, places=(replace(lift, joins=""),))
    assert any("joins no floors" in each for each in _faults(alone, upper))


def test_copies_without_a_shelf_are_counted() -> None:
    copies = [
        ("Adults", "512 HAR"),
        ("Children", "398 A"),
        ("Children", "398 B"),
        ("Adults", "R 1"),
    ]
    found = find_unshelved(House("b", (FLOOR,)), copies)
    assert [(each.collection, each.count, each.example) for each in found] == [
        ("Children", 2, "398 A"),
        ("Adults", 1, "R 1"),
    ]
