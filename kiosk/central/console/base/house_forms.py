"""The forms of the page of a building's plan: parts of the plan as fields, and back.

All lengths are in metres. A decimal comma is accepted.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from kiosk.central.console.base.forms import Form
from kiosk.central.console.base.rendering import PageLocale
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.domain.house.plan import (
    MOST_BOARDS,
    MOST_METRES,
    Area,
    KioskSpot,
    Path,
    Place,
    PlaceKind,
    Point,
    Shelf,
    ShelfRange,
    Side,
)
from kiosk.errors import Sentence

Part = Shelf | Place | Path | KioskSpot

_MOST_SHELVES = 100  # in one row


def read_metres(form: Form, name: str, label: str, *, least: float = 0) -> float:
    """Return the length in the field ``name``. Raises ActionRefused if it is not a length."""
    text = form.text(name).replace(",", ".")
    if re.fullmatch(r"\d{1,4}(\.\d{1,6})?", text) and least <= float(text) <= MOST_METRES:
        return float(text)
    raise ActionRefused(
        marked("console house", "“{label}” is not a length in metres, such as 2.5."), label=label
    )


def read_area(form: Form, locale: PageLocale) -> Area:
    """Return the rectangle of the fields x, y, width and depth."""
    return Area(
        read_metres(form, "x", locale.pgettext("console house", "From the left (m)")),
        read_metres(form, "y", locale.pgettext("console house", "From the top (m)")),
        read_metres(form, "width", locale.pgettext("console house", "Width (m)")),
        read_metres(form, "depth", locale.pgettext("console house", "Depth (m)")),
    )


def read_shelves(form: Form, locale: PageLocale) -> list[Shelf]:
    """Return the shelf of the form, or a row of shelves of equal size.

    In a row the rectangle is that of the whole row, divided along its longer side. Numbers and
    codes count up; only a single shelf has call numbers.
    """
    area = read_area(form, locale)
    count = form.optional_number("count", 1, _MOST_SHELVES) or 1
    number = form.optional_number("number", 0, 99_999)
    code = form.identifier("code", locale.pgettext("console house", "Code"))
    names = _read_names(form)
    if count == 1:
        return [Shelf(code, area, number, form.text("name"), names, _read_ranges(form, locale))]
    gap = read_metres(form, "gap", locale.pgettext("console house", "Gap (m)"))
    areas = _divide(area, count, gap)
    return [
        Shelf(f"{code}-{n}", each, None if number is None else number + n - 1)
        for n, each in enumerate(areas, start=1)
    ]


def _divide(area: Area, count: int, gap: float) -> list[Area]:
    across = area.width >= area.depth
    size = ((area.width if across else area.depth) - gap * (count - 1)) / count
    if size <= 0:
        raise ActionRefused(
            marked("console house", "{count} shelves do not fit into this rectangle."), count=count
        )
    steps = [round(n * (size + gap), 3) for n in range(count)]
    size = round(size, 3)
    if across:
        return [Area(area.x + step, area.y, size, area.depth) for step in steps]
    return [Area(area.x, area.y + step, area.width, size) for step in steps]


def read_place(form: Form, locale: PageLocale) -> Place:
    """Return the place of the form."""
    kind = PlaceKind(form.choice("kind", PlaceKind))
    name = form.text("name")
    if kind is PlaceKind.OTHER:
        name = form.required("name", locale.pgettext("console house", "Name"))
    door = _read_points(form.text("door"))
    return Place(
        kind,
        read_area(form, locale),
        name,
        _read_names(form),
        form.text("space") if kind is PlaceKind.SPACE else "",
        form.text("joins"),
        door[0] if door else None,
    )


def read_path(form: Form, _locale: PageLocale) -> Path:
    """Return the path of the form."""
    points = _read_points(form.text("points"))
    if len(points) < 2:
        raise ActionRefused(
            marked("console house", "A path needs at least two points, one in each line.")
        )
    return Path(points, form.ticked("step_free"))


def read_kiosk(form: Form, locale: PageLocale) -> KioskSpot:
    """Return the position of the kiosk of the form."""
    return KioskSpot(
        Point(
            read_metres(form, "x", locale.pgettext("console house", "From the left (m)")),
            read_metres(form, "y", locale.pgettext("console house", "From the top (m)")),
        ),
        Side(form.choice("faces", Side)),
        form.text("name"),
    )


def _read_points(text: str) -> tuple[Point, ...]:
    """Parse one point a line, such as "3.5 12"."""
    points = []
    for line in filter(str.strip, re.split(r"[\n;]", text)):
        numbers = re.findall(r"\d+(?:[.,]\d+)?", line)
        pair = [float(each.replace(",", ".")) for each in numbers]
        if len(pair) != 2 or max(pair) > MOST_METRES or re.search(r"[^\d\s.,]", line):
            raise ActionRefused(
                marked("console house", "“{value}” is not a point such as “3.5 12”."),
                value=line.strip(),
            )
        points.append(Point(*pair))
    return tuple(points)


def _read_names(form: Form) -> dict[str, str]:
    """Parse one name a line, such as "en: Children"."""
    names = {}
    for line in filter(str.strip, form.text("names").splitlines()):
        code, colon, name = (part.strip() for part in line.partition(":"))
        if not colon or not name or not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", code):
            raise ActionRefused(
                marked("console house", "“{value}” is not a name such as “en: Children”."),
                value=line.strip(),
            )
        names[code.lower()] = name
    return names


def _read_ranges(form: Form, locale: PageLocale) -> tuple[ShelfRange, ...]:
    """Parse one range a line: collection; first; last; side; board.

    A side is a word of the page's language, or of library.toml.
    """
    ranges = []
    sides = {each.value: each for each in Side}
    sides |= {word.lower(): side for side, word in side_words(locale).items()}
    for line in filter(str.strip, form.text("ranges").splitlines()):
        cells = [cell.strip() for cell in line.split(";")]
        cells += [""] * (5 - len(cells))
        collection, first, last, side, board = *cells[:3], cells[3].lower(), cells[4]
        if (
            len(cells) > 5
            or side not in {"", *sides}
            or not (
                board == ""
                or (board.isascii() and board.isdecimal() and 1 <= int(board) <= MOST_BOARDS)
            )
        ):
            raise ActionRefused(
                marked(
                    "console house",
                    "“{value}” is not a range. Write: collection; first; last; side; board.",
                ),
                value=line.strip(),
            )
        ranges.append(
            ShelfRange(collection, first, last, sides.get(side), int(board) if board else None)
        )
    return tuple(ranges)


# --- the values of the fields ------------------------------------------------------------------


def fields_of(part: Part, locale: PageLocale) -> dict[str, str]:
    """Return the values of the fields of the form of ``part``, by name."""
    if isinstance(part, Shelf):
        return _shelf_fields(part, locale)
    return _FIELDS[type(part)](part)


def _area_fields(area: Area) -> dict[str, str]:
    values = {"x": area.x, "y": area.y, "width": area.width, "depth": area.depth}
    return {name: metres(value) for name, value in values.items()}


def metres(length: float) -> str:
    """Return a length as a field shows it, with at most three decimals."""
    return f"{round(length, 3):g}"


def _shelf_fields(shelf: Shelf, locale: PageLocale) -> dict[str, str]:
    return _area_fields(shelf.area) | {
        "code": shelf.code,
        "number": "" if shelf.number is None else str(shelf.number),
        "name": shelf.name,
        "names": _name_lines(shelf.names),
        "ranges": "\n".join(_range_line(each, side_words(locale)) for each in shelf.ranges),
    }


def _range_line(each: ShelfRange, sides: Mapping[Side, str]) -> str:
    side = sides[each.side] if each.side else ""
    cells = (each.collection, each.first, each.last, side, str(each.board or ""))
    return "; ".join(cells).rstrip("; ")


def _place_fields(place: Place) -> dict[str, str]:
    return _area_fields(place.area) | {
        "kind": place.kind,
        "name": place.name,
        "names": _name_lines(place.names),
        "space": place.space,
        "joins": place.joins,
        "door": _point_line(place.door) if place.door else "",
    }


def _path_fields(path: Path) -> dict[str, str]:
    return {
        "points": "\n".join(map(_point_line, path.points)),
        "step_free": "yes" if path.step_free else "",
    }


def _kiosk_fields(spot: KioskSpot) -> dict[str, str]:
    return {
        "x": metres(spot.position.x),
        "y": metres(spot.position.y),
        "faces": spot.faces,
        "name": spot.name,
    }


def _name_lines(names: Mapping[str, str]) -> str:
    return "\n".join(f"{code}: {name}" for code, name in names.items())


def _point_line(point: Point) -> str:
    return f"{metres(point.x)} {metres(point.y)}"


_FIELDS: dict[type, Callable[[Any], dict[str, str]]] = {
    Place: _place_fields,
    Path: _path_fields,
    KioskSpot: _kiosk_fields,
}


# --- labels ------------------------------------------------------------------------------------


def place_kind_labels(locale: PageLocale) -> dict[str, str]:
    """Return the names of the kinds of places."""
    return {kind: locale.sentence(Sentence(_KINDS[kind])) for kind in PlaceKind}


_KINDS = {
    PlaceKind.ENTRANCE: marked("console house", "Entrance"),
    PlaceKind.EXIT: marked("console house", "Exit"),
    PlaceKind.DESK: marked("console house", "Information desk"),
    PlaceKind.LIFT: marked("console house", "Lift"),
    PlaceKind.STAIRS: marked("console house", "Stairs"),
    PlaceKind.DOOR: marked("console house", "Door"),
    PlaceKind.TOILETS: marked("console house", "Toilets"),
    PlaceKind.ACCESSIBLE_TOILET: marked("console house", "Accessible toilet"),
    PlaceKind.PRAYER: marked("console house", "Prayer room"),
    PlaceKind.CHILDREN: marked("console house", "Children’s area"),
    PlaceKind.READING: marked("console house", "Reading area"),
    PlaceKind.COMPUTERS: marked("console house", "Computers"),
    PlaceKind.PRINTER: marked("console house", "Printer"),
    PlaceKind.RETURNS: marked("console house", "Returns"),
    PlaceKind.LOCKERS: marked("console house", "Lockers"),
    PlaceKind.CAFE: marked("console house", "Cafe"),
    PlaceKind.SPACE: marked("console house", "Space to reserve"),
    PlaceKind.OTHER: marked("console house", "Other place"),
}


def side_words(locale: PageLocale) -> dict[Side, str]:
    """Return the words for a side of the plan in the lines of call numbers, without semicolons."""
    words = {
        # Translators: One word for the upper side of a plan; staff type it.
        Side.TOP: locale.pgettext("console house", "top"),
        Side.RIGHT: locale.pgettext("console house", "right"),
        Side.BOTTOM: locale.pgettext("console house", "bottom"),
        Side.LEFT: locale.pgettext("console house", "left"),
    }
    return {side: word.replace(";", " ") for side, word in words.items()}


def side_labels(locale: PageLocale) -> dict[str, str]:
    """Return the names of the directions on the plan."""
    return {
        Side.TOP: locale.pgettext("console house", "Top of the plan"),
        Side.RIGHT: locale.pgettext("console house", "Right of the plan"),
        Side.BOTTOM: locale.pgettext("console house", "Bottom of the plan"),
        Side.LEFT: locale.pgettext("console house", "Left of the plan"),
    }
