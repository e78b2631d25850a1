"""The check of the plan of the building, for “kiosk doctor” and the staff screen."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from kiosk.domain.house.checks import find_faults, find_unshelved
from kiosk.domain.house.plan import House
from kiosk.store import houses, places, tables
from kiosk.store.database import Database

_MOST_COPIES = 20_000  # with so many, the check takes a second
_MOST_FAULTS = 5


def plan_faults(database: Database, branch: str, spot: str) -> list[str] | None:
    """Return sentences on the faults of the plan of ``branch``, or None if there is no plan.

    ``spot`` is the name of this kiosk on the plan.
    """
    with database.read() as connection:
        house = houses.find_house(connection, branch)
        if house is None:
            return None
        codes = {each.code for each in places.list_spaces(connection, branch)}
        faults = [*_kiosk(house, spot), *map(str, find_faults(house, codes))]
        faults += _copies(connection, house)
    more = len(faults) - _MOST_FAULTS
    return faults[:_MOST_FAULTS] + ([f"And {more} more."] if more > 0 else [])


def _kiosk(house: House, spot: str) -> Iterator[str]:
    if any(floor.kiosks for floor in house.floors) and house.find_kiosk(spot) is None:
        names = ", ".join(each.name or "?" for floor in house.floors for each in floor.kiosks)
        yield f"It is not set which kiosk of the plan this one is. Set “spot” to one of: {names}."


def _copies(connection: Connection, house: House) -> Iterator[str]:
    item = tables.item
    rows = connection.execute(
        select(item.c.shelf, item.c.call_number)
        .where(item.c.branch == house.branch)
        .distinct()
        .limit(_MOST_COPIES)
    )
    for each in find_unshelved(house, [(row.shelf, row.call_number) for row in rows]):
        where = f"“{each.collection}”" if each.collection else "no location"
        yield (
            f"{each.count} call numbers in {where} are on no shelf of the plan, such as "
            f"“{each.example}”."
        )
