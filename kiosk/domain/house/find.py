"""Finding the shelf of a copy by its location and call number."""

from collections.abc import Iterable

from kiosk.domain.call_numbers import is_in_range
from kiosk.domain.house.plan import Floor, House, Place, Shelf, ShelfRange
from kiosk.domain.space_names import SpaceNames, fold
from kiosk.domain.spaces import Space


def find_shelf(
    house: House, collection: str, call_number: str
) -> tuple[Floor, Shelf, ShelfRange | None] | None:
    """Return the shelf of a copy, its floor, and the range that contains the copy.

    ``collection`` is the location of the copy in the words of the catalogue. Ranges of that
    collection come before ranges of every collection. If ``collection`` is "", a range of some
    collection is enough where only one shelf has the call number. The range is None if the
    catalogue gives the shelf itself as the location. Returns None if the plan does not say where
    the copy is.
    """
    for of_collection in (True, False):
        for floor, shelf in house.shelves():
            for each in shelf.ranges:
                if bool(each.collection) == of_collection and holds(each, collection, call_number):
                    return floor, shelf, each
    wanted = fold(collection)
    if not wanted:
        return _only_shelf(house, call_number)
    for floor, shelf in house.shelves():
        if wanted in (fold(shelf.name), fold(shelf.code)):
            return floor, shelf, None
    return None


def _only_shelf(house: House, call_number: str) -> tuple[Floor, Shelf, ShelfRange] | None:
    """Return the shelf that has ``call_number`` in any collection, unless several have it."""
    found = [
        (floor, shelf, each)
        for floor, shelf in house.shelves()
        for each in shelf.ranges
        if holds(each, each.collection, call_number) and (each.first or each.last)
    ]
    shelves = {shelf.code for _, shelf, _ in found}
    return found[0] if len(shelves) == 1 else None


def holds(part: ShelfRange, collection: str, call_number: str) -> bool:
    """Return True if a copy with this location and call number stands in the range ``part``."""
    if part.collection and fold(part.collection) != fold(collection):
        return False
    if not (part.first or part.last):
        return bool(part.collection)
    return bool(call_number) and is_in_range(call_number, part.first, part.last)


def find_place(house: House, name: str) -> tuple[Floor, Place] | None:
    """Return the place with this name in any language, and its floor, or None if not drawn."""
    wanted = fold(name)
    for floor, place in house.places():
        if wanted and wanted in map(fold, (place.name, *place.names.values())):
            return floor, place
    return None


def find_space(spaces: Iterable[Space], location: str) -> Space | None:
    """Return the first of ``spaces`` that a programme's ``location`` names, or None."""
    return next((each for each in spaces if is_named(each, location)), None)


def is_named(space: Space, location: str) -> bool:
    """Return True if a programme's ``location`` names ``space`` by its code or one of its names.

    See :mod:`kiosk.domain.space_names`.
    """
    return bool(SpaceNames([space], []).in_location(location))
