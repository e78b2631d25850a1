"""Drawings in the colours of the theme, such as ``image://icon/<name>/<rrggbb>``."""

from functools import lru_cache
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
        return render_drawing(self._folder / f"{name}.svg", f"#{colour}", side)


@lru_cache(maxsize=256)
def render_drawing(path: Path, colour: str, side: int) -> QImage:
    """Return the drawing (SVG) in ``colour``, ``side`` pixels wide and high.

    The images are kept, because each screen asks for the same pictograms again.
    """
    drawing = path.read_text("utf-8").replace(_DRAWN_IN, colour)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image
