"""The regular expressions of the kiosk, and inputs designed to make them slow."""

import ast
import gc
import re
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

ROOT = Path(__file__).resolve().parents[2] / "kiosk"
_WAYS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
_ANCHORED = {"match", "fullmatch"}
_CATEGORIES = {"CATEGORY_DIGIT": "0", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}

Text = Any  # str or bytes, like the pattern
Use = Callable[[Text], object]


def anchored_names() -> set[tuple[str, str]]:
    """Return the patterns that are only matched at the start of a string: (module, name)."""
    ways: dict[tuple[str, str], set[str]] = {}
    for module, owner, method, _ in _calls():
        ways.setdefault((module, owner), set()).add(method)
    return {name for name, used in ways.items() if used & set(_WAYS) and used <= _ANCHORED}


def written_in_place() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield patterns that are written directly in calls of ``re.sub`` and similar functions."""
    for _, owner, method, first in _calls():
        if owner == "re" and method in _WAYS and isinstance(first, ast.Constant):
            yield f"re.{method}", re.compile(first.value)


@cache
def _calls() -> list[tuple[str, str, str, ast.expr | None]]:
    """Return the module, owner, name and first argument of each call like ``owner.name(…)``."""
    return [
        (_module(file), call.func.value.id, call.func.attr, next(iter(call.args), None))
        for file in ROOT.rglob("*.py")
        for call in ast.walk(_tree(file))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
    ]


def _module(file: Path) -> str:
    return ".".join(file.relative_to(ROOT.parent).with_suffix("").parts)


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def use_of(pattern: re.Pattern[Any], *, anchored: bool) -> Use:
    if anchored:
        return lambda text: (pattern.match(text), pattern.fullmatch(text))
    return lambda text: sum(1 for _ in pattern.finditer(text))


def hostile(pattern: re.Pattern[Any]) -> Iterator[Callable[[int], Text]]:
    """Yield functions that build hostile strings of any length from parts of the pattern."""
    binary = isinstance(pattern.pattern, bytes)
    found: set[str] = set()
    _pieces(parser.parse(pattern.pattern, pattern.flags), found)
    words = sorted((each for each in found if len(each) > 1), key=len)[-5:]
    signs = sorted(each for each in found if len(each) == 1)
    pieces: list[Text] = list(dict.fromkeys([" ", "<", *words, *signs, "a", "0", "\n", "!"]))[:16]
    if binary:
        pieces = [piece.encode("latin-1", "replace") for piece in pieces]
    nothing = pieces[0][:0]
    pairs = [one + other for one in pieces[:10] for other in pieces[:10] if one != other]
    for before in (nothing, *pieces[:4]):
        for pump in (*pieces, *pairs, nothing.join(pieces)):
            yield partial(_pumped, before, pump)


def _pumped(before: Text, pump: Text, length: int) -> Text:
    return before + pump * (length // len(pump))


def _pieces(tree: Any, found: set[str]) -> None:
    run = ""
    for kind, value in [*tree, (None, None)]:
        if kind is codes.LITERAL:
            run += chr(value)
            continue
        found |= {run} - {""}
        run = ""
        if kind is codes.IN:
            found |= {_member(*member) for member in value}
        elif kind in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _pieces(value[2], found)
        elif kind is codes.SUBPATTERN:
            _pieces(value[3], found)
        elif kind in (codes.ASSERT, codes.ASSERT_NOT):
            _pieces(value[1], found)
        elif kind is codes.BRANCH:
            for branch in value[1]:
                _pieces(branch, found)


def _member(kind: Any, value: Any) -> str:
    if kind is codes.LITERAL:
        return chr(value)
    if kind is codes.RANGE:
        return chr(value[0])
    return _CATEGORIES.get(str(value), "!")


def seconds(use: Use, text: Text) -> float:
    """Return the CPU time of this thread for one use of ``text``, without garbage collection.

    In a process with many objects, one collection takes longer than the measured work.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        begin = time.thread_time()
        use(text)
        return time.thread_time() - begin
    finally:
        if collecting:
            gc.enable()


def grows_with_the_text(use: Use, make: Callable[[int], Text], length: int) -> bool:
    """Return whether four times the length takes much less than sixteen times as long.

    If the longer text takes less than a quarter of a second, the result is True in any case.
    Shorter texts are tried first, because a pattern that backtracks takes long for them already.
    """
    return all(_grows_from(use, make, length // part) for part in (8, 4, 2, 1))


def _grows_from(use: Use, make: Callable[[int], Text], length: int) -> bool:
    text = make(4 * length)
    # Another process may displace the caches, so the shortest of several times counts.
    long = seconds(use, text)
    for _ in range(4):
        if long < 0.25:
            return True
        long = min(long, seconds(use, text))
    return long < 9 * max(seconds(use, make(length)) for _ in range(3))
