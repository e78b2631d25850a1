"""Runs qmllint on documents, with the types that Python registers for QML."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.qml.python_types import PythonType, qmltypes

QML = Path(__file__).parents[2] / "kiosk" / "ui"
_LINT = Path(sys.executable).parent / "pyside6-qmllint"


def described(types: dict[str, PythonType], folder: Path) -> Path:
    """Write ``types`` as qmllint reads them below ``folder``, and return the import path."""
    module = folder / "types" / "Kiosk"
    module.mkdir(parents=True)
    (module / "Kiosk.qmltypes").write_text(qmltypes(types), "utf-8")
    known = "module Kiosk\ntypeinfo Kiosk.qmltypes\ndepends QtQml.Models\n"
    (module / "qmldir").write_text(known, "ascii")
    return module.parent


def lint(types: Path, files: Iterable[Path]) -> list[str]:
    """Return the warnings and errors of qmllint about ``files``, one per line."""
    command = [_LINT, "-I", types, "-I", QML, *files]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    lines = (done.stdout + done.stderr).splitlines()
    return [line for line in lines if line.startswith(("Warning", "Error"))]
