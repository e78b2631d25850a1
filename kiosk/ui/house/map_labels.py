"""Free places on a floor for the labels of the goal and of the kiosk, in metres."""

from itertools import product

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


def goal_label(drawing: MapDrawing, width: float, depth: float) -> Area | None:
    """Return where a label of this size stands near the goal, or None if there is no room."""
    goal = next((each for each in drawing.areas if each.goal), None)
    if goal is None:
        return None
    return _nearest_room(drawing, _area(goal), width, depth, _taken(drawing, depth))


def here_label(drawing: MapDrawing, width: float, depth: float, goal: Area | None) -> Area | None:
    """Return where a label of this size stands near the kiosk; ``goal`` is the other label."""
    if not drawing.here:
        return None
    taken = _taken(drawing, depth) + ([goal] if goal else [])
    return _nearest_room(drawing, _dot(drawing, depth), width, depth, taken)


def place_label(
    drawing: MapDrawing, place: Area, width: float, depth: float, others: list[Area]
) -> Area | None:
    """Return where a label of this size stands near a place that is too small for its name.

    ``others`` are the labels that are already there.
    """
    return _nearest_room(drawing, place, width, depth, _taken(drawing, depth) + others)


def _taken(drawing: MapDrawing, number_depth: float) -> list[Area]:
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
    return taken + ([_dot(drawing, number_depth)] if drawing.here else [])


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
    drawing: MapDrawing, near: Area, width: float, depth: float, taken: list[Area]
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
    rooms = [
        Area(x, y, width, depth)
        for x, y in product(lefts, tops)
        if x >= 0 and y >= 0 and x + width <= drawing.width and y + depth <= drawing.depth
    ]
    close = [each for each in rooms if _distance(each, near) <= _FARTHEST]
    close.sort(key=lambda each: (round(_distance(each, near), 1), _off_centre(each, near)))
    free = (each for each in close if not any(overlap(each, other) for other in taken))
    return next(free, None)


def _distance(one: Area, other: Area) -> float:
    across = max(one.x - other.x - other.width, other.x - one.x - one.width, 0.0)
    down = max(one.y - other.y - other.depth, other.y - one.y - one.depth, 0.0)
    return across + down


def _off_centre(one: Area, other: Area) -> float:
    return abs(one.centre.x - other.centre.x) + abs(one.centre.y - other.centre.y)
