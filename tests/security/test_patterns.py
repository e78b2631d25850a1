"""No text makes a regular expression slow: the time grows in proportion to the length."""

import importlib
import pkgutil
import re
from typing import Any

import pytest

import kiosk
from kiosk.sources import smart_collection
from kiosk.sources.calendars import content_lines
from kiosk.sources.text import code_pages
from tests.security.patterns import (
    Use,
    anchored_names,
    grows_with_the_text,
    hostile,
    seconds,
    use_of,
    written_in_place,
)

_FIRST_LOOK = 600  # characters
_LENGTH = 8_000  # and four times that


def _of_value(value: object) -> list[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, dict):
        value = tuple(value.values())
    return [p for each in value for p in _of_value(each)] if isinstance(value, tuple) else []


def _patterns() -> dict[str, tuple[re.Pattern[Any], Use]]:
    anchored = anchored_names()
    found: dict[str, tuple[re.Pattern[Any], Use]] = {}
    for module in pkgutil.walk_packages(kiosk.__path__, "kiosk."):
        if "migrations" in module.name or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _of_value(value):
                where = f"{module.name}.{name} {pattern.pattern!r:.60}"
                found[where] = pattern, use_of(pattern, anchored=(module.name, name) in anchored)
    for where, pattern in written_in_place():
        found[f"{where} {pattern.pattern!r}"] = pattern, use_of(pattern, anchored=False)
    return found


_PATTERNS = _patterns()


def _slow(pattern: re.Pattern[Any], use: Use) -> object:
    """Return the beginning of the slowest text, or None if the time grows with the length."""
    worst = sorted(hostile(pattern), key=lambda make: -seconds(use, make(_FIRST_LOOK)))[:2]
    slow = (make(_FIRST_LOOK) for make in worst if not grows_with_the_text(use, make, _LENGTH))
    text = next(slow, None)
    return text if text is None else text[:60]


@pytest.mark.parametrize("where", sorted(_PATTERNS))
def test_no_hostile_text_keeps_a_pattern_busy(where: str) -> None:
    assert _slow(*_PATTERNS[where]) is None


@pytest.mark.parametrize(
    "backtracks",
    [
        rb"""<(?:[\w.-]+:)?error\b[^>]*?\bcode\s*=\s*["'](\w+)["'][^>]*?(?:/>|>(.*?)</)""",
        r"\n|\s+and\s+",
    ],
)
def test_those_that_did_are_found(backtracks: str | bytes) -> None:
    pattern = re.compile(backtracks, re.S)
    assert _slow(pattern, use_of(pattern, anchored=False)) is not None


@pytest.mark.parametrize(
    ("work", "before", "pump", "after"),
    [
        (content_lines.parse_property, "A", " ", "x"),
        (content_lines.parse_property, "A;B", "\t", "x"),
        (smart_collection.TAG.match, ".A", " ", "x y"),
        (code_pages.is_latin, b"", b"a", b"!"),
        (code_pages.count_implausible, "é", "a", "!"),
    ],
)
def test_what_begins_well_and_never_ends_is_left_soon(
    work: Use, before: Any, pump: Any, after: Any
) -> None:
    assert grows_with_the_text(work, lambda length: before + pump * length + after, _LENGTH)
