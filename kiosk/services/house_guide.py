"""The way from this kiosk to a shelf, a space or a place, on the plan that staff have drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.domain.house.find import find_place, find_shelf, is_named
from kiosk.domain.house.plan import Floor, House, KioskSpot, Place, PlaceKind, Shelf, ShelfRange
from kiosk.domain.house.routing import Ride, Route, find_route, goal_at
from kiosk.domain.house.steps import Step, way_steps
from kiosk.domain.spaces import Space
from kiosk.store import houses, places
from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class Destination:
    """A shelf or a place on ``floor``. ``part`` is the range that contains the call number."""

    house: House
    floor: Floor
    thing: Shelf | Place
    part: ShelfRange | None = None
    call_number: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The way from this kiosk to ``destination``.

    ``route`` is None and ``steps`` is empty if nobody can say how to get there, because the plan
    does not show this kiosk or no path leads there. ``blocked`` is True if there is a way, but
    none without steps, and the visitor asked for one.
    """

    destination: Destination
    here: tuple[Floor, KioskSpot] | None
    route: Route | None = None
    steps: tuple[Step, ...] = ()
    step_free: bool = False
    blocked: bool = False
    has_steps: bool = False  # the shortest way has stairs or other steps


class HouseGuide:
    """Finds ways in the building of ``branch`` for the kiosk with the name ``spot`` on the plan.

    Every method reads the plan again, because the server may change it. Every method raises
    StoreError if the database cannot be read.
    """

    def __init__(self, database: Database, branch: str, spot: str = "") -> None:
        self._database = database
        self.branch = branch
        self._spot = spot

    def house(self) -> House | None:
        """Return the plan of this building, or None if staff have drawn none."""
        with self._database.read() as connection:
            house = houses.find_house(connection, self.branch)
            spaces = places.list_spaces(connection, self.branch)
        return _with_names_of_spaces(house, spaces) if house and house.floors else None

    def here(self, house: House) -> tuple[Floor, KioskSpot] | None:
        """Return the floor and the spot of this kiosk, or None if the plan does not show it."""
        return house.find_kiosk(self._spot)

    def shelf(self, collection: str, call_number: str, branch: str) -> Destination | None:
        """Return the shelf of a copy, or None if it is elsewhere or the plan does not say where."""
        house = self.house() if branch == self.branch else None
        found = find_shelf(house, collection, call_number) if house else None
        if house is None or found is None:
            return None
        return Destination(house, found[0], found[1], found[2], call_number)

    def space(self, code: str) -> Destination | None:
        """Return the place of the space with this code, or None if the plan does not show it."""
        house = self.house()
        found = house.find_space(code) if house else None
        return Destination(house, *found) if house and found else None

    def desk(self) -> Destination | None:
        """Return the first desk on the plan, the nearest level first, or None if there is none."""
        house = self.house()
        if house is None:
            return None
        here = self.here(house)
        level = here[0].level if here else 0
        floors = sorted(house.floors, key=lambda each: abs(each.level - level))
        desks = ((f, p) for f in floors for p in f.places if p.kind is PlaceKind.DESK)
        found = next(desks, None)
        return Destination(house, *found) if found else None

    def location(self, name: str) -> Destination | None:
        """Return the place that is named in a programme's location, or None if there is none."""
        house = self.house()
        if house is None:
            return None
        spaces = (each for each in self._spaces() if is_named(each, name))
        drawn = (found for each in spaces if (found := house.find_space(each.code)))
        found = next(drawn, None) or find_place(house, name)
        return Destination(house, *found) if found else None

    def _spaces(self) -> list[Space]:
        with self._database.read() as connection:
            return places.list_spaces(connection, self.branch)

    def way(self, to: Destination, *, step_free: bool = False) -> Way:
        """Return the way from this kiosk to the destination ``to``."""
        here = self.here(to.house)
        if here is None:
            return Way(to, None)
        door = to.thing.door if isinstance(to.thing, Place) else None
        side = to.part.side if to.part else None
        goal = goal_at(to.floor, to.thing.area, door, side)
        if goal is None:
            return Way(to, here)
        shortest = find_route(to.house, *here, goal)
        if shortest is None:
            return Way(to, here)
        easy = (
            find_route(to.house, *here, goal, step_free=True)
            if _may_have_steps(to.house, shortest)
            else shortest
        )
        has_steps = easy is None or easy.stages != shortest.stages
        route = easy if step_free else shortest
        if route is None:
            return Way(to, here, step_free=True, blocked=True, has_steps=True)
        steps = way_steps(to.house, here[1], route, to.thing, to.part)
        return replace(
            Way(to, here), route=route, steps=steps, step_free=step_free, has_steps=has_steps
        )


def _may_have_steps(house: House, route: Route) -> bool:
    stairs = any(
        isinstance(each, Ride) and each.enters.kind is PlaceKind.STAIRS for each in route.stages
    )
    return stairs or any(not path.step_free for floor in house.floors for path in floor.paths)


def _with_names_of_spaces(house: House, spaces: Sequence[Space]) -> House:
    """Return the plan with the names of the spaces at the places that have no name of their own."""
    known = {each.code: each for each in spaces}
    floors = []
    for floor in house.floors:
        named = [
            replace(place, name=space.name, names=dict(space.names))
            if not place.name and (space := known.get(place.space))
            else place
            for place in floor.places
        ]
        floors.append(replace(floor, places=tuple(named)))
    return replace(house, floors=tuple(floors))
