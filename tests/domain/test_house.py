"""Finding shelves, routes and steps on the plan of a building.

A blind walker follows the steps by their own data only, and must arrive.
"""

from dataclasses import replace
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kiosk.domain.house.find import find_place, find_shelf
from kiosk.domain.house.geometry import bearing, distance, moved
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
from kiosk.domain.house.routing import Ride, Route, Walk, find_route, goal_at
from kiosk.domain.house.steps import (
    Arrive,
    Beside,
    ChangeFloor,
    Go,
    Look,
    Passed,
    Step,
    Turn,
    way_steps,
)

DESK = Place(PlaceKind.DESK, Area(4, 6.5, 3, 1.5), "Information")
LIFT = Place(PlaceKind.LIFT, Area(20, 1, 2, 2), joins="lift")
STAIRS = Place(PlaceKind.STAIRS, Area(1, 1, 2, 2), joins="stairs")
ROOM = Place(PlaceKind.SPACE, Area(10, 1, 4, 4), "Room 2", space="room-2", door=Point(12, 5))


def _row(first: float, count: int) -> tuple[Shelf, ...]:
    return tuple(
        Shelf(
            f"s{n}",
            Area(first + 2 * n, 2, 1, 4),
            n,
            ranges=(ShelfRange("Adults", f"{n}00", f"{n}99", Side.LEFT),),
        )
        for n in range(1, count + 1)
    )


# The kiosk at (2, 10) looks up; a corridor runs along y = 9; shelves stand above it.
GROUND = Floor(
    1,
    24,
    12,
    shelves=_row(6, 5),
    places=(DESK, LIFT, STAIRS),
    paths=(
        Path((Point(2, 10), Point(2, 9), Point(21, 9), Point(21, 3.5))),
        Path((Point(2, 9), Point(2, 3.5))),
        *(Path((Point(7.5 + 2 * n, 9), Point(7.5 + 2 * n, 2))) for n in range(1, 6)),
    ),
    kiosks=(KioskSpot(Point(2, 10), Side.TOP),),
)
UPPER = Floor(
    2,
    24,
    12,
    places=(LIFT, STAIRS, ROOM),
    paths=(
        Path((Point(2, 3.5), Point(2, 8), Point(21, 8), Point(21, 3.5))),
        Path((Point(12, 8), Point(12, 5))),
    ),
)
HOUSE = House("b", (GROUND, UPPER))
KIOSK = GROUND.kiosks[0]


def _way(
    goal: Shelf | Place, floor: Floor, part: ShelfRange | None = None, *, step_free: bool = False
) -> tuple[Route, tuple[Step, ...]]:
    door = goal.door if isinstance(goal, Place) else None
    end = goal_at(floor, goal.area, door, part.side if part else None)
    assert end is not None
    route = find_route(HOUSE, GROUND, KIOSK, end, step_free=step_free)
    assert route is not None
    return route, way_steps(HOUSE, KIOSK, route, goal, part)


def test_the_shelf_of_a_call_number_is_found() -> None:
    found = find_shelf(HOUSE, "adults ", "399.2 HAR")
    assert found and (found[0].level, found[1].code) == (1, "s3")
    assert find_shelf(HOUSE, "Children", "399.2 HAR") is None
    assert find_shelf(HOUSE, "Adults", "900 HAR") is None
    assert find_shelf(HOUSE, "Adults", "") is None
    assert find_place(HOUSE, "room  2") == (UPPER, ROOM)


def test_without_a_collection_the_only_shelf_of_a_call_number_is_found() -> None:
    found = find_shelf(HOUSE, "", "399.2 HAR")
    assert found and found[1].code == "s3"
    assert find_shelf(HOUSE, "", "") is None
    children = Shelf("c", Area(1, 1, 1, 1), ranges=(ShelfRange("Children", "300", "499"),))
    both = House("b", (GROUND, replace(UPPER, shelves=(children,))))
    assert find_shelf(both, "", "399.2 HAR") is None, "two shelves have the number"
    assert find_shelf(both, "Children", "399.2 HAR")


def test_the_way_to_a_shelf_in_a_row() -> None:
    shelf = GROUND.shelves[2]
    route, steps = _way(shelf, GROUND, shelf.ranges[0])
    straight, right, left, arrive, look = steps
    assert isinstance(straight, Go) and straight.turn is Turn.STRAIGHT and straight.at_kiosk
    assert isinstance(right, Go) and right.turn is Turn.RIGHT
    assert Passed(Beside.LEFT, DESK) in right.passed
    assert Passed(Beside.LEFT, shelves=2) in right.passed
    assert isinstance(left, Go) and left.turn is Turn.LEFT
    assert isinstance(arrive, Arrive) and arrive.beside is Beside.RIGHT
    assert isinstance(look, Look) and look.beside is Beside.AHEAD
    assert route.goal.stands == Point(11.5, 4)


def test_a_shelf_that_is_reached_from_a_corridor_is_counted() -> None:
    corridor = replace(GROUND, paths=GROUND.paths[:1])
    house = House("b", (corridor,))
    shelf = corridor.shelves[2]
    end = goal_at(corridor, shelf.area)
    assert end is not None
    route = find_route(house, corridor, KIOSK, end)
    assert route is not None
    arrive, look = way_steps(house, KIOSK, route, shelf, shelf.ranges[0])[-2:]
    assert isinstance(arrive, Arrive)
    assert (arrive.ordinal, arrive.beside) == (3, Beside.LEFT)
    assert isinstance(look, Look) and look.beside is Beside.LEFT


def test_stairs_and_lift() -> None:
    _, steps = _way(ROOM, UPPER)
    change = next(each for each in steps if isinstance(each, ChangeFloor))
    assert (change.kind, change.floor.level, change.up) == (PlaceKind.STAIRS, 2, True)
    route, steps = _way(ROOM, UPPER, step_free=True)
    change = next(each for each in steps if isinstance(each, ChangeFloor))
    assert change.kind is PlaceKind.LIFT and change.beside is Beside.AHEAD
    assert route.step_free
    after = steps[steps.index(change) + 1]
    assert isinstance(after, Go) and after.turn is Turn.STRAIGHT
    assert isinstance(steps[-1], Arrive) and steps[-1].place == ROOM


def test_no_path_no_way() -> None:
    far = goal_at(GROUND, Area(2, 30))
    assert far is None
    island = replace(UPPER, places=(ROOM,))
    end = goal_at(island, ROOM.area, ROOM.door)
    assert end and find_route(House("b", (GROUND, island)), GROUND, KIOSK, end) is None


def test_which_kiosk_is_never_guessed() -> None:
    two = replace(GROUND, kiosks=(replace(KIOSK, name="lobby"), replace(KIOSK, name="stairs")))
    house = House("b", (two,))
    assert house.find_kiosk() is None
    found = house.find_kiosk("lobby")
    assert found and found[1].name == "lobby"
    assert house.find_kiosk("cellar") is None


class BlindWalker:
    """Follows steps by their own data, and knows nothing of the plan."""

    def __init__(self, spot: KioskSpot, level: int) -> None:
        self.at, self.level = spot.position, level
        self.heading = {Side.RIGHT: 0.0, Side.BOTTOM: 90.0, Side.LEFT: 180.0, Side.TOP: 270.0}[
            spot.faces
        ]

    def follow(self, steps: tuple[Step, ...]) -> None:
        for step in steps:
            if isinstance(step, Go):
                for turn, metres in step.moves:
                    self.heading += turn
                    self.at = moved(self.at, self.heading, metres)
            elif isinstance(step, ChangeFloor):
                self.at, self.heading, self.level = step.lands, step.faces, step.floor.level
            elif isinstance(step, Arrive) and step.metres > 0.3:
                self.at = moved(self.at, self.heading + step.degrees, step.metres)


_coordinates = st.integers(0, 40).map(float)
_spots = st.builds(Point, _coordinates, _coordinates)
_lines = st.lists(_spots, min_size=2, max_size=4).map(lambda points: Path(tuple(points)))


@st.composite
def _houses(draw: st.DrawFn) -> tuple[House, Floor, KioskSpot, Floor, Place]:
    """Draw two floors of crooked paths that a lift joins, a kiosk and a room."""
    floors = []
    for level in (1, 2):
        paths = draw(st.lists(_lines, min_size=1, max_size=4))
        lift = draw(st.sampled_from(draw(st.sampled_from(paths)).points))
        area = Area(lift.x + draw(st.sampled_from([0.0, 1.0])), lift.y, 2, 2)
        places = (Place(PlaceKind.LIFT, area, joins="l", door=lift),)
        floors.append(Floor(level, 50, 50, places=places, paths=tuple(paths)))
    near = draw(st.sampled_from(floors[0].paths[0].points))
    kiosk = KioskSpot(Point(near.x + 0.5, near.y), draw(st.sampled_from(Side)))
    goal_floor = draw(st.sampled_from(floors))
    corner = draw(st.sampled_from(draw(st.sampled_from(goal_floor.paths)).points))
    room = Place(PlaceKind.SPACE, Area(corner.x + 1, corner.y - 1, 3, 3), "Room")
    return House("b", tuple(floors)), floors[0], kiosk, goal_floor, room


@settings(max_examples=300)
@given(_houses())
def test_a_blind_walker_arrives(drawn: tuple[House, Floor, KioskSpot, Floor, Place]) -> None:
    house, floor, kiosk, goal_floor, room = drawn
    end = goal_at(goal_floor, room.area)
    assert end is not None
    route = find_route(house, floor, kiosk, end)
    assume(route is not None)
    assert route is not None
    walker = BlindWalker(kiosk, floor.level)
    walker.follow(way_steps(house, kiosk, route, room, None))
    assert walker.level == goal_floor.level
    assert distance(walker.at, end.target) <= 1


@settings(max_examples=150)
@given(_houses())
def test_the_way_runs_on_paths(drawn: tuple[House, Floor, KioskSpot, Floor, Place]) -> None:
    house, floor, kiosk, goal_floor, room = drawn
    end = goal_at(goal_floor, room.area)
    assert end is not None
    route = find_route(house, floor, kiosk, end)
    assume(route is not None)
    assert route is not None
    for stage in route.stages:
        if isinstance(stage, Ride):
            continue
        on = house.floor(stage.level)
        assert on is not None
        for point in stage.points[1:]:
            near = goal_at(on, Area(point.x, point.y))
            assert near and distance(near.stands, point) < 0.35, "each point lies on a path"
    first = route.stages[0]
    assert isinstance(first, Walk) and first.points[0] == kiosk.position
    straight = sum(
        distance(one, other)
        for stage in route.stages
        if isinstance(stage, Walk)
        for one, other in pairwise(stage.points)
    )
    if goal_floor is floor and not any(isinstance(each, Ride) for each in route.stages):
        assert straight + 0.01 >= distance(kiosk.position, end.stands)


def test_the_compass_of_the_plan() -> None:
    assert bearing(Point(0, 0), Point(0, 5)) == 90, "down"
    assert distance(moved(Point(1, 1), 270, 2), Point(1, -1)) < 1e-9
