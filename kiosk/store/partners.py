"""Functions that save and load the descriptions of partners."""

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.partners import Partner
from kiosk.store.tables import partner as table

_ADAPTER = TypeAdapter(Partner)


def save_partner(connection: Connection, partner: Partner) -> None:
    row = {"name": partner.name, "body": _ADAPTER.dump_json(partner).decode()}
    connection.execute(
        insert(table).values(row).on_conflict_do_update(index_elements=["name"], set_=row)
    )


def load_partner(connection: Connection, name: str) -> Partner | None:
    """Return the partner with exactly this name, or None if staff have described none."""
    body = connection.scalar(select(table.c.body).where(table.c.name == name))
    return _ADAPTER.validate_json(body) if body else None


def list_partners(connection: Connection) -> list[Partner]:
    """Return all partners that staff have described, sorted by name."""
    bodies = connection.scalars(select(table.c.body).order_by(table.c.name))
    return [_ADAPTER.validate_json(body) for body in bodies]


def delete_partner(connection: Connection, name: str) -> None:
    connection.execute(delete(table).where(table.c.name == name))
