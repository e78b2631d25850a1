"""Days in texts: a day that is not certain is no day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sources.text.due_dates import find_day

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
FORMS = ["{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y%m%d}", "{0:%Y%m%d}    235900", "{0:%Y%m%d%H%M%S}",
         "due {0:%Y-%m-%dT%H:%M}", "{0:%d.%m.%Y}", "{0:%Y}年{0.month}月{0.day}日", "({0:%d.%m.%y})",
         "{0.day} {0:%B} {0:%Y}", "{0:%B} {0.day}, {0:%Y}", "{0:%d-%b-%y}"]  # fmt: skip


@given(day=DAYS, form=st.sampled_from(FORMS))
def test_every_certain_form_names_its_day(day: date, form: str) -> None:
    assert find_day(form.format(day)) == day


@given(day=DAYS, sign=st.sampled_from("/-"))
def test_the_order_of_day_and_month_is_never_guessed(day: date, sign: str) -> None:
    month_first, day_first = f"{day:%m{sign}%d{sign}%Y}", f"{day:%d{sign}%m{sign}%Y}"
    certain = day.day > 12 or day.day == day.month
    assert find_day(month_first) == find_day(day_first) == (day if certain else None)
    assert find_day(day_first, day_first=True) == day


@given(st.text(st.sampled_from("0123456789-/. 年abcde"), max_size=20))
def test_other_texts_are_read_without_a_fault(text: str) -> None:
    found = find_day(text)
    assert found is None or 2000 <= found.year < 2100


@pytest.mark.parametrize(
    "text",
    ["", "  -  -  ", "0000-00-00", "9999-12-31", "1405/09/29", "29-13-2026", "31-02-2026",
     "B00020261220", "12:20:26", "20 Nonsense 2026", "20 Desember 1405"],
)  # fmt: skip
def test_no_day(text: str) -> None:
    assert find_day(text) is None


@pytest.mark.parametrize(
    "text",
    ["20 Desember 2026", "20 Des. 2026", "20 Disember 2026", "20 décembre 2026", "le 20 déc. 2026",
     "20 de diciembre de 2026", "20 de dezembro de 2026", "20. Dezember 2026", "20 dicembre 2026",
     "20 Aralık 2026", "20 декабря 2026", "20 ديسمبر 2026", "٢٠/١٢/٢٠٢٦", "Dec 20, 2026"],
)  # fmt: skip
def test_months_in_the_languages_of_libraries(text: str) -> None:
    assert find_day(text) == date(2026, 12, 20)
