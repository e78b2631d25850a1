"""Writes the plan of a building as ``[[house]]``, as staff write it in ``library.toml``."""

from typing import Any

import tomlkit

from kiosk.domain.house.plan import Area, Floor, House, Place, Point, Shelf


def dump_house_toml(house: House) -> str:
    """Return the plan as the text of a ``[[house]]`` table."""
    document = tomlkit.document()
    document["house"] = [_house_table(house)]
    return tomlkit.dumps(document)


def _house_table(house: House) -> dict[str, Any]:
    return {"branch": house.branch, "floor": [_floor_table(each) for each in house.floors]}


def _floor_table(floor: Floor) -> dict[str, Any]:
    table = {
        "level": floor.level,
        "width": floor.width,
        "depth": floor.depth,
        **_given(
            name=floor.name,
            names=dict(floor.names),
            image=floor.image,
            metres_per_pixel=floor.metres_per_pixel,
        ),
    }
    parts: dict[str, list[dict[str, Any]]] = {
        "kiosk": [
            {"at": _xy(each.position), "faces": each.faces.value, **_given(name=each.name)}
            for each in floor.kiosks
        ],
        "path": [
            {"points": [_xy(point) for point in each.points], "step_free": each.step_free}
            for each in floor.paths
        ],
        "place": [_place_table(each) for each in floor.places],
        "shelf": [_shelf_table(each) for each in floor.shelves],
    }
    return table | {name: rows for name, rows in parts.items() if rows}


def _place_table(place: Place) -> dict[str, Any]:
    return {"kind": place.kind.value, "area": _box(place.area)} | _given(
        name=place.name,
        names=dict(place.names),
        space=place.space,
        joins=place.joins,
        door=_xy(place.door) if place.door else None,
    )


def _shelf_table(shelf: Shelf) -> dict[str, Any]:
    table: dict[str, Any] = {"code": shelf.code, "area": _box(shelf.area)}
    if shelf.number is not None:
        table["number"] = shelf.number
    ranges = [
        _given(
            collection=each.collection,
            first=each.first,
            last=each.last,
            side=each.side.value if each.side else None,
            board=each.board,
        )
        for each in shelf.ranges
    ]
    return table | _given(name=shelf.name, names=dict(shelf.names), ranges=ranges)


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _xy(point: Point) -> list[float]:
    return [point.x, point.y]


def _box(area: Area) -> list[float]:
    return [area.x, area.y, area.width, area.depth]
