"""The QML, checked by pyside6-qmllint against the view models that it is given."""

import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QMetaObject

ROOT = Path(__file__).parents[1]
QML = ROOT / "kiosk" / "ui"
MODELS = [p for p in (ROOT / "kiosk" / "ui").rglob("*.py") if "@QmlElement" in p.read_text("utf-8")]
TOOLS = Path(sys.executable).parent
REGISTRAR = Path(PySide6.__file__).parent / "Qt" / "libexec" / "qmltyperegistrar"


def run(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=ROOT)
    return done.stdout + done.stderr


def module_of(path: Path) -> str:
    """The dotted name of a Python file, which the dump names by its stem or its path."""
    known = next(each for each in MODELS if each.name == path.name)
    return ".".join(known.relative_to(ROOT).with_suffix("").parts)


def declared(meta: QMetaObject, dumped: list[dict]) -> list[dict]:
    """The properties of a class that are not in the dump."""
    names = {entry["name"] for entry in dumped}
    own = map(meta.property, range(meta.propertyOffset(), meta.propertyCount()))
    return [
        {"name": p.name(), "type": p.typeName(), "read": "get", "constant": p.isConstant()}
        for p in own
        if p.name() not in names
    ]


def completed(files: list[dict]) -> list[dict]:
    """The dump, with what it does not tell of properties: Qt's type, and which never change."""
    for file in files:
        module = importlib.import_module(module_of(Path(file["inputFile"])))
        for dumped in file["classes"]:
            meta = getattr(module, dumped["className"]).staticMetaObject
            properties = dumped.setdefault("properties", [])
            for entry in properties:
                known = meta.property(meta.indexOfProperty(entry["name"]))
                entry["constant"] = known.isConstant()
                if entry["type"] in ("list", "dict"):
                    entry["type"] = known.typeName()
            # Properties that a decorator declares are not in the dump.
            properties.extend(declared(meta, properties))
    return files


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An import path that holds the types of the view models, as qmllint reads them."""
    folder = tmp_path_factory.mktemp("types")
    module = folder / "Kiosk"
    module.mkdir()
    dump = module / "models.json"
    run(TOOLS / "pyside6-metaobjectdump", *MODELS, "-o", dump)
    dump.write_text(json.dumps(completed(json.loads(dump.read_text("utf-8")))), "utf-8")
    types = module / "Kiosk.qmltypes"
    options = ("--import-name", "Kiosk", "--major-version", "1")
    run(REGISTRAR, "--generate-qmltypes", types, "-o", module / "types.cpp", dump, *options)
    (module / "qmldir").write_text("module Kiosk\ntypeinfo Kiosk.qmltypes\n", "ascii")
    assert types.exists()
    return folder


def test_qmllint_finds_nothing(types: Path) -> None:
    files = sorted(QML.rglob("*.qml"))
    assert len(files) > 35
    found = run(TOOLS / "pyside6-qmllint", "-I", types, "-I", QML, *files)
    assert not [line for line in found.splitlines() if line.startswith(("Warning", "Error"))], found


def test_qmllint_would_find_a_wrong_property(types: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "Wrong.qml"
    wrong.write_text(
        "import QtQuick\nimport Kiosk\n"
        "Item { required property Session session; property int x_: session.noSuchThing }\n"
    )
    assert "noSuchThing" in run(TOOLS / "pyside6-qmllint", "-I", types, wrong)


def test_nothing_on_the_screen_moves_or_flashes_by_itself() -> None:
    moving = re.compile(r"\b(\w*Animation|Animator|Behavior|Transition|Timer|AnimatedImage)\b")
    for path in QML.rglob("*.qml"):
        assert not moving.search(path.read_text("utf-8")), path


@pytest.mark.parametrize("path", sorted(QML.rglob("*.qml")), ids=lambda p: p.name)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 200
