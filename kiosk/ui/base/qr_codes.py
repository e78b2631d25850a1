"""QR codes (ISO/IEC 18004) as pictures: ``image://qr/<text, percent-encoded>``."""

from io import BytesIO
from urllib.parse import unquote

import segno
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

_QUIET = 4  # modules of white around the code: ISO/IEC 18004, 6.3.8
_LONGEST = 500  # bytes; more would be too fine for a phone to read from a screen


class QrProvider(QQuickImageProvider):
    """Draws a text as a QR code with one pixel per module, including the quiet zone.

    Codes are black on white in every theme, because phones cannot read others. A text of more
    than 500 bytes in UTF-8 gives a single pixel.
    """

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:
        text = unquote(id)
        if len(text.encode()) > _LONGEST:
            return QImage(1, 1, QImage.Format.Format_Mono)
        # Goes through a file: each QImage.setPixel of PySide 6.12 takes a reference to None,
        # and some thousand calls end the process.
        file = BytesIO()
        segno.make_qr(text, error="l", encoding="utf-8").save(file, kind="png", border=_QUIET)
        return QImage.fromData(file.getvalue())
