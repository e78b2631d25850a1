"""Measures how the screens use their space, for each window size, text size and language.

    python tests/benchmarks/bench_looks.py [--size 1080x1920 …] [--scale 100 …] [--language en …]
        [--jobs 2]

For each window size and language a visitor walks once through every screen of the demo library,
offscreen, and changes the text size on every screen. The figures and faults of each look are
printed after its walk. The table at the end has a line for each window size and text size; "4–7"
means 4 in one language and 7 in another. All shares are of the window's height, the bar's share in
landscape of its width:

* head, bar: the largest share on any screen
* targets: controls that are wholly in sight on the home screen
* results: titles that are wholly in sight above the open keyboard, or "yields" if the keyboard
  gives way to a button
* words: texts on all screens that are cut off, or of which a word is broken
* code: whether the code of a reservation is wholly in sight
* blank: the tallest band without any drawing between head and bar, and the screen that has it
* text, target: the smallest capital letter and the smallest control, in millimetres, and its screen
"""

import argparse
import contextlib
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from multiprocessing import get_context
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PULSE_SERVER"] = "unix:/nonexistent"  # the benchmark must make no sound
os.environ["PIPEWIRE_REMOTE"] = "/nonexistent"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtQuick import QQuickItem
from shiboken6 import isValid

from kiosk.app import Kiosk, application
from kiosk.services.imports.load_demo import BRANCH, LIBRARY_NAME, load_demo
from kiosk.services.upkeep.set_up import hash_pin
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from kiosk.testing.journey import journey
from kiosk.testing.visitor import Visitor
from tests.journeys.broken_words import broken_words
from tests.journeys.screen_checks import (
    SLACK,
    controls,
    in_sight,
    is_text,
    items,
    name_of,
    rect,
)

NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)  # the demo library is open
SIZES = ("1080x1920", "1920x1080", "1366x768", "1280x800", "1024x768", "2160x3840")
SCALES = (100, 150, 200, 300)
LANGUAGES = ("en", "id", "ar", "my", "es")
CAPITAL = 0.71  # height of a capital letter, as a share of the font size
READ_ONLY = (QAccessible.Role.Heading, QAccessible.Role.StaticText)


@dataclass
class Measures:
    """The measurements of one look, over all screens. ``…_at`` says where the extreme is."""

    head: float = 0
    bar: float = 0
    targets: int = 0
    results: str = ""
    words: set[str] = field(default_factory=set)
    code: str = ""
    blank: float = 0
    blank_at: str = ""
    text: float = 99
    text_at: str = ""
    target: float = 99
    target_at: str = ""


HEADINGS = (
    "| window | text | head | bar | targets | results | words | code | blank | text mm "
    "| target mm |\n|---|---|---|---|---|---|---|---|---|---|---|"
)


def line(size: str, scale: int, found: list[Measures]) -> str:
    """Return the row of the table for ``found``, the measurements in all languages."""
    blank = max(found, key=lambda each: each.blank)
    text = min(found, key=lambda each: each.text)
    target = min(found, key=lambda each: each.target)
    cells = (
        size.replace("x", "×"),
        f"{scale}%",
        f"{max(each.head for each in found):.0%}",
        f"{max(each.bar for each in found):.0%}",
        extent([each.targets for each in found]),
        results(found),
        extent([len(each.words) for each in found]),
        "yes" if all(each.code == "yes" for each in found) else "no",
        f"{blank.blank:.0%} {blank.blank_at}",
        f"{text.text:.1f} {text.text_at.partition(':')[0]}",
        f"{target.target:.1f} {target.target_at.partition(':')[0]}",
    )
    return "| " + " | ".join(cells) + " |"


def extent(numbers: Iterable[int]) -> str:
    """Return the least and the largest of ``numbers``, as in "4–7"."""
    least, *_, most = sorted([*numbers] * 2)
    return str(least) if least == most else f"{least}–{most}"


def results(found: Iterable[Measures]) -> str:
    shown = {each.results for each in found}
    counts = [int(each) for each in shown if each.isdigit()]
    words = ["yields"] if "yields" in shown else []
    return " or ".join(([extent(counts)] if counts else []) + words)


def measure_walk(visitor: Visitor, scales: Iterable[int]) -> dict[int, Measures]:
    """Walk through all screens, and return the measurements for each text size."""
    found: dict[int, Measures] = defaultdict(Measures)
    accessibility = visitor.kiosk.accessibility
    for name in journey(visitor):
        before = [(pane, pane.property("contentY")) for pane in panes(visitor)]
        for scale in scales:
            accessibility.choose("scale", scale)
            visitor.settle()
            for pane in panes(visitor):  # every screen opens at its top
                pane.setProperty("contentY", 0)
            measure(visitor, name, found[scale])
        accessibility.choose("scale", 100)
        visitor.settle()
        for pane, top in before:
            if isValid(pane):
                pane.setProperty("contentY", top)
    return dict(found)


def panes(visitor: Visitor) -> list[QQuickItem]:
    """Return the panes that can scroll."""
    shown = items(visitor.window.contentItem())
    return [each for each in shown if each.inherits("QQuickFlickable")]


def measure(visitor: Visitor, name: str, found: Measures) -> None:
    """Add the measurements of the screen ``name`` to ``found``."""
    _measure_frame(visitor, found)
    _measure_content(visitor, name, found)
    image = visitor.window.grabWindow()
    band = blank_band(image, content_area(visitor)) / visitor.window.height()
    if band > found.blank:
        found.blank, found.blank_at = band, name
    if name == "home":
        found.targets = sum(in_sight(visitor, each) for each in pressable(visitor))
    elif name == "find-results":
        found.results = results_in_sight(visitor)
    elif name == "reserved":
        code = visitor.sees("reservation-code")
        found.code = "yes" if code is not None and in_sight(visitor, code) else "no"


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


def _measure_content(visitor: Visitor, name: str, found: Measures) -> None:
    mm = visitor.window.property("pixelsPerMm")
    for text in filter(is_text, items(visitor.window.contentItem())):
        if in_cover(text):
            continue  # a cover is a picture; its title is beside it
        words = text.property("text")
        height = text.property("font").pixelSize() * CAPITAL / mm
        if height < found.text:
            found.text, found.text_at = height, f"{name}: {words}"
        if text.property("truncated") or text.property("contentHeight") > text.height() + SLACK:
            found.words.add(f"{name}: cut: {words}")
    for words, lines in broken_words(visitor):
        found.words.add(f"{name}: {lines}: {words}")
    for control in pressable(visitor):
        side = min(control.width(), control.height()) / mm
        if side < found.target:
            found.target, found.target_at = side, f"{name}: {name_of(control)}"


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


def measure_in(
    folder: Path, size: str, language: str, scales: Iterable[int]
) -> dict[int, Measures]:
    """Return the measurements for each text size; ``folder`` holds the demo library."""
    application()
    width, _, height = size.partition("x")
    with (
        tempfile.TemporaryDirectory() as own,
        contextlib.closing(Database(folder)) as demo,
        contextlib.closing(demo.duplicate(Path(own))) as database,
    ):
        settings = Settings(
            data_dir=Path(own),
            library_name=LIBRARY_NAME,
            branch=BRANCH,
            languages=LANGUAGES,
            pin_hash=hash_pin("2468"),
            double_tap_ms=0,
        )
        window = (int(width), int(height))
        with contextlib.closing(Kiosk(settings, database, Speaker(), lambda: NOW, window)) as kiosk:
            kiosk.attend()
            kiosk.translator.choose(language)
            return measure_walk(Visitor(kiosk), scales)


def print_faults(size: str, language: str, found: dict[int, Measures]) -> None:
    for scale, each in found.items():
        print(language, line(size, scale, [each]))
        print(f"    text: {each.text_at}; target: {each.target_at}")
        for words in sorted(each.words):
            print(f"    {words!r}")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", nargs="*", default=SIZES)
    parser.add_argument("--scale", nargs="*", type=int, default=SCALES)
    parser.add_argument("--language", nargs="*", default=LANGUAGES)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    looks = list(product(given.size, given.language))
    found: dict[tuple[str, int], list[Measures]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        with contextlib.closing(Database(Path(folder))) as demo:
            load_demo(demo)
        with ProcessPoolExecutor(given.jobs, get_context("spawn")) as workers:
            walks = [workers.submit(measure_in, Path(folder), *look, given.scale) for look in looks]
            for (size, language), walk in zip(looks, walks, strict=True):
                measured = walk.result()
                print_faults(size, language, measured)
                for scale, each in measured.items():
                    found[size, scale].append(each)
    print(HEADINGS)
    for (size, scale), each in found.items():
        print(line(size, scale, each))


if __name__ == "__main__":
    main()
