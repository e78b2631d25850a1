"""Zeros are plain in dates and times, and slashed in codes and call numbers."""

import pytest
from PySide6.QtGui import QFont, QImage, QPainter

from kiosk.app import application
from kiosk.ui.base.fonts import load, main_family


def drawn(*features: str, weight: QFont.Weight = QFont.Weight.Normal) -> QImage:
    """Return a picture of a zero, 100 pixels high."""
    font = QFont(main_family())
    font.setPixelSize(100)
    font.setWeight(weight)
    for feature in features:
        font.setFeature(QFont.Tag(feature), 1)
    image = QImage(100, 140, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(10, 110, "0")
    painter.end()
    return image


def middle_is_empty(image: QImage) -> bool:
    """Return True if the middle of the drawn zero is white."""
    inked = [
        (x, y) for x in range(100) for y in range(140) if image.pixelColor(x, y).lightness() < 128
    ]
    across, down = ([place[axis] for place in inked] for axis in (0, 1))
    middle = (min(across) + max(across)) // 2, (min(down) + max(down)) // 2
    return image.pixelColor(*middle).lightness() > 200


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Bold])
def test_a_zero_is_plain_and_in_a_code_slashed(weight: QFont.Weight) -> None:
    application()
    load()
    assert middle_is_empty(drawn(weight=weight))
    assert middle_is_empty(drawn("tnum", weight=weight))
    assert not middle_is_empty(drawn("zero", weight=weight))
    assert not middle_is_empty(drawn("zero", "tnum", weight=weight))
