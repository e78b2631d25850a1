"""The shortest way through a building, along the paths that staff have drawn."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from kiosk.domain.house.geometry import (
    Segment,
    bearing,
    crosses,
    crossing,
    distance,
    nearest_on,
    turn_between,
)
from kiosk.domain.house.plan import Area, Floor, House, KioskSpot, Place, PlaceKind, Point, Side

TOUCH = 0.3  # metres; paths that come so close to each other meet
REACH = 6.0  # metres; a goal further away from every path is not reached
_AROUND_A_SHELF = 10.0  # metres; added where a shelf stands between a path and the goal
# A ride costs as much as a walk of this many metres: to start, and for each level.
_RIDES = {PlaceKind.LIFT: (10.0, 2.0), PlaceKind.STAIRS: (1.0, 8.0)}

_TURN = 3.0  # metres; a way with fewer turns is easier to follow

Node = tuple[int, float, float]  # level, x, y
_Arrival = tuple[Node, Node]  # a node, after the node from which one came


@dataclass(frozen=True, slots=True)
class Goal:
    """A point on the floor ``level`` that is to be reached, and the area around it.

    ``stands`` is the point at which one stands before it, on a path.
    """

    level: int
    target: Point
    stands: Point


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk on one floor, along at least one point."""

    level: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Ride:
    """A change of floors by lift or stairs, from the place ``enters`` to the place ``leaves``.

    ``lands`` is the point of a path at which one stands afterwards.
    """

    from_level: int
    to_level: int
    enters: Place
    leaves: Place
    lands: Point


@dataclass(frozen=True, slots=True)
class Route:
    """The way to ``goal``: walks and rides in turn, which begin and end with a walk."""

    stages: tuple[Walk | Ride, ...]
    goal: Goal
    step_free: bool

    def walk_on(self, level: int) -> list[Walk]:
        return [each for each in self.stages if isinstance(each, Walk) and each.level == level]


def goal_at(
    floor: Floor, area: Area, door: Point | None = None, side: Side | None = None
) -> Goal | None:
    """Return the goal for an area on ``floor``, or None if no path comes near it.

    The target is the ``door``, or the middle of ``side``, or the middle of the side that is nearest
    to a path.
    """
    if door:
        targets = [door]
    elif side:
        targets = [area.side_centre(side)]
    elif area.width or area.depth:
        targets = [area.side_centre(each) for each in Side]
    else:
        targets = [area.centre]
    barriers = [area, *(shelf.area for shelf in floor.shelves if shelf.area != area)]
    found = [
        (_way_to(stands, target, barriers), target, stands)
        for target in targets
        for stands in _nearest(floor, target)
    ]
    if not found:
        return None
    gap, target, stands = min(found, key=lambda each: each[0])
    return Goal(floor.level, target, stands) if gap <= REACH + _AROUND_A_SHELF else None


def _way_to(stands: Point, target: Point, barriers: list[Area]) -> float:
    hidden = any(crosses((stands, target), each) for each in barriers)
    return distance(stands, target) + _AROUND_A_SHELF * hidden


def _nearest(floor: Floor, target: Point) -> Iterator[Point]:
    for segment, _ in _segments(floor):
        stands, _at = nearest_on(segment, target)
        if distance(stands, target) <= REACH:
            yield stands


def find_route(
    house: House, floor: Floor, start: KioskSpot, goal: Goal, *, step_free: bool = False
) -> Route | None:
    """Return the shortest way from a kiosk to ``goal``, or None if no path leads there.

    With ``step_free`` the way has no stairs and no path with steps.
    """
    begins = goal_at(floor, Area(start.position.x, start.position.y))
    if begins is None:
        return None
    network = _Network(house, step_free)
    network.anchor(floor.level, begins.stands)
    network.anchor(goal.level, goal.stands)
    nodes = network.shortest(_node(floor.level, begins.stands), _node(goal.level, goal.stands))
    if nodes is None:
        return None
    stages = list(network.stages(nodes))
    first = stages[0]
    assert isinstance(first, Walk)
    if distance(start.position, first.points[0]) > 0.01:
        stages[0] = Walk(first.level, (start.position, *first.points))
    return Route(tuple(stages), goal, step_free)


def find_unreachable(
    house: House, floor: Floor, start: KioskSpot, goals: Iterable[Goal]
) -> list[Goal]:
    """Return those of ``goals`` to which no path leads from the kiosk at ``start``."""
    begins = goal_at(floor, Area(start.position.x, start.position.y))
    if begins is None:
        return list(goals)
    network, goals = _Network(house, step_free=False), list(goals)
    network.anchor(floor.level, begins.stands)
    for goal in goals:
        network.anchor(goal.level, goal.stands)
    reached = network.reached(_node(floor.level, begins.stands))
    return [each for each in goals if _node(each.level, each.stands) not in reached]


def landing(floor: Floor, place: Place) -> Goal | None:
    """Return the point at which one enters or leaves a lift or stairs on ``floor``."""
    return goal_at(floor, place.area, place.door)


def _segments(floor: Floor) -> Iterator[tuple[Segment, bool]]:
    for path in floor.paths:
        for ends in pairwise(path.points):
            yield ends, path.step_free


def _node(level: int, point: Point) -> Node:
    return level, round(point.x, 3), round(point.y, 3)


class _Network:
    """The paths of all floors as a graph, in which each edge has a length in metres."""

    def __init__(self, house: House, step_free: bool) -> None:
        self._edges: dict[Node, dict[Node, float]] = defaultdict(dict)
        self._rides: dict[tuple[Node, Node], Ride] = {}
        self._segments = {
            floor.level: [s for s, free in _segments(floor) if free or not step_free]
            for floor in house.floors
        }
        self._cuts: dict[int, list[set[float]]] = {
            level: [{0.0, 1.0} for _ in segments] for level, segments in self._segments.items()
        }
        for level, segments in self._segments.items():
            self._meet(level, segments)
        self._landings = [
            (floor, place, goal)
            for floor, place in house.places()
            if place.joins and place.kind in _RIDES
            if place.kind is PlaceKind.LIFT or not step_free
            if (goal := landing(floor, place))
        ]
        for floor, _, goal in self._landings:
            self.anchor(floor.level, goal.stands)

    def _meet(self, level: int, segments: list[Segment]) -> None:
        """Cut segments where they cross, and join ends that nearly touch another segment."""
        cuts = self._cuts[level]
        for (i, one), (j, other) in combinations(enumerate(segments), 2):
            if _are_apart(one, other):
                continue
            met = crossing(one, other)
            if met:
                cuts[i].add(met[0])
                cuts[j].add(met[1])
                self._join(level, _at(one, met[0]), _at(other, met[1]))
            for (k, segment), ends in (((i, one), other), ((j, other), one)):
                for end in ends:
                    near, at = nearest_on(segment, end)
                    if distance(near, end) <= TOUCH:
                        cuts[k].add(at)
                        self._join(level, near, end)

    def _join(self, level: int, one: Point, other: Point) -> None:
        a, b = _node(level, one), _node(level, other)
        if a != b:
            self._edges[a][b] = self._edges[b][a] = distance(one, other)

    def anchor(self, level: int, point: Point) -> None:
        """Make ``point``, which lies on a path, a node of the graph."""
        for segment, cuts in zip(self._segments[level], self._cuts[level], strict=True):
            near, at = nearest_on(segment, point)
            if distance(near, point) < 0.005:
                cuts.add(at)
                self._join(level, near, point)

    def shortest(self, start: Node, goal: Node) -> list[Node] | None:
        """Return the nodes of the shortest way, or None if there is none (Dijkstra, 1959).

        A turn counts as some metres more, so what is searched are nodes together with the nodes
        from which one comes.
        """
        self._connect()
        first: _Arrival = (start, start)
        queue: list[tuple[float, _Arrival]] = [(0.0, first)]
        best: dict[_Arrival, float] = {first: 0.0}
        before: dict[_Arrival, _Arrival] = {}
        while queue:
            length, arrival = heapq.heappop(queue)
            came_from, node = arrival
            if node == goal:
                return [end for _, end in _traced(before, arrival)]
            if length > best[arrival]:
                continue
            for other, more in self._edges[node].items():
                total = length + more + _TURN * _is_turn(came_from, node, other)
                if total < best.get((node, other), float("inf")):
                    best[node, other], before[node, other] = total, arrival
                    heapq.heappush(queue, (total, (node, other)))
        return None

    def reached(self, start: Node) -> set[Node]:
        """Return all nodes to which there is a way from ``start``."""
        self._connect()
        found, waiting = {start}, [start]
        while waiting:
            new = self._edges[waiting.pop()].keys() - found
            found |= new
            waiting += new
        return found

    def _connect(self) -> None:
        for level, segments in self._segments.items():
            for segment, cuts in zip(segments, self._cuts[level], strict=True):
                points = [_at(segment, each) for each in sorted(cuts)]
                for one, other in pairwise(points):
                    self._join(level, one, other)
        for (floor, enters, below), (above, leaves, at_top) in combinations(self._landings, 2):
            if enters.joins == leaves.joins and enters.kind is leaves.kind:
                a, b = _node(floor.level, below.stands), _node(above.level, at_top.stands)
                start, each = _RIDES[enters.kind]
                cost = start + each * abs(floor.level - above.level)
                self._edges[a][b] = self._edges[b][a] = cost
                self._rides[a, b] = Ride(floor.level, above.level, enters, leaves, at_top.stands)
                self._rides[b, a] = Ride(above.level, floor.level, leaves, enters, below.stands)

    def stages(self, nodes: list[Node]) -> Iterator[Walk | Ride]:
        """Yield the walks and rides along ``nodes``."""
        points = [nodes[0]]
        for one, other in pairwise(nodes):
            ride = self._rides.get((one, other))
            if ride:
                yield _walk(points)
                yield ride
                points = []
            points.append(other)
        yield _walk(points)


def _are_apart(one: Segment, other: Segment) -> bool:
    """Return True if the boxes around two segments do not even touch: a quick first test."""
    (a, b), (c, d) = one, other
    return (
        max(a.x, b.x) + TOUCH < min(c.x, d.x)
        or max(c.x, d.x) + TOUCH < min(a.x, b.x)
        or max(a.y, b.y) + TOUCH < min(c.y, d.y)
        or max(c.y, d.y) + TOUCH < min(a.y, b.y)
    )


def _walk(nodes: Iterable[Node]) -> Walk:
    nodes = list(nodes)
    return Walk(nodes[0][0], tuple(Point(x, y) for _, x, y in nodes))


def _at(segment: Segment, at: float) -> Point:
    a, b = segment
    return Point(a.x + at * (b.x - a.x), a.y + at * (b.y - a.y))


def _is_turn(one: Node, node: Node, other: Node) -> bool:
    if one == node or len({one[0], node[0], other[0]}) > 1:
        return False
    before, after = (bearing(Point(*a[1:]), Point(*b[1:])) for a, b in ((one, node), (node, other)))
    return abs(turn_between(before, after)) > 20


def _traced(before: dict[_Arrival, _Arrival], arrival: _Arrival) -> list[_Arrival]:
    found = [arrival]
    while found[-1] in before:
        found.append(before[found[-1]])
    return found[::-1]
