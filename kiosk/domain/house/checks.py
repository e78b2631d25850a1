"""Faults of a plan, in sentences for staff: at the console and in ``kiosk doctor``."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import combinations, pairwise

from kiosk.domain.call_numbers import call_number_key, follows_directly, is_in_range, ranges_overlap
from kiosk.domain.house.find import find_shelf
from kiosk.domain.house.plan import (
    Area,
    Floor,
    House,
    Place,
    PlaceKind,
    Shelf,
    ShelfRange,
)
from kiosk.domain.house.routing import find_unreachable, goal_at
from kiosk.domain.space_names import fold
from kiosk.errors import Sentence, marked


@dataclass(frozen=True, slots=True)
class Unshelved:
    """Copies that stand on no shelf of the plan, all in the location ``collection``."""

    collection: str
    count: int
    example: str  # the call number of one of them


def find_faults(house: House, spaces: Collection[str] | None = None) -> list[Sentence]:
    """Return all faults of a plan, most important first.

    ``spaces`` contains the codes of the spaces of the branch; without it they are not checked.
    """
    return [
        *_kiosks(house),
        *_outside(house),
        *_names(house),
        *_ranges(house),
        *_reached(house),
        *_joined(house),
        *(_spaces(house, spaces) if spaces is not None else ()),
    ]


def find_unshelved(house: House, copies: Iterable[tuple[str, str]]) -> list[Unshelved]:
    """Return the copies, given as (location, call number), that stand on no shelf of the plan.

    Locations of which the plan shows no shelf at all are included.
    """
    found: dict[str, Unshelved] = {}
    for collection, call_number in copies:
        if find_shelf(house, collection, call_number) is None:
            before = found.get(collection, Unshelved(collection, 0, call_number))
            found[collection] = Unshelved(collection, before.count + 1, before.example)
    return sorted(found.values(), key=lambda each: -each.count)


def shelf_label(shelf: Shelf) -> str:
    """Return the name of a shelf for staff."""
    return shelf.name or (str(shelf.number) if shelf.number is not None else shelf.code)


def _kiosks(house: House) -> Iterator[Sentence]:
    if not any(floor.kiosks for floor in house.floors):
        yield Sentence(
            marked("plan", "The plan shows no kiosk, so no way can be told. Draw where it stands.")
        )
    for floor in house.floors:
        for spot in floor.kiosks:
            area = Area(spot.position.x, spot.position.y)
            if goal_at(floor, area) is None:
                yield Sentence(
                    marked("plan", "No path comes near the kiosk on level {level}."),
                    level=floor.level,
                )


def _outside(house: House) -> Iterator[Sentence]:
    template = marked("plan", "“{name}” lies outside level {level}.")
    for floor in house.floors:
        things = [(shelf_label(each), each.area) for each in floor.shelves]
        things += [(_place_label(each), each.area) for each in floor.places]
        for name, area in things:
            if area.x + area.width > floor.width + 0.01 or area.y + area.depth > floor.depth + 0.01:
                yield Sentence(template, name=name, level=floor.level)


def _names(house: House) -> Iterator[Sentence]:
    seen: set[str] = set()
    for _, shelf in house.shelves():
        if shelf.code in seen:
            template = marked("plan", "Two shelves have the code “{code}”. Give each its own.")
            yield Sentence(template, code=shelf.code)
        seen.add(shelf.code)
        if not shelf.ranges:
            template = marked("plan", "The shelf “{name}” has no call numbers.")
            yield Sentence(template, name=shelf_label(shelf))


def _ranges(house: House) -> Iterator[Sentence]:
    by_collection: dict[str, list[tuple[ShelfRange, Shelf]]] = {}
    for _, shelf in house.shelves():
        for part in shelf.ranges:
            by_collection.setdefault(fold(part.collection), []).append((part, shelf))
    for parts in by_collection.values():
        parts.sort(key=lambda each: call_number_key(each[0].first))
        yield from _backwards(parts)
        yield from _overlaps(parts)
        yield from _gaps(parts)


def _backwards(parts: list[tuple[ShelfRange, Shelf]]) -> Iterator[Sentence]:
    for part, shelf in parts:
        if part.first and part.last and not is_in_range(part.first, *_ends(part)):
            yield Sentence(
                marked(
                    "plan",
                    "On the shelf “{name}” the last call number, {last}, comes before "
                    "the first, {first}.",
                ),
                name=shelf_label(shelf),
                first=part.first,
                last=part.last,
            )


def _overlaps(parts: list[tuple[ShelfRange, Shelf]]) -> Iterator[Sentence]:
    template = marked(
        "plan",
        "The call numbers {first} to {last} of “{collection}” are on the shelf “{one}” and on the "
        "shelf “{other}”.",
    )
    for (part, one), (later, other) in combinations(parts, 2):
        if ranges_overlap(_ends(part), _ends(later)):
            last = min(part.last, later.last, key=cmp_to_key(_by_last))
            yield Sentence(
                template,
                first=later.first or "…",
                last=last or "…",
                collection=part.collection,
                one=shelf_label(one),
                other=shelf_label(other),
            )


def _by_last(one: str, other: str) -> int:
    """Compare two ends of ranges; an empty end is the end of the collection."""
    if not one or not other:
        return bool(not one) - bool(not other)
    a, b = call_number_key(one), call_number_key(other)
    return (a > b) - (a < b)


def _gaps(parts: list[tuple[ShelfRange, Shelf]]) -> Iterator[Sentence]:
    template = marked("plan", "“{collection}” has no shelf between {last} and {first}.")
    for (part, _), (later, _) in pairwise(parts):
        if part.last and later.first and not follows_directly(part.last, later.first):
            yield Sentence(template, collection=part.collection, last=part.last, first=later.first)


def _ends(part: ShelfRange) -> tuple[str, str]:
    return part.first, part.last


def _reached(house: House) -> Iterator[Sentence]:
    starts = [(floor, spot) for floor in house.floors for spot in floor.kiosks]
    if not starts or next(_kiosks(house), None):
        return
    template = marked("plan", "No path leads to “{name}” on level {level}.")
    goals = {
        (floor.level, name): goal_at(floor, area, place.door if place else None)
        for floor, name, area, place in _things(house)
    }
    known = [goal for goal in goals.values() if goal]
    lost = find_unreachable(house, *starts[0], known)
    for (level, name), goal in goals.items():
        if goal is None or goal in lost:
            yield Sentence(template, name=name, level=level)


def _things(house: House) -> Iterator[tuple[Floor, str, Area, Place | None]]:
    for floor, shelf in house.shelves():
        yield floor, shelf_label(shelf), shelf.area, None
    for floor, place in house.places():
        if place.kind is not PlaceKind.DOOR:
            yield floor, _place_label(place), place.area, place


def _joined(house: House) -> Iterator[Sentence]:
    if len(house.floors) < 2:
        return
    joins: dict[str, set[int]] = {}
    for floor, place in house.places():
        if place.kind not in (PlaceKind.LIFT, PlaceKind.STAIRS):
            continue
        if not place.joins:
            yield Sentence(
                marked(
                    "plan",
                    "“{name}” on level {level} joins no floors. Give it the same "
                    "“joins” on every floor.",
                ),
                name=_place_label(place),
                level=floor.level,
            )
        else:
            joins.setdefault(place.joins, set()).add(floor.level)
    for name, levels in joins.items():
        if len(levels) < 2:
            yield Sentence(marked("plan", "“{name}” is drawn on one floor only."), name=name)


def _spaces(house: House, known: Collection[str]) -> Iterator[Sentence]:
    for _, place in house.places():
        if place.space and place.space not in known:
            yield Sentence(
                marked("plan", "The plan shows a space “{code}”, which does not exist."),
                code=place.space,
            )


def _place_label(place: Place) -> str:
    return place.name or place.space or place.kind.value
