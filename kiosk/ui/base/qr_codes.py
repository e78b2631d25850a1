"""QR codes (ISO/IEC 18004) as images: ``image://qr/<text, percent-encoded>``."""

from io import BytesIO
from urllib.parse import unquote

import segno
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

_QUIET = 4  # white modules around the code: ISO/IEC 18004, 6.3.8
_LONGEST = 500  # bytes: a denser code would take too much of the screen


class QrProvider(QQuickImageProvider):
    """Renders a text as a QR code with one pixel per module, including the quiet zone.

    QR codes are black on white in every theme, because phones cannot read other colours. If the
    text is longer than 500 bytes in UTF-8, the image is a single pixel.
    """

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:
        text = unquote(id)
        if len(text.encode()) > _LONGEST:
            return QImage(1, 1, QImage.Format.Format_Mono)
        # The image is decoded from a PNG in memory: each QImage.setPixel of PySide 6.12 takes a
        # reference to None, and some thousand calls end the process.
        file = BytesIO()
        segno.make_qr(text, error="l", encoding="utf-8").save(file, kind="png", border=_QUIET)
        return QImage.fromData(file.getvalue())
