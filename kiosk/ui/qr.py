"""QR codes (ISO/IEC 18004) as pictures: ``image://qr/<text, percent-encoded>``."""

from collections.abc import Iterable, Sequence
from urllib.parse import unquote

import segno
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

_QUIET = 4  # modules of white around the code: ISO/IEC 18004, 6.3.8
_LONGEST = 500  # bytes; more would be too fine for a phone to read from a screen


class QrProvider(QQuickImageProvider):
    """Draws a text as a QR code of one pixel a module, quiet zone included.

    It is black on white in every theme, or phones could not read it. Of a text of more
    than 500 bytes in UTF-8 there is a single white pixel instead.
    """

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:
        text = unquote(id)
        if len(text.encode()) > _LONGEST:
            return _picture([[0]])
        code = segno.make_qr(text, error="l", encoding="utf-8")
        return _picture(list(code.matrix_iter(border=_QUIET)))


def _picture(rows: Sequence[Iterable[int]]) -> QImage:
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.setPixel(x, y, 0x000000 if dark else 0xFFFFFF)
    return image
