"""Finds the words that the screen breaks at the end of a line."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QFont, QTextLayout, QTextOption
from PySide6.QtQml import QJSValue, QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from kiosk.testing.visitor import Visitor
from kiosk.ui.base.icu import Boundary, boundaries
from tests.journeys.screen_checks import SLACK, is_text, items

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_SYLLABLE = re.compile("[\u1000-\u102a\u103f](?!\u1037?[\u1039\u103a])|[\u1780-\u17b3]")
_IDEOGRAPHS = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
# A time, a period of time, a number and a call number are read as one word.
_ONE_WORD = re.compile(
    r"\d[\d.:]*\s?[–-]\s?\d[\d.:]*"
    r"|\d+[.:]\d\d\s?(?:[ap]m|[AP]M)\b"
    r"|\d{3}(?:\.\d+)?(?: \d+)*(?: [A-Z]{3})(?: [a-z])?\b"
)


class BrokenWords:
    """Collects the broken words of several screens in ``found``: the screen and lines of a text."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def look(self, visitor: Visitor, screen: str) -> None:
        for text, lines in broken_words(visitor):
            self.found[text] = f"{screen}: {lines}"


def broken_words(visitor: Visitor) -> Iterator[tuple[str, str]]:
    """Yield each text on the screen of which a word is broken or cut, and its lines."""
    for item in filter(is_text, items(visitor.window.contentItem())):
        if item.width() <= 0 or item.property("truncated"):
            continue
        text = str(item.property("text"))
        if item.property("contentWidth") > item.width() + SLACK:
            yield text, "wider than its place"
            continue
        if item.property("lineCount") == 1:
            continue
        lines = laid_out_lines(item)
        place = 0
        for line in lines[:-1]:
            place += len(line)
            if is_within_a_word(text, place):
                yield text, "|".join(lines)
                break


def laid_out_lines(item: QQuickItem) -> list[str]:
    """Return the lines of a QML Text, laid out again with the font and widths of the item."""
    text = str(item.property("text")).replace("\n", "\u2028")
    font = QFont(item.property("font"))
    if _evaluate(item, "fontSizeMode"):  # the text is shown smaller to fit
        font.setPixelSize(int(_evaluate(item, "fontInfo.pixelSize")))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode(_evaluate(item, "wrapMode")))
    option.setUseDesignMetrics(True)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    widths = list(_evaluate(item, "typeof lines === 'undefined' ? [] : [...lines]") or [])
    encoded = text.encode("utf-16-le")
    lines, widest = [], 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(widths[len(lines)] if len(lines) < len(widths) else item.width())
        start, end = line.textStart() * 2, (line.textStart() + line.textLength()) * 2
        lines.append(encoded[start:end].decode("utf-16-le"))
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    shown = (item.property("lineCount"), item.property("contentWidth"), item.width())
    assert len(lines) == shown[0], (text, lines, shown)
    assert abs(widest - shown[1]) <= 0.02 * item.width(), (text, lines, widest, shown)
    return lines


def _evaluate(item: QQuickItem, expression: str) -> Any:
    value, _ = QQmlExpression(qmlContext(item), item, expression).evaluate()  # type: ignore[misc]
    return value.toVariant() if isinstance(value, QJSValue) else value


def is_within_a_word(text: str, place: int) -> bool:
    """Return True if a line that ends before ``text[place]`` breaks a word, time or number."""
    if any(met.start() < place < met.end() for met in _ONE_WORD.finditer(text)):
        return True
    before, after = text[place - 1], text[place]
    if _UNSPACED.match(before) and _UNSPACED.match(after):
        # A word that is wider than its button ends with a syllable, before a spoken consonant.
        syllable = _SYLLABLE.match(text, place) and before not in "\u1039\u17d2"
        return not syllable and place not in boundaries(text, Boundary.LINE)
    if _IDEOGRAPHS.match(before) or _IDEOGRAPHS.match(after):
        return False
    return _is_in_a_word(before) and _is_in_a_word(after)


def _is_in_a_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN"
