"""The drawing of a floor: what FloorMap.qml shows, in metres."""

from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

from kiosk.domain.house.geometry import bearing, distance
from kiosk.domain.house.plan import (
    Area,
    Floor,
    KioskSpot,
    Place,
    PlaceKind,
    Point,
    Shelf,
    Side,
)
from kiosk.domain.house.routing import Walk
from kiosk.i18n import formats
from kiosk.services.house_guide import Destination, Way
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.way_sentences import (
    level_name,
    place_name,
    shelf_name,
    thing_name,
)
from kiosk.ui.house.floor_images import decode, natural_size
from kiosk.ui.house.map_labels import line_area, overlap
from kiosk.ui.house.way_rows import MapAreaRow, MapDrawing, MapLineRow

_LABEL_ROOM = 3.0  # metres; the most room that the number of a shelf needs

_DEGREES = {Side.RIGHT: 0.0, Side.BOTTOM: 90.0, Side.LEFT: 180.0, Side.TOP: 270.0}

PLACE_PICTOGRAMS = {
    PlaceKind.ENTRANCE: "spaces",
    PlaceKind.EXIT: "done",
    PlaceKind.DESK: "info",
    PlaceKind.LIFT: "lift",
    PlaceKind.STAIRS: "stairs",
    PlaceKind.TOILETS: "toilets",
    PlaceKind.ACCESSIBLE_TOILET: "step-free",
    PlaceKind.CHILDREN: "childcare",
    PlaceKind.READING: "book",
    PlaceKind.COMPUTERS: "computer",
    PlaceKind.PRINTER: "print",
    PlaceKind.SPACE: "spaces",
}


def draw_floor(floor: Floor, way: Way | None, here: KioskSpot | None, t: Translator) -> MapDrawing:
    """Return the drawing of ``floor`` with the part of ``way`` that is on it.

    ``here`` is the spot of this kiosk if it stands on this floor. Its mark is where the way begins.
    """
    to = way.destination if way and way.destination.floor.level == floor.level else None
    lines = tuple(_lines(floor, way))
    image_size = _image_size(floor)
    areas = [_place_row(each, floor, to, lines, t) for each in floor.places if _is_drawn(each)]
    areas += [_shelf_row(each, floor, to, lines, t) for each in floor.shelves]
    goal = to.thing.area if to else Area(0, 0)
    at = _start(floor, way) or (here.position if here else goal.centre)
    return MapDrawing(
        width=floor.width,
        depth=floor.depth,
        about=_description(floor, to, here is not None, t),
        image=_image_source(floor),
        imageWide=image_size[0],
        imageDeep=image_size[1],
        areas=tuple(areas),
        lines=lines,
        longestNumber=_longest_number(floor, t),
        narrowest=min((each.wide for each in areas if each.shelf), default=0.0),
        here=here is not None,
        hereX=at.x if here else 0.0,
        hereY=at.y if here else 0.0,
        hereFaces=_DEGREES[here.faces] if here else 0.0,
        goal=to is not None,
        goalLabel=thing_name(to.thing, t) if to else "",
        goalShelf=to is not None and isinstance(to.thing, Shelf),
        goalWide=goal.width,
        goalDeep=_room_for_name(goal, floor, lines)[1],
    )


def listed_places(floor: Floor) -> list[Place]:
    """Return the places of a floor that visitors look for.

    A spot without an area, such as the lobby, is only a goal of programmes that name it.
    """
    return [
        each
        for each in floor.places
        if each.kind is not PlaceKind.DOOR and (_is_drawn(each) or each.kind is not PlaceKind.OTHER)
    ]


def _is_drawn(place: Place) -> bool:
    return bool(place.area.width and place.area.depth)


def _place_row(
    place: Place,
    floor: Floor,
    to: Destination | None,
    lines: tuple[MapLineRow, ...],
    t: Translator,
) -> MapAreaRow:
    places = listed_places(floor)
    top, depth = _room_for_name(place.area, floor, lines)
    return MapAreaRow(
        fromLeft=place.area.x,
        fromTop=place.area.y,
        wide=place.area.width,
        deep=place.area.depth,
        label=place_name(place, t),
        pictogram=_own_pictogram(place, floor),
        shelf=False,
        goal=to is not None and to.thing == place,
        labelWidth=0.0,
        labelDepth=depth,
        labelTop=top,
        place=places.index(place) if place in places else -1,
    )


def _own_pictogram(place: Place, floor: Floor) -> str:
    """Return the pictogram of a place, or "" if another place of the floor has the same."""
    wanted = PLACE_PICTOGRAMS.get(place.kind, "")
    same = [each for each in floor.places if PLACE_PICTOGRAMS.get(each.kind) == wanted]
    return wanted if len(same) == 1 else ""


def _shelf_row(
    shelf: Shelf,
    floor: Floor,
    to: Destination | None,
    lines: tuple[MapLineRow, ...],
    t: Translator,
) -> MapAreaRow:
    area = shelf.area
    own = formats.number(shelf.number, t.code) if shelf.number is not None else ""
    width, depth = _room_below(shelf, floor, lines)
    return MapAreaRow(
        fromLeft=area.x,
        fromTop=area.y,
        wide=area.width,
        deep=area.depth,
        label=own or shelf_name(shelf, t),
        pictogram="",
        shelf=True,
        goal=to is not None and to.thing == shelf,
        labelWidth=width,
        labelDepth=depth,
        labelTop=area.depth,
        place=-1,
    )


def _longest_number(floor: Floor, t: Translator) -> str:
    """Return a number that is as wide as the widest number of a shelf: eights are wide digits."""
    numbers = [str(each.number) for each in floor.shelves if each.number is not None]
    return formats.digits("8" * max(map(len, numbers), default=0), t.code)


def _room_for_name(area: Area, floor: Floor, lines: tuple[MapLineRow, ...]) -> tuple[float, float]:
    """Return the top and depth of the strip of a place without a shelf and without the way."""
    taken = [each.area for each in floor.shelves] + [line_area(each) for each in lines]
    inside = [(each.y, each.y + each.depth) for each in taken if overlap(each, area)]
    edges = sorted([(area.y, area.y), *inside, (area.y + area.depth, area.y + area.depth)])
    gaps = [(end - area.y, start - end) for (_, end), (start, _) in pairwise(edges)]
    return max(gaps, key=lambda gap: gap[1])


def _room_below(shelf: Shelf, floor: Floor, lines: tuple[MapLineRow, ...]) -> tuple[float, float]:
    """Return the free width and depth below a shelf: no label, shelf, place or way is there."""
    if any(overlap(shelf.area, each.area) for each in floor.places):
        return 0.0, 0.0
    area, bottom = shelf.area, shelf.area.y + shelf.area.depth
    others = [each.area for each in floor.places]
    others += [each.area for each in floor.shelves if each != shelf]
    width = min(
        (
            abs(each.area.centre.x - area.centre.x)
            for each in floor.shelves
            if each != shelf and abs(each.area.y + each.area.depth - bottom) < _LABEL_ROOM
        ),
        default=_LABEL_ROOM,
    )
    left, right = area.centre.x - width / 2, area.centre.x + width / 2
    below = [
        each.y - bottom
        for each in others
        if each.y >= bottom and each.x < right and each.x + each.width > left
    ]
    ways = [line_area(each) for each in lines]
    below += [
        each.y - bottom
        for each in ways
        if each.y + each.depth > bottom and each.x < right and each.x + each.width > left
    ]
    return width, max(0.0, min([*below, floor.depth - bottom, _LABEL_ROOM]))


def _image_source(floor: Floor) -> str:
    """Return the source of the uploaded plan; it changes when the plan changes."""
    if not floor.image:
        return ""
    return f"image://floor/{floor.level}/{crc32(floor.image.encode()):x}"


def _image_size(floor: Floor) -> tuple[float, float]:
    """Return the size of the uploaded plan in metres: without a scale, that of the floor."""
    if not floor.image or not floor.metres_per_pixel:
        return floor.width, floor.depth
    size = natural_size(decode(floor.image))
    return size.width() * floor.metres_per_pixel, size.height() * floor.metres_per_pixel


def _start(floor: Floor, way: Way | None) -> Point | None:
    """Return the first point of the way if it begins on this floor."""
    first = way.route.stages[0] if way and way.route else None
    return first.points[0] if isinstance(first, Walk) and first.level == floor.level else None


def _lines(floor: Floor, way: Way | None) -> Iterator[MapLineRow]:
    if way is None or way.route is None:
        return
    for walk in way.route.walk_on(floor.level):
        for one, other in pairwise(walk.points):
            yield MapLineRow(one.x, one.y, distance(one, other), bearing(one, other))
    goal = way.route.goal
    if goal.level == floor.level and distance(goal.stands, goal.target) > 0.05:
        yield MapLineRow(
            goal.stands.x,
            goal.stands.y,
            distance(goal.stands, goal.target),
            bearing(goal.stands, goal.target),
        )


def _description(floor: Floor, to: Destination | None, here: bool, t: Translator) -> str:
    """Return everything that is written on the map, the goal first."""
    level = level_name(floor, t)
    if to:
        goal = thing_name(to.thing, t)
        parts = [t.pgettext("way", "Map of {level}, with {goal}.", level=level, goal=goal)]
    else:
        parts = [t.pgettext("way", "Map of {level}.", level=level)]
    if here:
        parts.append(t.pgettext("way", "You are here") + ".")
    names = [place_name(each, t) for each in listed_places(floor)]
    if names:
        listed = formats.listing(names, t.code)
        parts.append(t.pgettext("way", "Places: {places}.", places=listed))
    shelves = [
        formats.number(each.number, t.code) if each.number is not None else shelf_name(each, t)
        for each in floor.shelves
    ]
    if shelves:
        listed = formats.listing(shelves, t.code)
        parts.append(t.pgettext("way", "Shelves: {shelves}.", shelves=listed))
    return " ".join(parts)
