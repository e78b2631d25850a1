"""Every translatable string has a gettext context, which only its own feature uses.

A string that two features show therefore has a context in each feature. A language with two words
for it (the space key, a space to reserve) can have two translations. ``translations/contexts.toml``
lists the contexts and their files.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from kiosk.i18n.coverage import singular
from kiosk.resources import translations
from tests.i18n.extracted import ROOT, extracted

CONTEXTS = tomllib.loads((translations() / "contexts.toml").read_text("utf-8"))
TRANSLATE = {"pgettext", "npgettext", "marked"}
# They hand the text of their caller on.
WRAPPERS = {"catalogue.py", "translator.py", "rendering.py", "errors.py"}


def test_every_context_says_what_it_is_about() -> None:
    used = {message.context for message in extracted() if message.id}
    assert used == set(CONTEXTS)
    assert all(each["about"].endswith(".") and each["files"] for each in CONTEXTS.values())


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_context_is_used_by_its_own_feature_only(context: str) -> None:
    allowed = CONTEXTS[context]["files"]
    for message in extracted():
        if message.id and message.context == context:
            for file, _ in message.locations:
                assert any(fnmatchcase(file, each) for each in allowed), (
                    f"{file} shows “{singular(message)}” in the context “{context}”: give it the "
                    "context of its own feature, or add the file in translations/contexts.toml"
                )


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_file_of_a_context_uses_it(context: str) -> None:
    files = {
        file
        for message in extracted()
        if message.context == context
        for file, _ in message.locations
    }
    for each in CONTEXTS[context]["files"]:
        assert any(fnmatchcase(file, each) for file in files), each


def test_texts_for_all_screens_are_listed() -> None:
    """A context that all screens share contains only strings with the same meaning everywhere."""
    found = {singular(m) for m in extracted() if m.id and m.context == "navigation"}
    assert found == set(CONTEXTS["navigation"]["texts"])


def calls(file: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def test_the_context_and_the_text_stand_in_the_call() -> None:
    """Babel finds only literal strings."""
    for file in (ROOT / "kiosk").rglob("*.py"):
        if file.name in WRAPPERS:
            continue
        for call in calls(file):
            if name_of(call) in TRANSLATE:
                given = [arg.value for arg in call.args[:2] if isinstance(arg, ast.Constant)]
                assert len(given) == 2, f"{file}:{call.lineno}"
                assert all(isinstance(each, str) and each for each in given), file


def test_no_text_stands_in_an_f_string() -> None:
    """Before Python 3.12, Babel cannot find strings inside an f-string."""
    for file in (ROOT / "kiosk").rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        strings = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
        inside = (inner for string in strings for inner in ast.walk(string))
        assert not {name_of(c) for c in inside if isinstance(c, ast.Call)} & TRANSLATE, file


def test_no_function_that_translates_has_another_name() -> None:
    for source in (ROOT / "kiosk").rglob("*.py"):
        alias = re.search(r"= [\w.]+\.n?pgettext$", source.read_text("utf-8"), re.M)
        assert alias is None, f"{source}: Babel does not find texts given to an alias"


@pytest.mark.parametrize(("pattern", "method"), [("**.qml", "javascript"), ("**.html", "jinja2")])
def test_screens_and_pages_translate_every_text_in_a_context(pattern: str, method: str) -> None:
    """Every call of a translation function has a context and a string that Babel can find."""
    functions = r"I18n\.n?trc\(" if method == "javascript" else r"(?<![\w.])n?pgettext\("
    files = (ROOT / "kiosk").rglob(pattern.removeprefix("*"))
    written = sum(len(re.findall(functions, file.read_text("utf-8"))) for file in files)
    keywords = {"trc": ((1, "c"), 2), "ntrc": ((1, "c"), 2, 3)}
    keywords |= {"pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
    found = list(extract_from_dir(ROOT / "kiosk", [(pattern, method)], keywords=keywords))
    assert written == len(found) > 100


def test_there_is_no_way_without_a_context() -> None:
    old = re.compile(r"""(?<![\w.])(tr|gettext|_)\(["']|\b(ntr|ngettext)\(|I18n\.n?tr\(""")
    for pattern in ("*.py", "*.qml", "*.html"):
        for file in (ROOT / "kiosk").rglob(pattern):
            assert not old.search(file.read_text("utf-8")), file
