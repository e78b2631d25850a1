"""Plane geometry on a plan, in metres; y grows downwards, so a right turn is a positive angle."""

import math
from collections.abc import Iterator

from kiosk.domain.house.plan import Area, Point

Segment = tuple[Point, Point]


def distance(one: Point, other: Point) -> float:
    return math.hypot(other.x - one.x, other.y - one.y)


def bearing(start: Point, end: Point) -> float:
    """Return the direction from ``start`` to ``end`` in degrees: 0 is right, 90 is down."""
    return math.degrees(math.atan2(end.y - start.y, end.x - start.x))


def turn_between(before: float, after: float) -> float:
    """Return the turn from one bearing to another in degrees, in (-180, 180]; right is positive."""
    turn = (after - before) % 360
    return turn - 360 if turn > 180 else turn


def moved(start: Point, towards: float, metres: float) -> Point:
    """Return the point that is ``metres`` away from ``start`` in the direction ``towards``."""
    angle = math.radians(towards)
    return Point(start.x + metres * math.cos(angle), start.y + metres * math.sin(angle))


def nearest_on(segment: Segment, point: Point) -> tuple[Point, float]:
    """Return the point of ``segment`` that is nearest to ``point``, and its position (0 to 1)."""
    a, b = segment
    length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2
    if length == 0:
        return a, 0.0
    at = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length
    at = min(1.0, max(0.0, at))
    return Point(a.x + at * (b.x - a.x), a.y + at * (b.y - a.y)), at


def crossing(one: Segment, other: Segment) -> tuple[float, float] | None:
    """Return the positions (0 to 1) on both segments where they cross, or None if they do not."""
    (a, b), (c, d) = one, other
    across = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
    if across == 0:
        return None
    s = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / across
    t = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / across
    return (s, t) if 0 <= s <= 1 and 0 <= t <= 1 else None


def sides(area: Area) -> Iterator[Segment]:
    """Yield the four sides of ``area``."""
    corners = [
        Point(area.x, area.y),
        Point(area.x + area.width, area.y),
        Point(area.x + area.width, area.y + area.depth),
        Point(area.x, area.y + area.depth),
    ]
    yield from zip(corners, corners[1:] + corners[:1], strict=True)


def crosses(segment: Segment, area: Area) -> bool:
    """Return True if ``segment`` goes through the inside of ``area``."""
    inner = Area(
        area.x + 0.05, area.y + 0.05, max(0.0, area.width - 0.1), max(0.0, area.depth - 0.1)
    )
    if not inner.width or not inner.depth:
        return False
    a, b = segment
    if max(a.x, b.x) < inner.x or min(a.x, b.x) > inner.x + inner.width:
        return False
    if max(a.y, b.y) < inner.y or min(a.y, b.y) > inner.y + inner.depth:
        return False
    return any(contains(inner, end) for end in segment) or any(
        crossing(segment, side) for side in sides(inner)
    )


def contains(area: Area, point: Point) -> bool:
    return area.x <= point.x <= area.x + area.width and area.y <= point.y <= area.y + area.depth


def distance_to_area(segment: Segment, area: Area) -> float:
    """Return the distance between ``segment`` and ``area``, which is 0 where they meet."""
    if contains(area, segment[0]) or any(crossing(segment, side) for side in sides(area)):
        return 0.0
    corners = [start for start, _ in sides(area)]
    gaps = [distance(nearest_on(segment, corner)[0], corner) for corner in corners]
    gaps += [distance(nearest_on(side, end)[0], end) for side in sides(area) for end in segment]
    return min(gaps)
