"""Burmese in the Zawgyi encoding, converted to Unicode.

Zawgyi writes Burmese with code points of Unicode, but other ones and in the order of their shapes;
until 2019 most of Myanmar typed so. The texts are recognised by the model of Google's myanmar-tools
and converted by the transform my-t-my-s0-zawgyi of the Unicode CLDR.
"""

import re
from functools import cache, partial
from importlib.resources import files

from myanmartools import ZawgyiDetector

_SURE = 0.95  # the probability from which myanmar-tools calls a text Zawgyi
# What Burmese in Unicode never has: a vowel e or a medial without a consonant before it, a virama
# without a consonant after it, letters of other languages. The model alone errs in short texts.
_NOT_UNICODE = re.compile(
    "(?<![\u1000-\u102a\u103a-\u103f])[\u1031\u103b-\u103e]"
    "|\u1039(?![\u1000-\u1021])|[\u1033\u1034\u105a\u1060-\u1097]"
)
_VIRAMA = "\u1039"
_VARIABLE = re.compile(r"\$(\w+)\s*=\s*([^;]*);")
_ARROW = re.compile("[→>]")
_NAME = re.compile(r"\$([a-z]\w*)")
_GROUP = re.compile(r"\$(\d)")
_COMMENT = re.compile(r"#.*")
_NEXT_STAGE = re.compile(r"::\s*Null\s*;")

_Stage = tuple[re.Pattern[str], dict[int, str]]


def zawgyi_to_unicode(text: str, *, begun: bool = False) -> str:
    """Return ``text`` in Unicode if it is Burmese in Zawgyi, otherwise unchanged.

    If ``text`` has only ``begun``, because a visitor is typing, a virama may be its last sign.
    """
    if text.isascii() or not _NOT_UNICODE.search(text.removesuffix(_VIRAMA) if begun else text):
        return text
    if _detector().get_zawgyi_probability(text) < _SURE:
        return text
    for pattern, replacements in _stages():
        text = pattern.sub(partial(_replaced, replacements), text)
    return text


@cache
def _detector() -> ZawgyiDetector:
    return ZawgyiDetector()


@cache
def _stages() -> tuple[_Stage, ...]:
    """Return a pattern of all rules for each stage, and the replacement for each rule's group."""
    rules = (files("kiosk.domain") / "zawgyi_rules.txt").read_text(encoding="utf-8")
    rules = _COMMENT.sub("", rules)
    variables: dict[str, str] = {}
    for name, value in _VARIABLE.findall(rules):
        variables[name] = _named(value, variables).strip()
    stages = _NEXT_STAGE.split(_VARIABLE.sub("", rules))
    return tuple(_stage(_rules_in(stage), variables) for stage in stages)


def _rules_in(stage: str) -> list[tuple[str, str]]:
    """Return the rules of one stage, each as what it looks for and what it writes instead."""
    sides = (_ARROW.split(rule.strip(), maxsplit=1) for rule in stage.split(";"))
    return [(both[0], both[1]) for both in sides if len(both) == 2]


def _stage(rules: list[tuple[str, str]], variables: dict[str, str]) -> _Stage:
    parts: list[str] = []
    replacements: dict[int, str] = {}
    place = 1
    for key, output in rules:
        pattern = _pattern(_named(key, variables))
        parts.append(f"({pattern})")
        replacements[place] = _unescaped(_named(output, variables))
        place += 1 + re.compile(pattern).groups
    return re.compile("|".join(parts)), replacements


def _replaced(replacements: dict[int, str], met: re.Match[str]) -> str:
    # The group of the whole rule closes last.
    rule = met.lastindex or 0
    return _GROUP.sub(lambda group: met[rule + int(group[1])], replacements[rule])


def _named(text: str, variables: dict[str, str]) -> str:
    return _NAME.sub(lambda name: variables[name[1]], text)


def _pattern(key: str) -> str:
    key = key.replace("[$]", "^").replace("[:WSpace:]", r"\s").replace(" ", "")
    before, brace, after = key.partition("}")
    return f"{before}(?={after}|$)" if brace else before


def _unescaped(output: str) -> str:
    output = re.sub(r"[\s|]", "", output)  # "|", the place to go on from, changes one rare case
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda code: chr(int(code[1], 16)), output)
