"""No spoken form holds a sign that its voice misreads, by the phonemes of the real eSpeak NG."""

import re
import subprocess
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from kiosk.i18n import formats
from kiosk.speech.text.speech_text import speech_text
from tests.speech.espeak import VOICES, needs_espeak

# Signs that a text may contain; letters, digits, spaces and combining marks are no signs.
SIGNS = "%&+=#@°§×÷~*|/\\_<>{}[]()\"'«»“”‘’–—-…·•:;,.!?،؛؟。，；：！？၊။٪٫٬½¼¾²→★©®™€$£"
# Signs that no voice should need, though it may read them well.
NEVER = set("%&+=#@°§×÷~*|/\\_<>{}½¼¾²→★©®™٪")
NOW = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
LATIN = re.compile("[A-Za-z]")


@cache
def raw(text: str, language: str) -> str:
    command = ["espeak-ng", "-v", VOICES[language], "-q", "-x", "--", text]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@cache
def misread(language: str) -> frozenset[str]:
    """Return the signs that the voice names, or reads in another language, between two words."""

    def plain(text: str) -> str:
        return re.sub(r"[\s'|,_!:;\d]", "", raw(text, language))

    silent = {plain("5 6"), plain("5. 6"), plain("5, 6")}
    return frozenset(sign for sign in SIGNS if plain(f"5 {sign} 6") not in silent)


def at(hour: int, minute: int = 0) -> datetime:
    return NOW.replace(hour=hour, minute=minute)


def times(language: str) -> list[str]:
    spans = [((9, 0), (11, 0)), ((14, 30), (16, 0)), ((0, 5), (12, 0)), ((21, 1), (23, 59))]
    return [
        *(formats.clock(at(hour, minute), UTC, language) for hour in range(24)
          for minute in (0, 5, 15, 30, 59)),
        *(formats.span(at(*start), at(*end), UTC, language) for start, end in spans),
        formats.span(at(22), at(0) + timedelta(days=1), UTC, language),
        formats.duration(timedelta(minutes=90), language),
        formats.ago(timedelta(minutes=5), language),
    ]  # fmt: skip


def dates(language: str) -> list[str]:
    forms = (formats.day, formats.day_and_month, formats.short_date, formats.medium_date,
             formats.month, formats.short_weekday)  # fmt: skip
    days = [date(2026, month, 3) for month in range(1, 13)] + [date(2027, 1, 31)]
    return [
        *(form(day, language).replace("\u200f", "") for form in forms for day in days),
        formats.date_range(date(2026, 12, 3), date(2026, 12, 9), language),
        formats.date_range(date(2026, 12, 30), date(2027, 1, 2), language),
        "17/08/1945",
    ]


def amounts(language: str) -> list[str]:
    number = formats.number(1250, language)
    return [number, "25%", "25 %", "٢٥٪", "٪٢٥", "£5", "¥ 20", "12+", "5 €/100",
            "12.5%", "50%-75%", "Rp 125.000", "Rp125.000,-", "€ 5",
            "$ 12.50", "RM 12.50", "3–5", "1/2", "3½", "25 °C", "12 m", "1 km", "20 m²", "3 × 4",
            "2 + 2 = 4", "№ 5", "#7", "24/7", "1 & 2"]  # fmt: skip


# fmt: off
CODES = ["510.92", "899.221 3 HAM t", "813/.54", "2X4.21 ZAI f", "PL5089 .R68 H37 1999",
         "821.111(73)-31", "R 297.1 ABU h", "9786020000114", "978-602-8519-93-9", "0378-5955",
         "012345", "012 345", "I247.5/123", "B_00012", "QA76 & 9", "005.1*2", "813 = 54"]
LONG_NUMBERS = ["0812-345-6789", "(021) 520 1234", "+62 812 3456 7890", "9786020000114"]
ADDRESSES = ["www.perpustakaan.go.id", "https://perpus.jakarta.go.id/katalog/buku_baru",
             "info@perpus-kota.go.id", "kiosk.example.org", "Siti_Nur@mail.example.com."]
NAMES = ["Hirata, Andrea", "Laskar Pelangi : novel / Andrea Hirata", "Siti * Nurbaya",
         "Cet. 2, ed. rev.", "Seri sastra ; 5", "Jil. 2, hlm. 1–25", "[S.l.] : [s.n.], 1998",
         "«Bumi» & „Manusia“", "C++ & C#: dasar", "★ Baru ★ · 2 dari 5", "TCP/IP", "a → b",
         "Toko <Buku>", "Lt. 2 / Rak 5", ": tersedia", "· Level 1", "Level 1 ·", "© 1998"]
KINDS = {
    "time": times, "date": dates, "amount": amounts,
    "number": lambda language: LONG_NUMBERS,
    "address": lambda language: ADDRESSES,
    "name": lambda language: NAMES,
}
# fmt: on


def unsaid(said: str, language: str) -> set[str]:
    """Return the signs in ``said`` that stand apart and that the voice misreads."""
    bad = misread(language) - NEVER - set(".,:-'")  # these stand within a word or a number
    return {sign for sign in said if sign in NEVER or sign in bad}


@needs_espeak
@pytest.mark.parametrize("language", VOICES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_spoken_form_holds_no_sign_that_its_voice_misreads(language: str, kind: str) -> None:
    for written in KINDS[kind](language):
        for today in (None, NOW.date()):
            said = speech_text(written, language, today=today)
            assert said, written
            assert not unsaid(said, language), (written, said)
            assert not re.search(r"^[,.:;·/–—-]|[,:;·/–—-]$", said), (written, said)


@needs_espeak
@pytest.mark.parametrize("language", VOICES)
@pytest.mark.parametrize("kind", ["time", "date", "amount", "number"])
def test_a_value_is_read_in_the_language_of_its_voice(language: str, kind: str) -> None:
    """No part is read in English, and times and dates keep nothing but words and numbers."""
    forms = [speech_text(each, language, today=NOW.date()) for each in KINDS[kind](language)]
    if language in ("ar", "fa", "zh", "my"):
        assert not [said for said in forms if LATIN.search(said)]
    if "(" in raw("\n\n".join(forms), language):  # a change of language, such as "(en)"
        assert not [said for said in forms if "(" in raw(said, language)]


@needs_espeak
@pytest.mark.parametrize("language", VOICES)
@pytest.mark.parametrize("code", CODES)
def test_a_code_holds_letters_digits_and_pauses_only(language: str, code: str) -> None:
    said = speech_text(code, language, sign_by_sign=True)
    assert re.fullmatch(r"[^\W_]+(?:,? [^\W_]+)*", re.sub("[\u102b-\u103e]", "", said)), said
    if language != "jv":  # whose digits are words
        assert re.sub(r"\D", "", said) == re.sub(r"\D", "", code)
    assert not re.search(r"\d{5}", said), "digits in groups"


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("id", "www.jakarta.go.id", "www titik jakarta titik go titik id"),
        ("en", "info@x-y.example.org", "info at x hyphen y dot example dot org"),
        ("fr", "https://a.example.fr/b_c/", "a point example point fr barre oblique b tiret bas c"),
        ("en", "Bring a pen.We start", "Bring a pen.We start"),
        ("en", ": available", "available"),
        ("id", "Ahmad, ", "Ahmad"),
        ("en", "-5 °C", "-5 degrees Celsius"),
        ("en", "1 m, 2 m", "1 metre, 2 metres"),
        ("en", "It is open.", "It is open."),
        ("zh", "25%", "百分之25"),
        ("id", "Rp 5.000/hari, 60 km/jam", "5000 rupiah per hari, 60 kilometer per jam"),
        ("en", "12+, A–Z, #books", "12 and over, A to Z, books"),
        ("zh", "12月3日星期四，09:00 – 11:00", "12月3日星期四, 9点到11点"),
        (
            "zh",
            "空闲：09:40 – 16:00，17:30 – 20:00，6 人",
            "空闲: 9点40分到16点, 17点半到20点, 6 人",
        ),
        ("zh", "到 10:00，20分钟", "到 10点, 20分钟"),
        ("ms", "12:30 tengah malam", "pukul 12 30 minit tengah malam"),
        ("es", "1.er piso, £5", "primer piso, 5 libras"),
        ("fa", "۲۵٪", "25 درصد"),
        ("de", "25 % & mehr", "25 % & mehr"),
    ],
)
def test_signs_are_words_or_pauses(language: str, written: str, said: str) -> None:
    assert speech_text(written, language) == said
