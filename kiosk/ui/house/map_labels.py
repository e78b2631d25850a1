"""Free places on a floor for the labels of the goal and of the kiosk, in metres.

The results are cached, because QML asks for the same label again whenever another one moves.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import inf

from kiosk.domain.house.geometry import moved
from kiosk.domain.house.plan import Area, Point
from kiosk.ui.house.way_rows import MapAreaRow, MapDrawing, MapLineRow

_LINE = 0.4  # metres; half the thickness of the way
_GAP = 0.1  # metres between a label and anything else
_FARTHEST = 4.0  # metres between a label and its thing; beyond, nobody sees that they belong


def overlap(one: Area, other: Area) -> bool:
    """Return True if the two areas share more than an edge."""
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.depth
        and other.y < one.y + one.depth
    )


def line_area(line: MapLineRow) -> Area:
    """Return the area that a part of the way covers."""
    end = moved(Point(line.fromLeft, line.fromTop), line.degrees, line.length)
    left, top = min(line.fromLeft, end.x), min(line.fromTop, end.y)
    width, depth = abs(end.x - line.fromLeft), abs(end.y - line.fromTop)
    return Area(left - _LINE, top - _LINE, width + 2 * _LINE, depth + 2 * _LINE)


@lru_cache(maxsize=32)
def goal_label(drawing: MapDrawing, width: float, depth: float) -> Area | None:
    """Return where a label of this size stands near the goal, or None if there is no room."""
    goal = next((each for each in drawing.areas if each.goal), None)
    if goal is None:
        return None
    return _nearest_room(drawing, _area(goal), width, depth, _taken(drawing, depth))


@lru_cache(maxsize=32)
def here_label(drawing: MapDrawing, width: float, depth: float, goal: Area | None) -> Area | None:
    """Return where a label of this size stands near the kiosk; ``goal`` is the other label."""
    if not drawing.here:
        return None
    taken = _taken(drawing, depth) + ((goal,) if goal else ())
    return _nearest_room(drawing, _dot(drawing, depth), width, depth, taken)


@lru_cache(maxsize=1_024)
def place_label(
    drawing: MapDrawing, place: Area, width: float, depth: float, others: tuple[Area, ...]
) -> Area | None:
    """Return where a label of this size stands near a place that is too small for its name.

    ``others`` are the labels that are already there.
    """
    return _nearest_room(drawing, place, width, depth, _taken(drawing, depth) + others)


@lru_cache(maxsize=8)
def _taken(drawing: MapDrawing, number_depth: float) -> tuple[Area, ...]:
    """Return everything that no label may cover: the way, shelves, their numbers, and places."""
    taken = [line_area(each) for each in drawing.lines]
    goal = next((_area(each) for each in drawing.areas if each.goal), None)
    taken += [_taken_by(each, goal, number_depth) for each in drawing.areas]
    taken += [
        Area(
            each.fromLeft + (each.wide - each.labelWidth) / 2,
            each.fromTop + each.deep,
            each.labelWidth,
            min(each.labelDepth, number_depth),
        )
        for each in drawing.areas
        if each.shelf and not each.goal
    ]
    return (*taken, _dot(drawing, number_depth)) if drawing.here else tuple(taken)


def _taken_by(row: MapAreaRow, goal: Area | None, name_depth: float) -> Area:
    """Return the area of a shelf or place; of a room around the goal, that of its name."""
    if row.shelf or row.goal or goal is None or not overlap(_area(row), goal):
        return _area(row)
    top = row.fromTop + row.labelTop + (row.labelDepth - name_depth) / 2
    return Area(row.fromLeft, top, row.wide, name_depth)


def _area(row: MapAreaRow) -> Area:
    return Area(row.fromLeft, row.fromTop, row.wide, row.deep)


def _dot(drawing: MapDrawing, label_depth: float) -> Area:
    """Return the area of the mark of the kiosk, which is about as high as a label."""
    half = label_depth * 0.6
    return Area(drawing.hereX - half, drawing.hereY - half, 2 * half, 2 * half)


def _nearest_room(
    drawing: MapDrawing, near: Area, width: float, depth: float, taken: tuple[Area, ...]
) -> Area | None:
    """Return the free area of this size that is nearest to ``near``.

    Such an area touches something that is taken, or is in line with ``near``.
    """
    right, bottom = drawing.width - _GAP, drawing.depth - _GAP
    lefts = {near.centre.x - width / 2, _GAP, right - width}
    tops = {near.centre.y - depth / 2, _GAP, bottom - depth}
    for each in taken:
        lefts |= {each.x + each.width + _GAP, each.x - width - _GAP}
        tops |= {each.y + each.depth + _GAP, each.y - depth - _GAP}
    # Most places are too far across or too far down, so that few pairs of both are left.
    columns = _close(lefts, width, drawing.width, near.x, near.width)
    rows = _close(tops, depth, drawing.depth, near.y, near.depth)
    reach = _grown(near, _FARTHEST + width, _FARTHEST + depth)
    edges = [
        (each.x, each.x + each.width, each.y - depth, each.y + each.depth)
        for each in taken
        if overlap(each, reach)
    ]
    best = (inf, inf)  # the distance, then how far it is from being in line with the middle
    found: Area | None = None
    for x, across, off_across in columns:
        end = x + width
        # A label that begins between two such tops would cover something.
        covering = [(above, below) for left, over, above, below in edges if x < over and left < end]
        for y, down, off_down in rows:
            if across + down > _FARTHEST:
                continue
            far = (round(across + down, 1), off_across + off_down)
            if far >= best:
                continue
            for above, below in covering:  # the innermost loop
                if above < y < below:
                    break
            else:
                best, found = far, Area(x, y, width, depth)
    return found


def _close(
    starts: Iterable[float], length: float, most: float, near: float, near_length: float
) -> list[tuple[float, float, float]]:
    """Return each start at which a part of a line is close enough to another part.

    With each start are the gap, and the distance between the middles. The line is ``most`` long.
    """
    first, last = near - length - _FARTHEST - 1, near + near_length + _FARTHEST + 1
    return [
        (start, gap, abs(start + length / 2 - (near + near_length / 2)))
        for start in starts
        if first <= start <= last  # rules most of them out with little work
        and start >= 0
        and start + length <= most
        and (gap := _gap(start, length, near, near_length)) <= _FARTHEST
    ]


def _grown(area: Area, across: float, down: float) -> Area:
    return Area(area.x - across, area.y - down, area.width + 2 * across, area.depth + 2 * down)


def _gap(one: float, length: float, other: float, other_length: float) -> float:
    """Return the distance between two parts of one line, 0 if they overlap."""
    return max(one - other - other_length, other - one - length, 0.0)
