"""Sizes in millimetres: measured by staff, reported by the display if plausible, or guessed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QGuiApplication

from kiosk.app import application
from kiosk.settings import Settings
from kiosk.ui.base import display
from kiosk.ui.base.display import pixels_per_mm, plausible_density


@pytest.mark.parametrize(
    ("pixels", "millimetres", "across"),
    [
        ((1920, 1080), (477, 268), 477),  # 21.5 inches
        ((1920, 1080), (597, 336), 597),  # 27
        ((3840, 2160), (1210, 680), 1210),  # 55
        ((1280, 1024), (376, 301), 376),  # 19, 5:4
        ((1024, 768), (304, 228), 304),  # 15, 4:3
        ((800, 480), (155, 86), 155),  # 7, a panel with its own board
        ((2560, 1080), (798, 334), 798),  # 34, wide
        ((1080, 1920), (268, 477), 268),  # turned
        ((1080, 1920), (477, 268), 268),  # turned, and told as it stood before
    ],
)
def test_a_display_that_tells_its_size_is_believed(
    pixels: tuple[int, int], millimetres: tuple[int, int], across: int
) -> None:
    found = plausible_density(*pixels, QSizeF(*millimetres))
    assert found is not None
    assert pixels[0] / found == pytest.approx(across, rel=0.02)


@pytest.mark.parametrize(
    ("pixels", "millimetres"),
    [
        ((1920, 1080), (0, 0)),  # a virtual machine, a projector
        ((1920, 1080), (-1, -1)),
        ((1920, 1080), (477, 0)),
        ((1920, 1080), (16, 9)),
        ((1920, 1080), (160, 90)),  # the proportions
        ((1080, 1920), (90, 160)),
        ((1920, 1200), (160, 100)),
        ((1920, 1080), (1600, 900)),
        ((1920, 1080), (480, 480)),
        ((1920, 1080), (1440, 270)),
        ((1920, 1080), (52, 29)),  # centimetres
        ((1920, 1080), (5090, 2860)),
    ],
)
def test_what_cannot_be_true_is_no_size(
    pixels: tuple[int, int], millimetres: tuple[int, int]
) -> None:
    assert plausible_density(*pixels, QSizeF(*millimetres)) is None


class Panel:
    """A display of 21.5 inches, as Qt reports it."""

    def size(self) -> object:
        return QSizeF(1920, 1080)

    def physicalSize(self) -> QSizeF:
        return QSizeF(477, 268)


def test_the_order_of_who_knows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    application()
    unmeasured = Settings(data_dir=tmp_path)
    measured = Settings(data_dir=tmp_path, screen_width_mm=600)
    guess = pixels_per_mm(unmeasured, 1920, 1080)
    assert guess == pytest.approx(1080 / 336), "there is no display here"
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "xcb"))
    monkeypatch.setattr(QGuiApplication, "primaryScreen", staticmethod(Panel))
    assert pixels_per_mm(unmeasured, 1920, 1080) == pytest.approx(1920 / 477, rel=0.01)
    assert pixels_per_mm(measured, 1920, 1080) == pytest.approx(3.2)
    assert display.reported_width_mm() == pytest.approx(477, abs=3)
