"""The closings and other names of spaces in ``library.toml``."""

from datetime import datetime

import pytest

from kiosk.domain.spaces import Closing, Space
from kiosk.sources.entries import Reject
from kiosk.sources.library_toml import read_library_toml

_HEAD = """
[[branch]]
code = "main"
name = "Main"
[[space]]
code = "room"
branch = "main"
name = "Room"
"""


def read(more: str) -> Space | Reject:
    _, found = read_library_toml((_HEAD + more).encode())
    assert isinstance(found, Space | Reject)
    return found


def test_a_space_is_closed_for_hours_or_days() -> None:
    space = read(
        """
        aliases = ["R-1"]
        [[space.closed]]
        start = 2026-12-01T10:00:00
        end = 2026-12-01T12:00:00
        reason = "Painting"
        [[space.closed]]
        start = 2026-12-24
        end = 2026-12-26
        [[space.closed]]
        start = 2027-01-01
        """
    )
    assert isinstance(space, Space)
    assert space.aliases == ("R-1",)
    assert space.closings == (
        Closing(datetime(2026, 12, 1, 10), datetime(2026, 12, 1, 12), "Painting"),
        Closing(datetime(2026, 12, 24), datetime(2026, 12, 27)),
        Closing(datetime(2027, 1, 1), datetime(2027, 1, 2)),
    )


@pytest.mark.parametrize(
    ("closed", "reason"),
    [
        ("start = 2026-12-01T10:00:00\nend = 2026-12-01T09:00:00", "is not after its start"),
        ("start = 2026-12-01T10:00:00Z\nend = 2026-12-01T12:00:00Z", "without a time zone"),
        ("start = 9999-12-31", "is not possible"),
        ('start = "soon"', "start"),
        ("begin = 2026-12-01", "begin"),
    ],
)
def test_a_wrong_closing_is_reported(closed: str, reason: str) -> None:
    found = read(f"[[space.closed]]\n{closed}")
    assert isinstance(found, Reject)
    assert reason in str(found.reason)
