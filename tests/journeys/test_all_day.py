"""An all-day program is announced and shown without times of day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.ui.base import wording
from kiosk.ui.base.translator import Translator

DAY = Interval(datetime(2026, 12, 2, tzinfo=UTC), datetime(2026, 12, 3, tzinfo=UTC))


@pytest.mark.parametrize("zone", ["UTC", "Asia/Jakarta", "America/Los_Angeles"])
def test_a_day_is_told_as_a_day(zone: str) -> None:
    program = Program("p", "", "Pameran", DAY, all_day=True)
    told = wording.program_and_when(program, ZoneInfo(zone), Translator(("en",), "en"))
    assert "December 2" in told and told.endswith("All day")
    assert "00" not in told and "12:00" not in told


WEEK = Interval(DAY.start, DAY.start + timedelta(days=7))


@pytest.mark.parametrize("zone", ["UTC", "Asia/Jakarta", "America/Los_Angeles"])
def test_an_exhibition_is_told_from_its_first_day_to_its_last(zone: str) -> None:
    program = Program("p", "", "Pameran", WEEK, all_day=True)
    told = wording.program_when(program, ZoneInfo(zone), Translator(("en",), "en"))
    assert told == "Wednesday 2 December 2026 – Tuesday 8 December 2026, All day"


def test_a_program_of_several_days_and_hours_ends_on_its_last_day() -> None:
    camp = Interval(datetime(2026, 12, 2, 9, tzinfo=UTC), datetime(2026, 12, 4, 15, tzinfo=UTC))
    t = Translator(("id",), "id")
    told = wording.program_when(Program("p", "", "Kemah", camp), UTC, t)
    assert told == "Rabu, 2 Desember 2026, 09.00 – Jumat, 4 Desember 2026, 15.00"
    night = Interval(datetime(2026, 12, 2, 22, tzinfo=UTC), datetime(2026, 12, 3, 3, tzinfo=UTC))
    told = wording.program_when(Program("p", "", "Malam", night), UTC, t)
    assert told == "Rabu, 2 Desember 2026, 22.00 – 03.00"
