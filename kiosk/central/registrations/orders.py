"""Handlers of the orders that kiosks send about registrations."""

from datetime import datetime

from sqlalchemy import Connection

from kiosk.central.feature import Feature
from kiosk.central.registrations import registrations
from kiosk.protocol.messages import Action, RegisterOrder


def _register(connection: Connection, kiosk: str, body: str, now: datetime) -> str:
    registrations.decide_registration(
        connection, kiosk, RegisterOrder.model_validate_json(body), now
    )
    return ""


FEATURE = Feature(handlers={Action.REGISTER: _register})
