"""Drawn covers: whole lines, one colour for a shelf, and the same cover every time."""

import json
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF, QImage

from kiosk.app import application
from kiosk.resources import assets
from kiosk.ui.base import cover_drawing
from kiosk.ui.base.author_name import natural_name
from kiosk.ui.base.cover_drawing import CoverProvider
from kiosk.ui.base.cover_look import motif_of, shade_of

PAINT, INK = "#752708", "#FFFFFF"


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    application()


def cover(title: str, name: str = "", width: int = 120, frame: str = "") -> QImage:
    values = [title, name, "book", 0, PAINT, INK, frame, 14]
    provider = CoverProvider(assets())
    return provider.requestImage(quote(json.dumps(values)), QSize(), QSize(width, 0))


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Sambal Nusantara",
        "The international encyclopaedia of Donaudampfschifffahrtsgesellschaften, volume 12",
        "أَلْف لَيْلَة وَلَيْلَة",
        "红楼梦",
        "မြန်မာ့ရိုးရာ အစားအစာများ ချက်ပြုတ်နည်း",
    ],
)
@pytest.mark.parametrize("width", [8, 90, 300])
def test_a_cover_has_the_form_of_a_book(title: str, width: int) -> None:
    image = cover(title, "Tuti Hardjono", width)
    assert (image.width(), image.height()) == (width, round(width * 1.4))
    assert image == cover(title, "Tuti Hardjono", width)


@settings(deadline=None, max_examples=80)
@given(st.text(min_size=1, max_size=120), st.integers(40, 300), st.integers(10, 200))
def test_only_whole_lines_that_fit_are_drawn(text: str, width: int, room: int) -> None:
    font = cover_drawing.cover_font(14, cover_drawing.QFont.Weight.DemiBold)
    lines = cover_drawing.fitted_lines(text, font, width, room)
    assert 0 <= len(lines.texts) <= 4
    assert lines.height * len(lines.texts) <= max(room, lines.height)
    metrics = QFontMetricsF(font)
    for each in lines.texts:
        assert metrics.horizontalAdvance(each) <= width + 2 or len(each) <= 2


def test_a_cover_of_a_two_colour_theme_has_a_frame_and_no_pattern() -> None:
    framed = cover("", frame="#000000")
    assert framed.pixelColor(60, 1).name() == "#000000"
    colours = {framed.pixelColor(x, 150).name() for x in range(10, 80)}
    assert colours == {PAINT.lower()}
    plain = cover("")
    assert len({plain.pixelColor(x, 150).name() for x in range(10, 80)}) > 1


def test_a_title_from_right_to_left_has_its_spine_on_the_right() -> None:
    left, right = cover("Laut"), cover("كتاب")
    assert left.pixelColor(1, 60) == right.pixelColor(118, 60) != left.pixelColor(118, 60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("641.59598 HAR m", "641.5 LAT"),
        ("R 641.5 HAR", "646 TAN"),
        ("FIC HAR", "FIC TOL"),
        ("QA76.73 .P98", "QA76.9"),
    ],
)
def test_a_shelf_looks_alike(one: str, other: str) -> None:
    assert shade_of(one, "book") == shade_of(other, "book")


def test_titles_without_a_call_number_are_alike_by_kind() -> None:
    assert shade_of("", "book") == shade_of("", "book") != shade_of("", "video")


@given(st.text(max_size=30), st.text(max_size=20))
def test_a_title_always_has_the_same_motif(title: str, author: str) -> None:
    assert motif_of(title, author) == motif_of(title, author) >= 0
    assert shade_of(title, author) >= 0


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Hardjono, Tuti", "Tuti Hardjono"),
        ("Lawrence, D. H.", "D. H. Lawrence"),
        ("Twain, Mark, 1835-1910", "Twain, Mark, 1835-1910"),
        ("Penerbit Lawu", "Penerbit Lawu"),
    ],
)
def test_names_are_shown_as_they_are_said(written: str, shown: str) -> None:
    assert natural_name(written) == shown
