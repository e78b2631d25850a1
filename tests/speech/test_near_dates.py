"""Dates near today are said as people say them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.i18n import formats
from kiosk.speech.text.javanese_numbers import say_javanese_numbers
from kiosk.speech.text.speech_text import speech_text
from tests.speech.espeak import VOICES

TODAY = date(2026, 12, 3)
TODAYS = {
    "en": ("today", "tomorrow"), "id": ("hari ini", "besok"), "jv": ("dina iki", "sesuk"),
    "ms": ("hari ini", "esok"), "fr": ("aujourd’hui", "demain"), "es": ("hoy", "mañana"),
    "ar": ("اليوم", "غدًا"), "fa": ("امروز", "فردا"), "zh": ("今天", "明天"),
    "my": ("ယနေ့", "မနက်ဖြန်"),
}  # fmt: skip
FORMS = (formats.day, formats.day_and_month, formats.short_date)


@pytest.mark.parametrize("language", VOICES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("today", [TODAY, date(2026, 1, 31), date(2027, 12, 31)])
def test_today_and_tomorrow_have_names(language: str, form: object, today: date) -> None:
    assert callable(form)
    for ahead, word in enumerate(TODAYS[language]):
        written = form(today + timedelta(days=ahead), language)
        assert speech_text(written, language, today=today) == word
        other = speech_text(written, language, today=today - timedelta(days=9))
        assert word not in other


@pytest.mark.parametrize("language", VOICES)
@given(day=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_the_year_is_left_out_if_it_is_this_one(language: str, day: date) -> None:
    year = " ".join(str(day.year)) if language == "zh" else str(day.year)
    if language == "jv":
        year = say_javanese_numbers(year)
    same = day.replace(day=1) if day.day > 2 else day.replace(day=20)
    for form in (formats.day, formats.medium_date):
        written = form(day, language).replace("\u200f", "")
        assert year not in speech_text(written, language, today=same)
        assert year in speech_text(written, language, today=date(2041, 1, 1))
        assert speech_text(written, language, today=same), "the day is still said"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Today, Thursday 3 December, 09:00 – 11:00", "today, 9 to 11 AM"),
        ("on Friday 4 December 2026", "tomorrow"),
        ("13 December 2026", "13 December"),
        ("3–9 December 2026", "3 to 9 December"),
        ("December 2026", "December 2026"),
        ("23 Nov – 27 Dec 2026", "23 November to 27 December"),
        ("Saturday 9 May 2026 – Tuesday 9 June 2026", "Saturday 9 May to Tuesday 9 June"),
        ("Thu 10, Thursday 10 December 2026", "Thursday 10 December"),
        ("3 December 1998", "3 December 1998"),
        ("Published 2026", "Published 2026"),
    ],
)
def test_only_dates_change(written: str, said: str) -> None:
    assert speech_text(written, "en", today=TODAY) == said


def test_a_short_date_beside_the_whole_one_is_said_once_in_chinese() -> None:
    said = speech_text("26日周四, 2026年11月26日星期四", "zh", today=date(2026, 11, 20))
    assert said == "11月26日星期四"


def test_without_a_today_the_date_stays_whole() -> None:
    assert speech_text("Thursday 3 December 2026", "en") == "Thursday 3 December 2026"
