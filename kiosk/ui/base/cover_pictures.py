"""The pictures of covers, which come from outside and are not trusted."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from kiosk.domain.covers import LARGEST_COVER

_MOST_PIXELS = 4_000_000  # of a picture that is decoded, 16 MB
_JPEG, _WEBP = b"\xff\xd8\xff", b"WEBP"
_NEARLY = 1.08  # pictures that are only so much too wide or too high are cropped


def read_picture(content: bytes, room: QSize) -> QImage:
    """Return a picture to be shown in ``room`` pixels; it is not decoded in a larger size.

    JPEG and WebP are read; the other readers of Qt are not tried. A file that is too long, damaged
    or of another kind, or that has too many pixels, gives a null image.
    """
    kind = _kind(content)
    if not kind or len(content) > LARGEST_COVER:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() > _MOST_PIXELS:
        return QImage()
    shown = _scaled(size, room)
    if shown.width() < size.width():
        reader.setScaledSize(shown.expandedTo(QSize(1, 1)))
    return reader.read()


def draw_picture(painter: QPainter, picture: QImage, area: QRectF) -> None:
    """Draw ``picture`` in the middle of ``area``, which it fills if it has nearly the same form."""
    shown = QRectF(area)
    shown.setSize(_scaled(picture.size(), area.size().toSize()).toSizeF())
    shown.moveCenter(area.center())
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(shown, picture)
    painter.restore()


def _kind(content: bytes) -> bytes:
    """Return the name of the file's format in Qt, or nothing if it is none of the two."""
    if content.startswith(_JPEG):
        return b"jpeg"
    return b"webp" if content.startswith(b"RIFF") and content[8:12] == _WEBP else b""


def _scaled(size: QSize, room: QSize) -> QSize:
    """Return the size in which a picture of ``size`` is shown in ``room``."""
    form = size.height() * room.width() / max(1, size.width() * room.height())
    if 1 / _NEARLY <= form <= _NEARLY:
        return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
