"""A reader of QR codes, as phones have."""

import zxingcpp
from PySide6.QtGui import QImage


def read(picture: QImage) -> str:
    """What a phone reads in ``picture``, "" where there is no code."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    shape = (grey.height(), grey.bytesPerLine())
    found = zxingcpp.read_barcode(memoryview(grey.constBits()).cast("B", shape))
    return found.text if found else ""
