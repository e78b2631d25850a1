"""The settings that staff share with all kiosks, as last received from the server."""

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, select

from kiosk.domain.shared_settings import SharedSettings
from kiosk.store.tables import house

_ADAPTER = TypeAdapter(SharedSettings)


def load_shared_settings(connection: Connection) -> SharedSettings:
    """Return the shared settings; all are unset if the server has sent none."""
    body = connection.scalar(select(house.c.body))
    return _ADAPTER.validate_json(body) if body else SharedSettings()


def save_shared_settings(connection: Connection, shared: SharedSettings) -> None:
    delete_shared_settings(connection)
    connection.execute(house.insert().values(id=1, body=_ADAPTER.dump_json(shared).decode()))


def delete_shared_settings(connection: Connection) -> None:
    connection.execute(delete(house))
