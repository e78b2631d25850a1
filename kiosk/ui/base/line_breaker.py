"""Lines of texts that Qt would break inside a word, a time or a number."""

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption
from PySide6.QtQml import QmlElement, QmlUncreatable
from PySide6.QtQuick import QQuickItem

from kiosk.ui.base.icu import Boundary, IcuMissingError, boundaries

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_LINE_SEPARATOR = "\u2028"  # Qt replaces line feeds by it
_SLACK = 0.5  # pixels of rounding
_UNLIMITED = 1_000_000.0  # pixels
# A number stays together with what it counts, the end of its period and the letters of a call
# number: "24 November", "15.00 – 17.00", "641.595 98 HAR t".
_NUMBER = r"\d(?:[.:,/]?\d)*"
_TOGETHER = re.compile(rf"{_NUMBER}(?:\s?[–-]?\s?{_NUMBER})*(?:\s?[^\W\d_]+)?(?:\s[a-z]\b)?")
# A Burmese syllable begins with a consonant or vowel that is neither stacked nor final.
_BURMESE_SYLLABLE = re.compile("(?<!\u1039)[\u1000-\u102a\u103f](?!\u1037?[\u1039\u103a])")
_IN_CLUSTER = re.compile("[\u1000-\u109f]{2}|[\u17d2]")
_log = logging.getLogger(__name__)


@QmlElement
@QmlUncreatable("made by the application")
class LineBreaker(QObject):  # type: ignore[operator]
    """Breaks lines where readers expect it, for ReadableText. All lengths are in pixels."""

    @Slot(str, QFont, float, bool, result=list)
    def widths(self, text: str, font: QFont, width: float, anywhere: bool) -> list[float]:
        """Return the width of each line, so that no word, time or number is broken.

        If Qt wraps the text within these widths, each line ends at the end of a word. ``anywhere``
        is True if Qt wraps the text anywhere and False if it wraps the text at spaces. A word that
        is wider than ``width`` ends with a syllable if Qt wraps the text anywhere.
        """
        return _widths(text, font.toString(), width, anywhere)[0]

    @Slot(str, QFont, float, bool, result=bool)
    def splits(self, text: str, font: QFont, width: float, anywhere: bool) -> bool:
        """Return True if a word, a time or a number is wider than ``width``."""
        return _widths(text, font.toString(), width, anywhere)[1]

    @Slot(QQuickItem, float, float, float, result=int)
    def fit(self, item: QQuickItem, chosen: float, room: float, least: float) -> int:
        """Make the letters of ``item`` smaller until its widest word fits into ``room``.

        ``chosen`` and ``least`` are the preferred and the smallest size of the letters. Return the
        new size. The binding of the size in QML remains in force.
        """
        font = QFont(item.property("font"))
        before = font.pixelSize()
        font.setPixelSize(round(chosen))
        widest = widest_word(item.property("text"), font)
        if widest > room + _SLACK:
            font.setPixelSize(max(int(chosen * room / widest), round(least)))
        if font.pixelSize() != before:
            item.setProperty("font", font)
        return font.pixelSize()


def widest_word(text: str, font: QFont) -> float:
    """Return the width in pixels of the widest word, time or number of ``text``."""
    return _widest_word(text, font.toString())


@lru_cache(maxsize=2048)
def _widest_word(text: str, font_key: str) -> float:
    text = text.replace("\n", _LINE_SEPARATOR)
    places = sorted({0, *_between_words(text)})
    parts = (text[start:end] for start, end in pairwise(places))
    return max((_natural_width(part, font_key) for part in parts), default=0)


@lru_cache(maxsize=2048)
def _natural_width(text: str, font_key: str) -> float:
    font = QFont()
    font.fromString(font_key)
    layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), font)
    lines = _lines(layout, QTextOption.WrapMode.WordWrap)
    widths = []
    for line in lines:
        line.setLineWidth(_UNLIMITED)
        widths.append(line.naturalTextWidth())
    return ceil(max(widths, default=0) + _SLACK)


@lru_cache(maxsize=2048)
def _widths(text: str, font_key: str, width: float, anywhere: bool) -> tuple[list[float], bool]:
    """Return the width of each line, and True if a word had to be split."""
    text = text.replace("\n", _LINE_SEPARATOR)
    font = QFont()
    font.fromString(font_key)
    words = _between_words(text)
    widths: list[float] = []
    split = False
    mode = QTextOption.WrapMode.WrapAnywhere if anywhere else QTextOption.WrapMode.WordWrap
    for line in _lines(QTextLayout(text, font), mode):
        line.setLineWidth(width)
        start, end = line.textStart(), line.textStart() + line.textLength()
        if end not in words:
            place = _last(words, start, end)
            if place is None:
                split = True
                smaller = (_boundaries(text, Boundary.LINE), _between_syllables(text))
                place = next(filter(None, (_last(each, start, end) for each in smaller)), end)
            line.setLineWidth(_natural_width(text[start:place].rstrip(), font_key))
        widths.append(line.width())
    return widths, split


def _between_words(text: str) -> frozenset[int]:
    """Return the places at which a line of ``text`` may end."""
    places = _boundaries(text, Boundary.LINE)
    together = (range(met.start() + 1, met.end()) for met in _TOGETHER.finditer(text))
    return places.difference(*together)


def _between_syllables(text: str) -> frozenset[int]:
    burmese = {met.start() for met in _BURMESE_SYLLABLE.finditer(text)}
    characters = _boundaries(text, Boundary.CHARACTER)
    return frozenset(
        place
        for place in characters
        if place in burmese or not _IN_CLUSTER.match(text[place - 1 : place + 1])
    )


def _last(places: Iterable[int], start: int, end: int) -> int | None:
    """Return the last of ``places`` after ``start`` and up to ``end``, or None."""
    return max((place for place in places if start < place <= end), default=None)


@lru_cache(maxsize=2048)
def _boundaries(text: str, kind: Boundary) -> frozenset[int]:
    try:
        return boundaries(text, kind)
    except (IcuMissingError, OSError) as fault:
        _warn(str(fault))
        return frozenset(met.end() for met in re.finditer(r"\s+|$", text))


@cache
def _warn(fault: str) -> None:
    _log.warning("Lines may end within a word: %s", fault)


def _lines(layout: QTextLayout, mode: QTextOption.WrapMode) -> Iterator[QTextLine]:
    """Yield the lines of a text one by one; the caller sets the length of each."""
    option = QTextOption()
    option.setWrapMode(mode)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        yield line
    layout.endLayout()
