"""A reader of QR codes, like the reader in a phone."""

import zxingcpp
from PySide6.QtGui import QImage


def read(picture: QImage) -> str:
    """Return the text of the QR code in ``picture``, or "" if there is no code."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    shape = (grey.height(), grey.bytesPerLine())
    found = zxingcpp.read_barcode(memoryview(grey.constBits()).cast("B", shape))
    return found.text if found else ""
