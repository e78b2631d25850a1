"""Covers as images, ``image://cover/<values>``: a picture, or a drawn cover without one."""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtQuick import QQuickImageProvider

from kiosk.ui.base import fonts
from kiosk.ui.base.cover_pictures import draw_picture, read_picture
from kiosk.ui.base.drawings import render_drawing

_MOST_LINES = 4
_STEPS = (1, 0.9, 0.8, 0.7)  # sizes of the letters, tried one after the other
_LONG_TITLE = 40  # characters; the subtitle of a longer title is left out
_SUBTITLE = re.compile(r" ?[:;/=] ")
_MOTIFS = ("kawung", "tumpal", "mega-mendung", "ceplok", "parang", "truntum")

# The parts of a cover, as fractions of its width.
_HEIGHT = 1.4
_SPINE = 0.055
_TILE = 0.19
_TEXT = 0.115  # from the spine's side to the text
_TOP = 0.08
_MARGIN = 0.05
_BADGE = 0.22
_BADGE_MARGIN = 0.06
_CORNER = 0.03
_EDGE = 0.008  # around a picture, so that a white one stands out from the page
_CAPTION = 0.36  # of the height: the most for the title below a picture


class CoverProvider(QQuickImageProvider):
    """Provides the cover of a title: its picture, or else the title and the name above a pattern.

    The values are a list in JSON, percent-encoded: the title, the name, the pictogram, the number
    of the motif, the colours of the paint, the ink and the frame ("" for no frame), the size of
    the letters in pixels, the hash of the picture ("" for none), and True if the title is written
    below the picture. ``load`` returns the file of a picture by its hash; if the file is missing or
    cannot be read, the cover is drawn. A cover with a frame has no pattern. Whole lines are drawn,
    at most four of the title; a title that is too long ends in an ellipsis.
    """

    def __init__(self, assets: Path, load: Callable[[str], bytes] = lambda _digest: b"") -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._assets = assets
        self._load = load

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:
        values = _CoverValues(*json.loads(unquote(id)))
        width = max(requested.width(), 8)
        image = QImage(width, round(width * _HEIGHT), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        content = self._load(values.picture) if values.picture else b""
        picture = read_picture(content, image.size())
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sides = _Sides(width, _is_right_to_left(values.title))
        if picture.isNull():
            self._draw_cover(painter, sides, values)
        else:
            _draw_with_picture(painter, sides, values, picture)
        painter.end()
        return image

    def _draw_cover(self, painter: QPainter, sides: "_Sides", values: "_CoverValues") -> None:
        paint, ink = QColor(values.paint), QColor(values.ink)
        self._draw_board(painter, sides, paint, values.frame, values.motif)
        if values.pictogram:
            self._draw_badge(painter, sides, values.pictogram, paint, ink)
        painter.setPen(ink)
        _draw_words(painter, sides, values)

    def _draw_board(
        self, painter: QPainter, sides: "_Sides", paint: QColor, frame: str, motif: int
    ) -> None:
        width, height = sides.width, sides.height
        _draw_card(painter, sides, paint, frame)
        if frame:
            return
        painter.fillRect(sides.span(0, _SPINE, 0, height), paint.darker(135))
        tile = round(width * _TILE)
        ink = _lighter(paint)
        pattern = self._drawing("patterns", _MOTIFS[motif % len(_MOTIFS)], ink.name(), tile)
        band = sides.span(_SPINE, 1, height - 2 * tile, 2 * tile)
        painter.setBrushOrigin(band.topLeft())
        painter.fillRect(band, QBrush(pattern))

    def _draw_badge(
        self, painter: QPainter, sides: "_Sides", pictogram: str, paint: QColor, ink: QColor
    ) -> None:
        side = sides.width * _BADGE
        top = sides.height - side - sides.width * _BADGE_MARGIN
        badge = sides.span(1 - _BADGE - _BADGE_MARGIN, 1 - _BADGE_MARGIN, top, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(badge, side * 0.1, side * 0.1)
        icon = self._drawing("icons", pictogram, paint.name(), round(side * 0.68))
        painter.drawImage(badge.center() - QPointF(icon.width() / 2, icon.height() / 2), icon)

    def _drawing(self, folder: str, name: str, colour: str, side: int) -> QImage:
        return render_drawing(self._assets / folder / f"{name}.svg", colour, side)


@dataclass(frozen=True, slots=True)
class _CoverValues:
    """What Cover.qml asks for; see CoverProvider."""

    title: str
    name: str
    pictogram: str
    motif: int
    paint: str
    ink: str
    frame: str
    letter: float
    picture: str = ""
    captioned: bool = False


class _Sides:
    """The size of a cover in pixels. The spine is on the right if the title begins there."""

    def __init__(self, width: int, right_to_left: bool) -> None:
        self.width = width
        self.height = width * _HEIGHT
        self.right_to_left = right_to_left

    def span(self, start: float, end: float, top: float, height: float) -> QRectF:
        """Return a rectangle from ``start`` to ``end``, in fractions from the spine's side."""
        left = 1 - end if self.right_to_left else start
        return QRectF(left * self.width, top, (end - start) * self.width, height)


def _draw_card(painter: QPainter, sides: _Sides, paint: QColor, frame: str) -> QRectF:
    """Fill the cover with ``paint``, and return the rectangle within its frame."""
    width = sides.width
    line = max(2, round(width * 0.015)) if frame else 0
    card = QRectF(0, 0, width, sides.height)
    board = card.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    painter.setPen(QPen(QColor(frame), line) if frame else Qt.PenStyle.NoPen)
    painter.setBrush(paint)
    painter.drawRoundedRect(board, width * _CORNER, width * _CORNER)
    return card.adjusted(line, line, -line, -line)


def _draw_with_picture(
    painter: QPainter, sides: _Sides, values: _CoverValues, picture: QImage
) -> None:
    """Draw the picture with a frame or a thin edge, and the title below it if it is wanted."""
    area = _draw_card(painter, sides, QColor(values.paint), values.frame)
    if not values.frame:
        edge = max(1, round(sides.width * _EDGE))
        area.adjust(edge, edge, -edge, -edge)
    if values.captioned:
        area.setBottom(_draw_caption(painter, sides, values))
    clip = QPainterPath()
    clip.addRoundedRect(area, sides.width * _CORNER / 2, sides.width * _CORNER / 2)
    painter.setClipPath(clip)
    draw_picture(painter, picture, area)


def _draw_caption(painter: QPainter, sides: _Sides, values: _CoverValues) -> float:
    """Draw the title at the bottom, and return its top in pixels."""
    column = sides.span(_MARGIN, 1 - _MARGIN, 0, 0)
    lines = _title_lines(values, column.width(), sides.height * _CAPTION)
    margin = sides.width * _MARGIN
    column.moveTop(sides.height - margin - lines.height * len(lines.texts))
    painter.setPen(QColor(values.ink))
    _draw_lines(painter, lines, column)
    return column.top() - margin / 2


def _lighter(colour: QColor) -> QColor:
    parts = (colour.red(), colour.green(), colour.blue())
    return QColor(*(255 - round((255 - part) * 0.9) for part in parts))


def _is_right_to_left(text: str) -> bool:
    """Return True if the first letter of ``text`` belongs to a script from right to left."""
    kinds = map(unicodedata.bidirectional, text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _draw_words(painter: QPainter, sides: _Sides, values: _CoverValues) -> None:
    column = sides.span(_TEXT, 1 - _MARGIN, sides.width * _TOP, 0)
    author = cover_font(values.letter * 0.78, QFont.Weight.Normal)
    metrics = QFontMetricsF(author)
    author_height = metrics.height() if values.name else 0
    end = sides.height - 2 * sides.width * _TILE - author_height  # the name stays off the pattern
    lines = _title_lines(values, column.width(), end - column.top())
    bottom = _draw_lines(painter, lines, column)
    if values.name:
        top = bottom + sides.width * 0.03
        words = metrics.elidedText(values.name, Qt.TextElideMode.ElideRight, column.width())
        line = fitted_lines(words, author, column.width(), author_height * 2)
        _draw_lines(painter, line, column.translated(0, top - column.top()))


def cover_font(pixels: float, weight: QFont.Weight) -> QFont:
    font = QFont(fonts.main_family())
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(weight)
    return font


def _main_title(title: str) -> str:
    """Return a long title without its subtitle."""
    if len(title) <= _LONG_TITLE:
        return title
    return _SUBTITLE.split(title, maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Whole lines of a text; ``cut`` is True if something is left out or a word is broken."""

    texts: tuple[str, ...]
    font: QFont
    height: float  # pixels of one line
    cut: bool


def fitted_lines(text: str, font: QFont, width: float, room: float) -> _Lines:
    """Break ``text`` into at most four lines that fit into ``width`` and ``room`` pixels."""
    metrics = QFontMetricsF(font)
    height = max(metrics.lineSpacing(), metrics.boundingRect(text).height())
    most = max(1, min(_MOST_LINES, int(room / height)))
    units = text.encode("utf-16-le")  # Qt counts in units of UTF-16

    def part(start: int, end: int) -> str:
        return units[2 * start : 2 * end].decode("utf-16-le", "ignore")

    layout = QTextLayout(text, font)
    layout.setTextOption(_wrapping())
    found: list[str] = []
    cut = False
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        end = start + line.textLength()
        if len(found) == most - 1 and 2 * end < len(units):
            rest = metrics.elidedText(part(start, len(units)), Qt.TextElideMode.ElideRight, width)
            found.append(rest)
            cut = True
            break
        cut = cut or _is_inside_word(part(end - 1, end + 1))
        found.append(part(start, end).rstrip())
    layout.endLayout()
    return _Lines(tuple(found), font, height, cut)


def _title_lines(values: _CoverValues, width: float, room: float) -> _Lines:
    """Return the title in the largest letters in which it fits whole, or else in the smallest."""
    for step in _STEPS:
        font = cover_font(values.letter * step, QFont.Weight.DemiBold)
        lines = fitted_lines(_main_title(values.title), font, width, room)
        if not lines.cut:
            break
    return lines


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _is_inside_word(around: str) -> bool:
    """Return True if the two characters around a break are letters of one Latin word.

    Other scripts may break between letters.
    """
    return len(around) == 2 and around.isalpha() and around.isascii()


def _draw_lines(painter: QPainter, lines: _Lines, column: QRectF) -> float:
    """Draw ``lines`` from the top of ``column``, and return the bottom in pixels."""
    painter.setFont(lines.font)
    top = column.top()
    for text in lines.texts:
        side = (
            Qt.AlignmentFlag.AlignRight if _is_right_to_left(text) else Qt.AlignmentFlag.AlignLeft
        )
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextDontClip)
        painter.drawText(QRectF(column.left(), top, column.width(), lines.height), flags, text)
        top += lines.height
    return top
