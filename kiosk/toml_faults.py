"""Explanations of faults in TOML files, for staff who wrote the files."""

import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from enum import Enum
from typing import Any

from pydantic import ValidationError

from kiosk.errors import Message, Sentence, marked

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_CURLY = re.compile("[“”„‘’]")
_LONGEST = 60  # maximum characters shown of a value or line


class InvalidToml(ValueError):
    """A document is not valid TOML. ``sentence`` contains the line number and advice."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def parse_toml(raw: bytes) -> dict[str, Any]:
    """Parse a TOML document and return its contents.

    The document is encoded in UTF-8, or in UTF-16 with a byte order mark if Notepad saved it so.
    Raises InvalidToml if the document is not valid.
    """
    text = _text(raw)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise InvalidToml(_reason(text, str(fault))) from None
    except RecursionError:
        raise InvalidToml(
            Sentence(marked("faults", "The brackets are nested too deeply."))
        ) from None


def _text(raw: bytes) -> str:
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        # Old Macs ended each line with a CR and no LF, which TOML does not allow.
        text = raw.decode("utf-16" if utf16 else "utf-8-sig")
        return re.sub(r"\r\n?", "\n", text)
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise InvalidToml(
            Sentence(
                marked(
                    "faults",
                    "Line {line} is not in UTF-8. Save the file as UTF-8 in your editor.",
                ),
                line=line,
            )
        ) from None


def _reason(text: str, fault: str) -> Sentence:
    found, lines = _PLACE.search(fault), text.splitlines()
    number = int(found[1]) if found else len(lines)
    line = _short(lines[number - 1].strip() if number <= len(lines) else "")
    if _CURLY.search(line):
        template = marked(
            "faults", 'Line {line} has curly quotation marks: {text}. Use straight ones: ".'
        )
    elif "overwrite" in fault or "declare" in fault:
        template = marked("faults", "Line {line} repeats an earlier line: {text}.")
    else:
        template = marked(
            "faults",
            "Line {line} is not valid: {text}. Text needs quotation marks, and a list "
            "needs square brackets.",
        )
    return Sentence(template, line=str(number), text=line)


def explain_faults(fault: ValidationError, known: Iterable[str] = ()) -> Sentence:
    """Return a sentence for each fault; misspelt names come first, because they cause others.

    ``known`` contains the valid names, from which a correction is suggested.
    """
    names = list(known)
    errors = sorted(fault.errors(), key=lambda each: each["type"] != "extra_forbidden")
    sentences = {f"n{number}": _sentence(each, names) for number, each in enumerate(errors)}
    return Sentence(" ".join(f"{{{name}}}" for name in sentences), **sentences)


def _sentence(error: Any, known: list[str]) -> Sentence:
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    name = ".".join(str(part) for part in error["loc"] if part != "[key]") or "?"
    if kind == "value_error":
        inner = context["error"].args[0]
        if not isinstance(inner, Sentence):
            inner = Sentence("{reason}", reason=str(inner))
        return Sentence("{name}: {reason}", name=name, reason=inner) if error["loc"] else inner
    if kind == "extra_forbidden":
        return _unknown(name, known)
    if kind == "missing":
        return Sentence(marked("faults", "“{name}” is missing."), name=name)
    return Sentence(_template(kind), name=name, value=_short(_written(value)), **_limits(context))


def _unknown(name: str, known: list[str]) -> Sentence:
    last = name.rpartition(".")[2]
    near = [each for each in known if each.startswith(last)] or get_close_matches(last, known, n=1)
    if near:
        template = marked("faults", "“{name}” is not a known name. Did you mean “{near}”?")
        return Sentence(template, name=name, near=near[0])
    return Sentence(marked("faults", "“{name}” is not a known name."), name=name)


def _template(kind: str) -> Message:
    """Return the message for a fault of the pydantic type ``kind``.

    The types are listed at https://docs.pydantic.dev/latest/errors/validation_errors/.
    """
    if kind in ("greater_than_equal", "greater_than"):
        return marked("faults", "“{name}” is {value}; it must be {least} or more.")
    if kind in ("less_than_equal", "less_than"):
        return marked("faults", "“{name}” is {value}; it must be {most} or less.")
    if kind in ("string_too_short", "too_short"):
        return marked("faults", "“{name}” is empty.")
    if kind in ("string_too_long", "too_long"):
        return marked("faults", "“{name}” is too long.")
    if kind in ("enum", "literal_error"):
        return marked("faults", "“{name}” is {value}; it must be one of these: {choices}.")
    if kind.startswith("string"):
        return marked("faults", "“{name}” is {value}; it must be text in quotation marks.")
    if kind.startswith("bool"):
        return marked("faults", "“{name}” is {value}; it must be true or false.")
    if kind.startswith(("int", "float", "finite")):
        return marked("faults", "“{name}” is {value}; it must be a number.")
    if kind.startswith("date"):
        return marked("faults", "“{name}” is {value}; it must be a date such as 2026-12-25.")
    if kind.startswith(("list", "tuple", "set")):
        return marked("faults", "“{name}” is {value}; it must be a list in square brackets.")
    return marked("faults", "“{name}” cannot be {value}.")


def _limits(context: dict[str, Any]) -> dict[str, object]:
    choices = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    return {
        "least": str(context.get("ge", context.get("gt", ""))),
        "most": str(context.get("le", context.get("lt", ""))),
        "choices": choices,
    }


def _written(value: object) -> str:
    """Return a value in TOML syntax."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Enum):
        value = value.value
    return f'"{value}"' if isinstance(value, str) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
