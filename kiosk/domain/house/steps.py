"""The steps of a way, as data from which sentences are made in every language.

The steps hold all that a walker needs: turns relative to the walking direction, metres, what one
passes and on which side. Somebody who follows them without seeing the plan arrives.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kiosk.domain.house.geometry import (
    Segment,
    bearing,
    contains,
    crosses,
    distance,
    distance_to_area,
    moved,
    nearest_on,
    turn_between,
)
from kiosk.domain.house.plan import (
    Area,
    Floor,
    House,
    KioskSpot,
    Place,
    PlaceKind,
    Point,
    Shelf,
    ShelfRange,
    Side,
)
from kiosk.domain.house.routing import Ride, Route, Walk

_BEARINGS = {Side.RIGHT: 0.0, Side.BOTTOM: 90.0, Side.LEFT: 180.0, Side.TOP: 270.0}
_STRAIGHT = 20.0  # degrees; a smaller turn is not worth a step
_HALF = 60.0
_AROUND = 135.0
_LINE = 0.01  # degrees; two segments with a smaller turn are one line
_JAG = 0.8  # metres; shorter pieces are jags of the drawing
_NEAR = 2.5  # metres beside the path in which one passes a place
_NEAR_ROW = 3.5  # metres beside the path in which one passes the ends of a row of shelves
_DOORWAY = 0.7  # metres; a door so close to the path is on the path
_MOST_PASSED = 3  # landmarks in one step


class Turn(StrEnum):
    """A turn relative to the walking direction."""

    STRAIGHT = "straight"
    LEFT = "left"
    RIGHT = "right"
    HALF_LEFT = "half_left"
    HALF_RIGHT = "half_right"
    AROUND = "around"


class Beside(StrEnum):
    """The position of something relative to the direction in which one looks."""

    AHEAD = "ahead"
    LEFT = "left"
    RIGHT = "right"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Passed:
    """A landmark that one passes: a place, or several shelves in a row.

    ``beside`` is AHEAD for a door or a room that one enters.
    """

    beside: Beside
    place: Place | None = None
    shelves: int = 0


@dataclass(frozen=True, slots=True)
class Go:
    """A turn and a walk straight on. ``at_kiosk`` is True for the step that begins at the screen.

    ``moves`` are pairs of a turn in degrees (right is positive) and a length in metres; all but the
    first are bends too slight to be said.
    """

    turn: Turn
    moves: tuple[tuple[float, float], ...]
    passed: tuple[Passed, ...] = ()
    at_kiosk: bool = False

    @property
    def metres(self) -> float:
        return sum(length for _, length in self.moves)


@dataclass(frozen=True, slots=True)
class ChangeFloor:
    """Take the lift or the stairs. Afterwards one stands at ``lands`` and looks to ``faces``.

    ``beside`` is where the lift is when one has come to it. ``faces`` is in degrees: 0 is to the
    right of the plan, and 90 is down.
    """

    kind: PlaceKind
    beside: Beside
    floor: Floor
    up: bool
    lands: Point
    faces: float


@dataclass(frozen=True, slots=True)
class Arrive:
    """The goal is ``metres`` away, ``degrees`` to the right of the direction in which one looks.

    ``ordinal`` says which shelf of those in a row it is, from where one came; 0 if there is no row.
    """

    beside: Beside
    degrees: float
    metres: float
    shelf: Shelf | None = None
    place: Place | None = None
    ordinal: int = 0
    at_kiosk: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Look for the call number at the shelf.

    ``beside`` is the side of the shelf as seen by somebody who stands before it: AHEAD for the side
    that one looks at, BEHIND for its far side; None if the plan does not say.
    """

    shelf: Shelf
    part: ShelfRange | None
    beside: Beside | None


Step = Go | ChangeFloor | Arrive | Look


def way_steps(
    house: House, start: KioskSpot, route: Route, goal: Shelf | Place, part: ShelfRange | None
) -> tuple[Step, ...]:
    """Return the steps along ``route`` from the kiosk at ``start`` to the shelf or place ``goal``.

    ``part`` is the range on the shelf that contains the call number.
    """
    steps: list[Step] = []
    heading = _BEARINGS[start.faces]
    stands, last = start.position, (start.position, start.position)
    for number, stage in enumerate(route.stages):
        floor = house.floor(stage.level if isinstance(stage, Walk) else stage.to_level)
        assert floor is not None
        if isinstance(stage, Ride):
            change = _change(stage, floor, stands, heading)
            steps.append(change)
            heading, stands, last = change.faces, change.lands, (change.lands, change.lands)
            continue
        points = _simplified(stage.points)
        for run in _runs(points):
            go = _go(floor, run, heading, goal, at_kiosk=number == 0 and not steps)
            steps.append(go)
            heading, last = bearing(*run[-1]), (run[0][0], run[-1][1])
        stands = points[-1]
    floor = house.floor(route.goal.level)
    assert floor is not None
    arrive = _arrive(floor, route, stands, heading, last, goal, at_kiosk=not steps)
    steps.append(arrive)
    if isinstance(goal, Shelf):
        steps.append(Look(goal, part, _side_to_look_at(goal, part, stands)))
    return tuple(steps)


def turn_of(degrees: float) -> Turn:
    """Return the turn that people would call a turn by ``degrees``."""
    size = abs(degrees)
    if size < _STRAIGHT:
        return Turn.STRAIGHT
    if size >= _AROUND:
        return Turn.AROUND
    if size < _HALF:
        return Turn.HALF_RIGHT if degrees > 0 else Turn.HALF_LEFT
    return Turn.RIGHT if degrees > 0 else Turn.LEFT


def beside_of(degrees: float) -> Beside:
    """Return where something is that is ``degrees`` to the right of the walking direction."""
    size = abs(degrees)
    if size < 45:
        return Beside.AHEAD
    if size > _AROUND:
        return Beside.BEHIND
    return Beside.RIGHT if degrees > 0 else Beside.LEFT


def _simplified(points: Sequence[Point]) -> list[Point]:
    """Return ``points`` without jags; the first and the last point are kept."""
    kept = [points[0]]
    for point in points[1:-1]:
        if distance(kept[-1], point) >= _JAG:
            kept.append(point)
    end = points[-1]
    while len(kept) > 1 and distance(kept[-1], end) < _JAG:
        kept.pop()
    if distance(kept[-1], end) > 0.01 or len(kept) == 1:
        kept.append(end)
    return _without_joints(kept)


def _without_joints(points: list[Point]) -> list[Point]:
    """Return ``points`` without those at which a straight line merely goes on."""
    kept = points[:1]
    for one, point, other in zip(points, points[1:-1], points[2:], strict=False):
        if abs(turn_between(bearing(one, point), bearing(point, other))) > _LINE:
            kept.append(point)
    return kept + points[1:][-1:]


def _runs(points: Sequence[Point]) -> Iterator[list[Segment]]:
    """Yield the straight runs between turns, each as a list of segments."""
    run: list[Segment] = []
    for segment in pairwise(points):
        if distance(*segment) < 0.01:
            continue
        if run and abs(turn_between(bearing(*run[-1]), bearing(*segment))) >= _STRAIGHT:
            yield run
            run = []
        run.append(segment)
    if run:
        yield run


def _go(
    floor: Floor, run: list[Segment], heading: float, goal: Shelf | Place, *, at_kiosk: bool
) -> Go:
    moves = []
    for segment in run:
        moves.append((turn_between(heading, bearing(*segment)), distance(*segment)))
        heading = bearing(*segment)
    passed = [each for segment in run for each in _passed(floor, segment, goal)]
    return Go(turn_of(moves[0][0]), tuple(moves), tuple(passed[:_MOST_PASSED]), at_kiosk)


def _passed(floor: Floor, segment: Segment, goal: Shelf | Place) -> Iterator[Passed]:
    """Yield the landmarks along ``segment``, in the order in which one passes them."""
    found: list[tuple[float, Passed]] = []
    for place in floor.places:
        at = _passing_at(segment, place.area, _NEAR)
        beside = _side_of_place(segment, place)
        if place != goal and at is not None and beside:
            found.append((at, Passed(beside, place)))
    for hand in (Beside.LEFT, Beside.RIGHT):
        row = [
            at
            for shelf in floor.shelves
            if shelf != goal and _in_view(floor, segment, shelf)
            if _hand(segment, shelf.area.centre) is hand
            if (at := _passing_at(segment, shelf.area, _NEAR_ROW)) is not None
        ]
        if len(row) > 1:
            found.append((min(row), Passed(hand, shelves=len(row))))
    yield from (passed for _, passed in sorted(found, key=lambda each: each[0]))


def _side_of_place(segment: Segment, place: Place) -> Beside | None:
    """Return the side on which one passes ``place``, or AHEAD if one enters it.

    Return None for a door that is not on the path, and for a room in which one already is.
    """
    if place.kind is PlaceKind.DOOR:
        return Beside.AHEAD if distance_to_area(segment, place.area) <= _DOORWAY else None
    if contains(place.area, segment[0]):
        return None
    if crosses(segment, place.area):
        return Beside.AHEAD
    return _hand(segment, place.area.centre)


def _in_view(floor: Floor, segment: Segment, shelf: Shelf) -> bool:
    """Return True if no other shelf stands between ``segment`` and ``shelf``."""
    near, _ = nearest_on(segment, shelf.area.centre)
    line = (near, shelf.area.centre)
    return not any(crosses(line, each.area) for each in floor.shelves if each != shelf)


def _passing_at(segment: Segment, area: Area, near: float) -> float | None:
    """Return the metres after which one passes ``area``, or None if one does not pass it."""
    if distance_to_area(segment, area) > near:
        return None
    _, at = nearest_on(segment, area.centre)
    metres = at * distance(*segment)
    return metres if 0.3 < metres < distance(*segment) - 0.3 else None


def _hand(segment: Segment, point: Point) -> Beside:
    turn = turn_between(bearing(*segment), bearing(segment[0], point))
    return Beside.RIGHT if turn > 0 else Beside.LEFT


def _change(ride: Ride, floor: Floor, stands: Point, heading: float) -> ChangeFloor:
    into = _bearing_of(stands, ride.enters, heading)
    lands, leaves = ride.lands, ride.leaves.area.centre
    out = bearing(leaves, lands) if distance(leaves, lands) > 0.3 else (into + 180) % 360
    up = ride.to_level > ride.from_level
    beside = beside_of(turn_between(heading, into))
    return ChangeFloor(ride.enters.kind, beside, floor, up, lands, out)


def _bearing_of(stands: Point, place: Place, heading: float) -> float:
    goal = place.door or place.area.centre
    if distance(stands, goal) < 0.3:
        goal = place.area.centre
    return bearing(stands, goal) if distance(stands, goal) > 0.3 else heading


def _arrive(
    floor: Floor,
    route: Route,
    stands: Point,
    heading: float,
    last: Segment,
    goal: Shelf | Place,
    *,
    at_kiosk: bool,
) -> Arrive:
    target = route.goal.target
    away = distance(stands, target)
    # Before a door one looks at the room, not at the threshold on which one stands.
    seen = target if away > 0.3 else goal.area.centre
    degrees = turn_between(heading, bearing(stands, seen)) if distance(stands, seen) > 0.05 else 0.0
    beside = beside_of(degrees)
    if not isinstance(goal, Shelf):
        return Arrive(beside, degrees, away, place=goal, at_kiosk=at_kiosk)
    ordinal = _ordinal(floor, last, goal) if beside in (Beside.LEFT, Beside.RIGHT) else 0
    return Arrive(beside, degrees, away, shelf=goal, ordinal=ordinal, at_kiosk=at_kiosk)


def _ordinal(floor: Floor, last: Segment, goal: Shelf) -> int:
    """Return which shelf ``goal`` is of those that one passes on its side in the last run."""
    if distance(*last) < 0.5:
        return 0
    hand = _hand(last, goal.area.centre)
    beyond = (last[0], moved(last[1], bearing(*last), 1.0))
    row = sorted(
        (at * distance(*beyond), shelf.code)
        for shelf in floor.shelves
        if _hand(last, shelf.area.centre) is hand
        and _in_view(floor, beyond, shelf)
        and distance_to_area(beyond, shelf.area) <= _NEAR_ROW
        for _, at in [nearest_on(beyond, shelf.area.centre)]
        if 0 < at < 1 or shelf == goal
    )
    codes = [code for _, code in row]
    place = codes.index(goal.code) + 1 if goal.code in codes else 0
    return place if len(codes) > 1 and place > 1 else 0


def _side_to_look_at(goal: Shelf, part: ShelfRange | None, stands: Point) -> Beside | None:
    if part is None or part.side is None:
        return None
    ahead = bearing(stands, goal.area.centre)
    turn = turn_between(ahead, _BEARINGS[part.side])
    # The side that one looks at faces the other way.
    return {Beside.AHEAD: Beside.BEHIND, Beside.BEHIND: Beside.AHEAD}.get(
        beside_of(turn), beside_of(turn)
    )
