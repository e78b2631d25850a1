"""Lines end between words, and never inside a time, a date or a call number."""

import logging

import pytest
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from kiosk.app import application
from kiosk.ui.base import icu
from kiosk.ui.base.fonts import load, main_family
from kiosk.ui.base.icu import Boundary, boundaries
from kiosk.ui.base.line_breaker import LineBreaker, widest_word

SIZE = 40  # pixels


@pytest.fixture(scope="module")
def font() -> QFont:
    application()
    load()
    font = QFont(main_family())
    font.setPixelSize(SIZE)
    return font


def lines(text: str, font: QFont, width: float, unspaced: bool = False) -> list[str]:
    """Return the lines of ``text`` as Qt wraps it within the widths of the line breaker."""
    widths = LineBreaker().widths(text, font, width, unspaced)
    layout = QTextLayout(text, font)
    option = QTextOption()
    modes = QTextOption.WrapMode
    option.setWrapMode(modes.WrapAnywhere if unspaced else modes.WordWrap)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    found = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(widths[len(found)])
        found.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("မန္တလေးမြို့တော်စာကြည့်တိုက်မှကြိုဆိုပါသည်", "မန္တလေး မြို့တော် စာကြည့်တိုက် မှ ကြိုဆို ပါသည်"),
        ("ห้องสมุดประชาชนยินดีต้อนรับ", "ห้อง สมุด ประชาชน ยินดี ต้อนรับ"),
        ("សូមស្វាគមន៍មកកាន់បណ្ណាល័យសាធារណៈ", "សូមស្វាគមន៍ មកកាន់ បណ្ណាល័យ សាធារណៈ"),
        ("ຍິນດີຕ້ອນຮັບສູ່ຫໍສະໝຸດ", "ຍິນດີ ຕ້ອນຮັບ ສູ່ ຫໍສະໝຸດ"),
    ],
)
def test_scripts_without_spaces_break_between_words(text: str, words: str, font: QFont) -> None:
    ends, place = set(), 0
    for word in words.split():
        place += len(word)
        ends.add(place)
    assert boundaries(text, Boundary.LINE) == ends
    for width in range(int(widest_word(text, font)) + 1, 900, 37):
        place = 0
        for line in lines(text, font, width, unspaced=True):
            place += len(line)
            assert place in ends


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Open 15.00–17.00 today", ["15.00–17.00"]),
        ("Tuesday, 9:40 – 10:30", ["9:40 – 10:30"]),
        ("from 10:00 AM to noon", ["10:00 AM"]),
        ("Rak dewasa, lantai 1, 641.595 98 HAR t", ["641.595 98 HAR t"]),
        ("Sunday 20 December 2026", ["20 December"]),
        ("الثلاثاء 24 نوفمبر 2026، 9:40 – 10:30", ["24 نوفمبر"]),
    ],
)
def test_times_dates_and_call_numbers_stay_together(
    text: str, together: list[str], font: QFont
) -> None:
    least = int(widest_word(text, font)) + 1
    for width in range(least, least * 3, 29):
        found = lines(text, font, width)
        assert " ".join(found) == text
        for part in together:
            assert any(part in line for line in found), found


def test_a_burmese_word_that_is_too_wide_breaks_between_syllables(font: QFont) -> None:
    word = "အသံထွက်ဖတ်ရန်"
    assert LineBreaker().splits(word, font, 130, True)
    assert lines(word, font, 130, unspaced=True) == ["အသံ", "ထွက်", "ဖတ်ရန်"]


def test_without_icu_lines_end_at_spaces(
    font: QFont, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing(name: str) -> None:
        raise icu.IcuMissingError("There is no libicuuc.")

    monkeypatch.setattr(icu, "_function", missing)
    with caplog.at_level(logging.WARNING):
        assert lines("lantai 2 ruang baca", font, 200) == ["lantai", "2 ruang", "baca"]
    assert "no libicuuc" in caplog.text
