"""The properties of each language, and its formats for days, times and numbers."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from babel import Locale, localedata

from kiosk.i18n import formats
from kiosk.i18n.languages import language
from kiosk.settings import Settings

LANGUAGES = Settings.model_fields["languages"].default
JAKARTA = timezone(timedelta(hours=7))
DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)


def test_scripts_and_directions() -> None:
    assert {code: language(code).script for code in LANGUAGES} == {
        "id": "Latn", "en": "Latn", "jv": "Latn", "ms": "Latn", "fr": "Latn", "es": "Latn",
        "ar": "Arab", "fa": "Arab", "zh": "Hans", "my": "Mymr",
    }  # fmt: skip
    assert [code for code in LANGUAGES if language(code).right_to_left] == ["ar", "fa"]


def test_directions_are_those_of_cldr() -> None:
    codes = [code for code in localedata.locale_identifiers() if "_" not in code]
    directions = {code: Locale.parse(code).text_direction for code in codes}
    assert [c for c in codes if language(c).right_to_left != (directions[c] == "rtl")] == []
    assert set(directions.values()) == {"ltr", "rtl"}


def test_listing_the_languages_loads_no_data_of_theirs() -> None:
    code = (
        "from babel import localedata\nfrom kiosk.i18n.languages import language\n"
        f"for code in {LANGUAGES!r}: language(code).autonym\n"
        "print(*localedata._cache)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""


def test_each_language_is_called_by_its_own_name() -> None:
    assert [language(code).autonym for code in LANGUAGES] == [
        "Bahasa Indonesia", "English", "Basa Jawa", "Bahasa Melayu", "العربية", "简体中文",
        "فارسی", "မြန်မာဘာသာ", "Français", "Español",
    ]  # fmt: skip


def test_keyboards() -> None:
    assert {c: language(c).keyboard_of for c in LANGUAGES if language(c).keyboard_of != c} == {
        "jv": "id",
        "my": "en",
    }
    assert [code for code in LANGUAGES if not language(code).is_typed] == ["my"]


@pytest.mark.parametrize(
    ("code", "day", "clock", "length"),
    [
        ("en", "Tuesday 24 November 2026", "09:40", "1 hour 30 minutes"),
        ("id", "Selasa, 24 November 2026", "09.40", "1 jam 30 menit"),
        ("jv", "Selasa, 24 November 2026", "09:40", "1 jam 30 menit"),
        ("ms", "Selasa, 24 November 2026", "9:40\u202fPG", "1 jam 30 minit"),
        ("ar", "الثلاثاء، 24 نوفمبر 2026", "9:40 ص", "ساعة و30 دقيقة"),
        ("zh", "2026年11月24日星期二", "09:40", "1小时 30分钟"),
        ("fa", "سه‌شنبه ۲۴ نوامبر ۲۰۲۶", "۹:۴۰", "۱ ساعت و ۳۰ دقیقه"),
        ("my", "၂၀၂၆ နိုဝင်ဘာ ၂၄ အင်္ဂါ", "၉:၄၀", "၁ နာရီ ၃၀ မိနစ်"),
        ("fr", "mardi 24 novembre 2026", "09:40", "1\u00a0heure 30 minutes"),
        ("es", "martes, 24 de noviembre de 2026", "9:40", "1 hora 30 minutos"),
    ],
)
def test_days_times_and_lengths(code: str, day: str, clock: str, length: str) -> None:
    assert formats.day(DAY, code) == day
    assert formats.clock(NOW, JAKARTA, code) == clock
    assert formats.duration(timedelta(minutes=90), code) == length


def test_a_day_without_its_year_is_written_as_in_the_whole_date() -> None:
    for code in LANGUAGES:
        short, whole = formats.day_and_month(DAY, code), formats.day(DAY, code)
        assert short in whole, (short, whole)
    assert formats.day_and_month(DAY, "fr") == "mardi 24 novembre"


def test_numbers() -> None:
    numbers = {code: formats.number(12345, code) for code in ("en", "id", "fr", "fa", "my")}
    assert numbers == {
        "en": "12,345", "id": "12.345", "fr": "12\u202f345", "fa": "۱۲٬۳۴۵", "my": "၁၂,၃၄၅",
    }  # fmt: skip


def test_facts_are_joined_by_the_comma_of_the_language() -> None:
    joined = {code: formats.joined(["a", "", "b"], code) for code in ("id", "fa", "zh", "my")}
    assert joined == {"id": "a, b", "fa": "a، b", "zh": "a，b", "my": "a၊ b"}


def test_digits_of_every_script_are_understood() -> None:
    assert formats.ascii_digits("۱۲ ٣٤ ၅၆ 78") == "12 34 56 78"


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_format_is_left_without_words(code: str) -> None:
    for text in (
        formats.short_date(DAY, code),
        formats.ago(timedelta(minutes=5), code),
        formats.duration(timedelta(hours=3), code),
        formats.listing(["a", "b", "c"], code),
    ):
        assert text
        assert "-" not in text.replace("a - b", ""), text  # Babel's keys have hyphens
