"""Changes to the plan of a building, each as a new plan."""

from dataclasses import replace
from typing import Any, Literal

from kiosk.domain.house.plan import Floor, House, KioskSpot, Path, Place, Shelf

Part = Shelf | Place | Path | KioskSpot
PartList = Literal["shelves", "places", "paths", "kiosks"]


def parts_of(floor: Floor, name: PartList) -> tuple[Part, ...]:
    """Return all parts of one kind on ``floor``."""
    parts: tuple[Part, ...] = getattr(floor, name)
    return parts


def with_floor(house: House, floor: Floor) -> House:
    """Return ``house`` with ``floor`` in place of the floor with the same level, if there is one.

    The floors of the result are in the order of their levels.
    """
    others = [each for each in house.floors if each.level != floor.level]
    return replace(house, floors=tuple(sorted([*others, floor], key=lambda each: each.level)))


def without_floor(house: House, level: int) -> House:
    """Return ``house`` without the floor with the number ``level``."""
    return replace(house, floors=tuple(each for each in house.floors if each.level != level))


def with_parts(floor: Floor, name: PartList, index: int | None, parts: list[Part]) -> Floor:
    """Return ``floor`` with ``parts`` in place of the part at ``index``, or added at the end.

    An empty list removes the part. Raises IndexError if there is no part at ``index``.
    """
    old = parts_of(floor, name)
    if index is not None and not 0 <= index < len(old):
        raise IndexError(index)
    start = len(old) if index is None else index
    changed: Any = {name: (*old[:start], *parts, *old[start + 1 :])}
    return replace(floor, **changed)
