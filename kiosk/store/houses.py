"""Functions that save and load the plans of buildings."""

from functools import lru_cache

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.house.plan import House
from kiosk.store.tables import house_plan

_ADAPTER = TypeAdapter(House)


def save_house(connection: Connection, house: House) -> None:
    """Save the plan of a building, whose branch must already be in the database."""
    row = {"branch": house.branch, "body": _ADAPTER.dump_json(house).decode()}
    connection.execute(
        insert(house_plan).values(row).on_conflict_do_update(index_elements=["branch"], set_=row)
    )


def find_house(connection: Connection, branch: str) -> House | None:
    """Return the plan of the building of ``branch``, or None if staff have drawn none."""
    body = connection.scalar(select(house_plan.c.body).where(house_plan.c.branch == branch))
    return _parsed(body) if body else None


@lru_cache(maxsize=4)
def _parsed(body: str) -> House:
    return _ADAPTER.validate_json(body)


def delete_house(connection: Connection, branch: str) -> None:
    connection.execute(delete(house_plan).where(house_plan.c.branch == branch))
