"""A program that lasts all day is told without the hours of its midnights."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.ui import wording
from kiosk.ui.translator import Translator

DAY = Interval(datetime(2026, 12, 2, tzinfo=UTC), datetime(2026, 12, 3, tzinfo=UTC))


@pytest.mark.parametrize("zone", ["UTC", "Asia/Jakarta", "America/Los_Angeles"])
def test_a_day_is_told_as_a_day(zone: str) -> None:
    program = Program("p", "", "Pameran", DAY, all_day=True)
    told = wording.program_and_when(program, ZoneInfo(zone), Translator(("en",), "en"))
    assert "December 2" in told and told.endswith("All day")
    assert "00" not in told and "12:00" not in told
