"""The plans that staff have uploaded, as images: ``image://floor/<level>/<version>``."""

import binascii
from base64 import b64decode
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

_LARGEST = 8_000  # pixels of each side of an image that is read
_MOST = 2_048  # pixels of each side of the texture


class FloorImageProvider(QQuickImageProvider):
    """Renders the plan of a floor; ``load`` returns the SVG or PNG file of a level in base64.

    A file that cannot be read gives a transparent image: shelves and places are drawn anyway.
    """

    def __init__(self, load: Callable[[int], str]) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._load = load

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:
        level = id.partition("/")[0]
        text = self._load(int(level)) if level.lstrip("-").isdecimal() else ""
        return render_plan(decode(text), requested.boundedTo(QSize(_MOST, _MOST)))


def decode(text: str) -> bytes:
    """Return the file that ``text`` holds in base64, or nothing if it is damaged."""
    try:
        return b64decode(text, validate=True)
    except binascii.Error:
        return b""


def natural_size(file: bytes) -> QSize:
    """Return the size of an SVG or PNG file in pixels; it is empty if the file cannot be read."""
    if _is_svg(file):
        return QSvgRenderer(QByteArray(file)).defaultSize()
    reader, _buffer = _reader(file)  # the reader does not keep its buffer alive
    size = reader.size()
    return size if size.width() <= _LARGEST and size.height() <= _LARGEST else QSize()


def render_plan(file: bytes, size: QSize) -> QImage:
    """Return the image of a plan in ``size`` pixels."""
    wanted = size if size.width() > 0 and size.height() > 0 else QSize(1, 1)
    image = QImage(wanted, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    if natural_size(file).isEmpty():
        return image
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    target = QRectF(0, 0, wanted.width(), wanted.height())
    if _is_svg(file):
        QSvgRenderer(QByteArray(file)).render(painter, target)
    else:
        reader, _buffer = _reader(file)
        painter.drawImage(target, reader.read())
    painter.end()
    return image


def _is_svg(file: bytes) -> bool:
    return b"<svg" in file[:2_000]


def _reader(file: bytes) -> tuple[QImageReader, QBuffer]:
    buffer = QBuffer()
    buffer.setData(QByteArray(file))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png"))
    reader.setAutoDetectImageFormat(False)
    return reader, buffer
