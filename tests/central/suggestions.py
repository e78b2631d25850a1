"""Orders that contain suggestions, and the suggestions that the server counts."""

import json

from kiosk.central import suggestions
from kiosk.central.suggestions import Wish
from kiosk.protocol.messages import Order
from tests.central.library import Library


def suggestion(id: str, kind: str = "title", text: str = "", language: str = "") -> Order:
    body = json.dumps({"kind": kind, "text": text, "language": language})
    return Order(id=id, action="suggest", body=body)


def wishes(library: Library) -> list[Wish]:
    with library.database.read() as connection:
        return list(suggestions.open_wishes(connection, 100))
