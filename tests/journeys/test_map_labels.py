"""The labels on the map never lie on the way, on a shelf, on its number or on a room."""

import pytest

from kiosk.domain.house.plan import Area
from kiosk.services.house_guide import Destination, HouseGuide
from kiosk.store.database import Database
from kiosk.testing.visitor import Look, Visitor
from kiosk.ui.base.translator import Translator
from kiosk.ui.house.floor_drawing import draw_floor
from kiosk.ui.house.map_labels import goal_label, here_label, line_area, overlap
from kiosk.ui.house.way_rows import MapAreaRow, MapDrawing
from tests.journeys.conftest import Open
from tests.journeys.screen_checks import within

# Width and depth in metres: a short and a long name on a map over the whole screen at 100 %, at
# 150 % and at 300 %, and on a map that is half as wide.
SIZES = [(3.0, 1.1), (7.0, 1.1), (5.0, 1.6), (10.0, 1.6), (9.0, 3.0), (20.0, 3.0), (14.0, 2.2)]


def _drawings(database: Database) -> list[MapDrawing]:
    """Return every floor of every way to a shelf or place of the demo library."""
    guide, t = HouseGuide(database, "pusat"), Translator(["en"], "en")
    house = guide.house()
    assert house is not None
    here = guide.here(house)
    assert here is not None
    drawings = []
    for floor in house.floors:
        for thing in (*floor.shelves, *floor.places):
            way = guide.way(Destination(house, floor, thing))
            drawings.append(draw_floor(floor, way, here[1] if floor is here[0] else None, t))
            if floor is not here[0]:
                drawings.append(draw_floor(here[0], way, here[1], t))
    return drawings


def _area(row: MapAreaRow) -> Area:
    return Area(row.fromLeft, row.fromTop, row.wide, row.deep)


def _in_a_room(drawing: MapDrawing) -> bool:
    goal = next(_area(row) for row in drawing.areas if row.goal)
    return any(overlap(_area(row), goal) for row in drawing.areas if not row.shelf)


def _hidden(label: Area, drawing: MapDrawing) -> list[str]:
    hidden = ["the way" for line in drawing.lines if overlap(label, line_area(line))]
    goal = next((_area(row) for row in drawing.areas if row.goal), None)
    for row in drawing.areas:
        around = goal and not (row.shelf or row.goal) and overlap(_area(row), goal)
        if overlap(label, _area(row)) and not around:
            hidden.append(row.label)
        left = row.fromLeft + (row.wide - row.labelWidth) / 2
        number = Area(left, row.fromTop + row.deep, row.labelWidth, min(1.0, row.labelDepth))
        if row.shelf and not row.goal and overlap(label, number):
            hidden.append(f"the number {row.label}")
    return hidden


def test_no_label_hides_the_way_a_shelf_a_number_or_a_room(database: Database) -> None:
    shown = 0
    for drawing in _drawings(database):
        for size in SIZES:
            goal = goal_label(drawing, *size)
            here = here_label(drawing, *size, goal)
            assert not (goal and here and overlap(goal, here))
            for label in (goal, here):
                if label:
                    shown += 1
                    assert _hidden(label, drawing) == [], (drawing.about, size)
                    assert 0 <= label.x <= drawing.width - label.width
                    assert 0 <= label.y <= drawing.depth - label.depth
    assert shown > 200, "most labels have room"


def test_the_usual_labels_have_room(database: Database) -> None:
    for drawing in _drawings(database):
        assert not drawing.here or here_label(drawing, 3.5, 1.1, None), drawing.about
        if drawing.goalShelf and not _in_a_room(drawing):
            assert goal_label(drawing, 3.0, 1.1), drawing.about


def test_small_places_are_named_beside_them(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("en"), (1080, 1920))
    visitor.tap("house-map")
    drawing = visitor.kiosk.way.drawing.value
    names = {"Entrance", "Book return"}
    found = {
        item.property("label"): item.property("besideRoom")
        for item in within(visitor.window.contentItem())
        if item.property("label") in names
    }
    assert found.keys() == names
    rooms = [Area(room.x(), room.y(), room.width(), room.height()) for room in found.values()]
    assert all(room.width and _hidden(room, drawing) == [] for room in rooms)
    assert not overlap(*rooms)


def test_the_map_opens_where_the_way_begins(visitor: Visitor) -> None:
    way = visitor.kiosk.way
    way.showSpace("belajar-1")
    assert [row.level for row in way.floors.shown_rows()] == [1, 2]
    assert [row.chosen for row in way.floors.shown_rows()] == [True, False]
    drawing = way.drawing.value
    assert drawing.here and drawing.lines and not drawing.goal
    first = drawing.lines[0]
    assert (drawing.hereX, drawing.hereY) == (first.fromLeft, first.fromTop)
    way.showFloor(2)
    assert way.drawing.value.goal


@pytest.mark.parametrize("scale", [100, 150, 300])
def test_the_label_on_the_screen_stands_where_there_is_room(open_kiosk: Open, scale: int) -> None:
    visitor = open_kiosk(Look("id", scale=scale), (1080, 1920))
    visitor.tap("house-map")
    visitor.tap("map-place-0")
    label = visitor.sees("goal-label")
    if label is not None:
        room = label.property("room")
        area = Area(room.x(), room.y(), room.width(), room.height())
        assert _hidden(area, visitor.kiosk.way.drawing.value) == []


def test_steps_name_each_level_and_short_walks_have_no_count(visitor: Visitor) -> None:
    way = visitor.kiosk.way
    way.showSpace("belajar-1")
    rows = way.steps.shown_rows()
    assert [row.level for row in rows if row.level] == ["Level 1", "Level 2"]
    first = next(index for index, row in enumerate(rows) if row.level == "Level 2")
    assert rows[first - 1].text == "Go up the stairs to level 2."
    short = [row.text for row in rows if " 1\u00a0m" in row.text]
    assert short and not any("step" in text for text in short)
    way.showShelf("641.59598 PAN s", "Rak dewasa, lantai 1", "pusat")
    assert not any(row.level for row in way.steps.shown_rows()), "one level needs no name"


def test_the_list_beside_a_way_leaves_out_its_goal(visitor: Visitor) -> None:
    visitor.tap("house-map")
    assert visitor.sees("map-place-1")
    names = [row.name for row in visitor.kiosk.way.places.shown_rows()]
    assert "Lobby" not in names
    visitor.tap("map-place-1")
    assert not visitor.sees("map-place-1")
    assert visitor.sees("map-place-2")
