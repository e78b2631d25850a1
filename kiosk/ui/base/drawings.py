"""Drawings in the colours of the theme, such as ``image://icon/<name>/<rrggbb>``."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

_DRAWN_IN = "#000"
_FALLBACK_SIDE = 96  # pixels


class DrawingProvider(QQuickImageProvider):
    """Renders ``<folder>/<name>.svg`` in the requested colour."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:
        name, _, colour = id.partition("/")
        side = max(requested.width(), requested.height())
        if side <= 0:
            side = _FALLBACK_SIDE
        drawing = (self._folder / f"{name}.svg").read_text("utf-8")
        renderer = QSvgRenderer(QByteArray(drawing.replace(_DRAWN_IN, f"#{colour}").encode()))
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        return image
