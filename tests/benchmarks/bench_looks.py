"""Measures how the screens use their space, for each window size, text size and language.

    python tests/benchmarks/bench_looks.py [--size 1080x1920 …] [--scale 100 …] [--language en …]

A visitor walks through every screen of the demo library, offscreen. Each line of the printed table
is one look. All shares are of the window's height, the bar's share in landscape of its width:

* head, bar: the largest share on any screen
* targets: controls that are wholly in sight on the home screen
* results: titles that are wholly in sight above the open keyboard, or "yields" if the keyboard
  gives way to a button
* code: whether the code of a reservation is wholly in sight
* blank: the tallest band without any drawing between head and bar, and the screen that has it
* text, target: the smallest capital letter and the smallest control, in millimetres
"""

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PULSE_SERVER"] = "unix:/nonexistent"  # the benchmark must make no sound
os.environ["PIPEWIRE_REMOTE"] = "/nonexistent"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.app import Kiosk, application
from kiosk.services.imports.load_demo import BRANCH, LIBRARY_NAME, load_demo
from kiosk.services.upkeep.set_up import hash_pin
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from kiosk.testing.journey import journey
from kiosk.testing.visitor import Look, Visitor
from tests.journeys.screen_checks import clip_of, controls, is_text, items, rect

NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)  # the demo library is open
SIZES = ("1080x1920", "1920x1080", "1366x768", "1280x800", "1024x768", "2160x3840")
SCALES = (100, 150, 200, 300)
LANGUAGES = ("en", "id", "ar", "my", "es")
CAPITAL = 0.71  # height of a capital letter, as a share of the font size
READ_ONLY = (QAccessible.Role.Heading, QAccessible.Role.StaticText)


@dataclass
class Measures:
    """The measurements of one look, over all screens."""

    head: float = 0
    bar: float = 0
    targets: int = 0
    results: str = ""
    code: str = ""
    blank: float = 0
    blank_on: str = ""
    text: float = 99
    target: float = 99
    screens: int = field(default=0)

    def line(self, look: Look) -> str:
        """Return the row of the table for ``look``."""
        width, height = look.size
        cells = (
            f"{width}×{height}",
            look.language,
            f"{look.scale} %",
            f"{self.head:.0%}",
            f"{self.bar:.0%}",
            self.targets,
            self.results,
            self.code,
            f"{self.blank:.0%} {self.blank_on}",
            f"{self.text:.1f}",
            f"{self.target:.1f}",
        )
        return "| " + " | ".join(map(str, cells)) + " |"


HEADINGS = (
    "| window | language | text | head | bar | targets | results | code | blank | text mm "
    "| target mm |\n|---|---|---|---|---|---|---|---|---|---|---|"
)


def measure(visitor: Visitor) -> Measures:
    """Walk through all screens, and return the measurements."""
    found = Measures()
    for name in journey(visitor):
        visitor.settle()
        found.screens += 1
        _measure_frame(visitor, found)
        _measure_content(visitor, found)
        image = visitor.window.grabWindow()
        band = blank_band(image, content_area(visitor)) / visitor.window.height()
        if band > found.blank:
            found.blank, found.blank_on = band, name
        if name == "home":
            found.targets = sum(in_sight(visitor, each) for each in pressable(visitor))
        elif name == "find-results":
            found.results = results_in_sight(visitor)
        elif name == "reserved":
            code = visitor.sees("reservation-code")
            found.code = "yes" if code is not None and in_sight(visitor, code) else "NO"
    return found


def _measure_frame(visitor: Visitor, found: Measures) -> None:
    window = visitor.window
    for item in items(window.contentItem()):
        kind = item.metaObject().className().partition("_QML")[0]
        if kind == "Header":
            found.head = max(found.head, item.height() / window.height())
        elif kind == "AccessibilityBar":
            column = item.height() > item.width()
            share = item.width() / window.width() if column else item.height() / window.height()
            found.bar = max(found.bar, share)


def _measure_content(visitor: Visitor, found: Measures) -> None:
    mm = visitor.window.property("pixelsPerMm")
    for text in filter(is_text, items(visitor.window.contentItem())):
        if in_cover(text):
            continue  # a cover is a picture; its title is beside it
        found.text = min(found.text, text.property("font").pixelSize() * CAPITAL / mm)
    for control in pressable(visitor):
        found.target = min(found.target, control.width() / mm, control.height() / mm)


def in_cover(item: QQuickItem | None) -> bool:
    while item is not None:
        if item.metaObject().className().startswith("Cover_QML"):
            return True
        item = item.parentItem()
    return False


def pressable(visitor: Visitor) -> Iterator[QQuickItem]:
    """Yield the controls that can be pressed."""
    for control in controls(visitor):
        interface = QAccessible.queryAccessibleInterface(control)
        if interface and interface.role() not in READ_ONLY:
            yield control


def in_sight(visitor: Visitor, item: QQuickItem) -> bool:
    """Return whether ``item`` is wholly inside the window and its pane."""
    seen = QRectF(0, 0, visitor.window.width(), visitor.window.height())
    pane = clip_of(item)
    while pane is not None:
        seen = seen.intersected(rect(pane))
        pane = clip_of(pane)
    return seen.adjusted(-1, -1, 1, 1).contains(rect(item))


def results_in_sight(visitor: Visitor) -> str:
    """Return the number of whole results in sight, or "yields" if the keyboard gives way."""
    count, number = 0, 0
    while (hit := visitor.sees(f"hit-{number}")) is not None:
        count += in_sight(visitor, hit)
        number += 1
    return "yields" if not count and visitor.sees("show-found") else str(count)


def content_area(visitor: Visitor) -> QRectF:
    """Return the part of the window that neither head, bar nor keyboard covers."""
    window = visitor.window
    area = QRectF(0, 0, window.width(), window.height())
    for item in items(window.contentItem()):
        kind = item.metaObject().className().partition("_QML")[0]
        place = rect(item)
        if kind == "Header":
            area.setTop(max(area.top(), place.bottom()))
        elif kind in ("AccessibilityBar", "Keyboard") and place.height():
            if place.width() > place.height():
                area.setBottom(min(area.bottom(), place.top()))
            elif place.left() > 0:
                area.setRight(place.left())
            else:
                area.setLeft(place.right())
    return area


def blank_band(image: QImage, area: QRectF) -> int:
    """Return the height in pixels of the tallest band in ``area`` whose rows have one colour."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    tallest = run = 0
    data, stride = bytes(image.constBits()), image.bytesPerLine()
    left, right = int(area.left()) * 4, int(area.right()) * 4
    for y in range(int(area.top()), min(image.height(), int(area.bottom()))):
        row = data[y * stride + left : y * stride + right]
        run = run + 1 if row == row[:4] * (len(row) // 4) else 0
        tallest = max(tallest, run)
    return tallest


def looks(sizes: Iterable[str], scales: Iterable[int], languages: Iterable[str]) -> Iterator[Look]:
    for size, language, scale in product(sizes, languages, scales):
        width, _, height = size.partition("x")
        yield Look(language, scale=scale, size=(int(width), int(height)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", nargs="*", default=SIZES)
    parser.add_argument("--scale", nargs="*", type=int, default=SCALES)
    parser.add_argument("--language", nargs="*", default=LANGUAGES)
    given = parser.parse_args()
    application()
    print(HEADINGS, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        load_demo(database := Database(Path(folder)))
        settings = Settings(
            data_dir=Path(folder),
            library_name=LIBRARY_NAME,
            branch=BRANCH,
            languages=LANGUAGES,
            pin_hash=hash_pin("2468"),
            double_tap_ms=0,
        )
        for look in looks(given.size, given.scale, given.language):
            with contextlib.closing(
                Kiosk(settings, database, Speaker(), lambda: NOW, look.size)
            ) as kiosk:
                kiosk.attend()
                kiosk.translator.choose(look.language)
                kiosk.accessibility.choose("scale", look.scale)
                print(measure(Visitor(kiosk)).line(look), flush=True)
        database.close()


if __name__ == "__main__":
    main()
