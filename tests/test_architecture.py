"""The folders follow the architecture: imports go in one direction, and files stay small."""

import ast
import importlib
import re
import shutil
import subprocess
import sys
from importlib import util
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kiosk"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    script = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", script, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_imports_point_one_way() -> None:
    told = lint(ROOT)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("domain/spaces.py", "import kiosk.store.places"),
        ("ui/spaces/spaces.py", "import sqlalchemy"),
        ("store/database.py", "import kiosk.protocol.messages"),
        ("services/catalogue/catalogue_search.py", "from PySide6 import QtCore"),
        ("services/catalogue/catalogue_search.py", "import kiosk.central.server"),
        ("sync/rounds.py", "import kiosk.services.catalogue.catalogue_search"),
        ("central/server.py", "import kiosk.services.catalogue.catalogue_search"),
        ("sync/credentials.py", "def late() -> None:\n    import kiosk.sync.http_link"),
    ],
)
def test_an_import_that_breaks_a_contract_is_reported(tmp_path: Path, file: str, line: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    wrong = tmp_path / "kiosk" / file
    wrong.write_text(f"{wrong.read_text('utf-8')}\n{line}\n", "utf-8")
    told = lint(tmp_path)
    assert told.returncode == 1, told.stdout + told.stderr
    assert "BROKEN" in told.stdout


@pytest.mark.parametrize(("pattern", "most"), [("*.py", 400), ("*.qml", 200)])
def test_files_stay_small(pattern: str, most: int) -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for file in PACKAGE.rglob(pattern)
        if (lines := len(file.read_text("utf-8").splitlines())) > most
    }
    assert long == {}


_TESTS = Path(__file__).parent
# Private names of other people's modules that have no public way to the same.
_FOREIGN = {"_exit", "_actions", "_choices_actions", "_shutdown", "_run_exitfuncs", "_mapping"}


def test_fixtures_and_helpers_do_not_live_in_test_modules() -> None:
    found = [
        f"{file.relative_to(_TESTS)}: {node.module}"
        for file in _TESTS.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.startswith("tests.")
        and node.module.rpartition(".")[2].startswith("test_")
    ]
    assert found == []


def test_tests_look_at_no_private_attribute() -> None:
    found = [
        f"{file.relative_to(_TESTS)}:{node.lineno} {node.attr}"
        for file in _TESTS.rglob("*.py")
        if "benchmarks" not in file.parts
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and node.attr not in _FOREIGN
        and ast.unparse(node.value) not in {"self", "cls", "super()"}
    ]
    assert found == []


def test_scripts_within_tests_import_what_there_is() -> None:
    imports = {
        found
        for file in _TESTS.rglob("*.py")
        for found in re.findall(r"from (kiosk(?:\.\w+)*) import (\w+)", file.read_text("utf-8"))
    }
    missing = [
        f"{module}.{name}"
        for module, name in sorted(imports)
        if not util.find_spec(module)
        or not (
            hasattr(importlib.import_module(module), name) or util.find_spec(f"{module}.{name}")
        )
    ]
    assert missing == []
