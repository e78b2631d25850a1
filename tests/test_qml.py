"""The contract between QML and Python: types, properties and roles."""

import re
from pathlib import Path

import pytest

from kiosk.app import application
from tests.qml.linting import QML, described, lint
from tests.qml.python_types import PythonType, python_types
from tests.qml.roles import Contract, documents

QT_PROPERTIES = {"activeFocusItem", "focusPolicy", "font", "text"}
VAGUE_TYPES = {"QVariant", "QVariantList", "QVariantMap", "QObject*", "PyObject"}
# A function has no type in QML; naming the type of the panel would load the whole keyboard.
VAGUE_PROPERTIES = {"I18n.trc", "I18n.ntrc", "Keyboard.panel"}


@pytest.fixture(scope="module")
def types() -> dict[str, PythonType]:
    application()
    return python_types()


def test_qmllint_finds_nothing(types: dict[str, PythonType], tmp_path: Path) -> None:
    files = sorted(QML.rglob("*.qml"))
    assert len(files) > 35
    assert lint(described(types, tmp_path), files) == []


def test_lists_have_the_roles_and_objects_the_properties(types: dict[str, PythonType]) -> None:
    assert Contract(documents(QML), types).check() == []


def test_python_has_no_vague_properties(types: dict[str, PythonType]) -> None:
    assert {
        f"{each.name}.{name}"
        for each in types.values()
        for name, known in each.properties.items()
        if known.typeName() in VAGUE_TYPES
    } == set()


def test_qml_has_no_vague_properties() -> None:
    assert {
        f"{document}.{name}"
        for document, root in documents(QML).items()
        for element in root.walk()
        for name, known in element.properties.items()
        if known.type == "var"
    } == VAGUE_PROPERTIES


def test_python_reads_properties_that_exist(types: dict[str, PythonType]) -> None:
    declared = {
        name for root in documents(QML).values() for each in root.walk() for name in each.properties
    }
    known = declared | QT_PROPERTIES | {name for each in types.values() for name in each.properties}
    sources = [path.read_text("utf-8") for path in QML.parent.rglob("*.py")]
    read = {name for text in sources for name in re.findall(r'\.(?:setP|p)roperty\("(\w+)"', text)}
    assert "spoken" in read
    assert read - known == set()


def test_nothing_on_the_screen_moves_or_flashes_by_itself() -> None:
    moving = re.compile(r"\b(\w*Animation|Animator|Behavior|Transition|Timer|AnimatedImage)\b")
    for path in QML.rglob("*.qml"):
        assert not moving.search(path.read_text("utf-8")), path
