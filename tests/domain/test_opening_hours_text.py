"""Parsing opening hours as librarians write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.opening_hours_text import format_time_span, parse_opening_hours

MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(16))
ALL_DAY = (time(), time())


@pytest.mark.parametrize(
    "text",
    [
        "08:00-16:00",
        "8-16",
        "08.00-16.00",
        "08.00 – 16.00",
        "08:00 — 16:00",
        "8.00 s/d 16.00",
        "08.00 s.d. 16.00",
        "08.00 sd 16.00 WIB",
        "pukul 08.00 WIB - 16.00 WIB",
        "pkl. 08.00 sampai 16.00",
        "8 am - 4 pm",
        "8:00 a.m. to 4:00 p.m.",
        "8h-16h",
        "8h00 - 16h00",
        "0800-1600",
        "08:00:00-16:00:00",
        "٠٨:٠٠-١٦:٠٠",
        "０８：００－１６：００",
        "08：00～16：00",
        "08.00-16.00.",
        " 08:00 - 16:00 ; ",
    ],
)
def test_spellings_of_one_span(text: str) -> None:
    assert parse_opening_hours(text) == [(time(8), time(16))]


@pytest.mark.parametrize(
    "text",
    [
        "08:00-12:00, 13:00-16:00",
        "08.00-12.00; 13.00-16.00",
        "8-12 dan 13-16",
        "8-12 & 13-16",
        "8-12 and 13-16",
        "8h-12h et 13h-16h",
        "08:00-12:00، 13:00-16:00",
        "08：00－12：00，13：00－16：00",
        "08:00-12:00、13:00-16:00",
    ],
)
def test_two_spans(text: str) -> None:
    assert parse_opening_hours(text) == [MORNING, AFTERNOON]


@pytest.mark.parametrize("text", ["00:00-24:00", "24 jam", "24 hours", "0-24", "00.00 s/d 24.00"])
def test_all_day(text: str) -> None:
    assert parse_opening_hours(text) == [ALL_DAY]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "Tutup",
        "closed",
        "Libur",
        "Prei",
        "Fermé",
        "Cerrado",
        "مغلق",
        "تعطیل",
        "休息",
        "ပိတ်",
    ],
)
def test_closed(text: str) -> None:
    assert parse_opening_hours(text) == []


@pytest.mark.parametrize("text", ["18:00-24:00", "18.00–24.00", "18:00-00:00"])
def test_until_midnight(text: str) -> None:
    assert parse_opening_hours(text) == [(time(18), time())]


@pytest.mark.parametrize(
    "text",
    ["morning", "09:00", "9-25", "09:60-10:00", "09:00-09:00", "00:00-00:00", "24:00-08:00",
     "13 pm - 14 pm", "9.5-17", "9-17 o'clock", "09:00-", "1-2-3"],
)  # fmt: skip
def test_unparsable_hours_raise(text: str) -> None:
    with pytest.raises(ValueError, match=text[:1]):
        parse_opening_hours(text)


@given(st.times(), st.times())
def test_formatted_spans_can_be_parsed(opens: time, closes: time) -> None:
    opens, closes = (each.replace(second=0, microsecond=0) for each in (opens, closes))
    if opens == closes and opens != time():
        return
    assert parse_opening_hours(format_time_span(opens, closes)) == [(opens, closes)]
