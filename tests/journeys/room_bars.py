"""Finding a room, and the parts of its bar, in the list of rooms."""

from kiosk.testing.visitor import Visitor
from tests.journeys.conftest import ROOM


def row_of(visitor: Visitor, room: str = ROOM) -> int:
    return [row.code for row in visitor.kiosk.spaces.rows.shown_rows()].index(room)


def part_of(visitor: Visitor, room: str, kind: str, number: int = 0) -> str:
    """Return the object name of the part with this number of those of ``kind`` in a bar."""
    place = row_of(visitor, room)
    kinds = visitor.kiosk.spaces.rows.shown_rows()[place].kinds
    index = [n for n, each in enumerate(kinds) if each == kind][number]
    return f"bar-{place}-{kind}-{index}"
