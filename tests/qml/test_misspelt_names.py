"""A name misspelt in QML or in Python is reported, whichever of the two is wrong."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.app import application
from tests.qml.documents import Element, parse
from tests.qml.linting import QML, described, lint
from tests.qml.python_types import PythonType, python_types
from tests.qml.roles import Contract, documents

_MEMBERS = re.compile(r"(?<![\w.])[A-Za-z]\w*(?:\.\w+)+")
_WRITTEN = re.compile(r" [-+*]?= ")
_WRONG = "Misspelt"
# Members of Qt's own panel, input method and line of text, which have no type in QML.
QTS_OWN = {"Keyboard: show", "Keyboard: shown", "ReadableText: number", "ReadableText: width"}


@pytest.fixture(scope="module")
def types() -> dict[str, PythonType]:
    application()
    return python_types()


def names(types: dict[str, PythonType]) -> set[str]:
    """Return every property, slot and role defined in Python."""
    return {
        name for each in types.values() for name in (*each.properties, *each.roles, *each.slots)
    }


def misspelt(source: str, known: set[str]) -> tuple[str, set[str]]:
    """Return ``source`` with each of the ``known`` names misspelt once, and these names.

    Of "screen.find.words" one name at most: behind an unknown name nothing is checked.
    """
    done: set[str] = set()

    def change(met: re.Match[str]) -> str:
        first, *others = met.group().split(".")
        read = others if not _WRITTEN.match(met.string, met.end()) else others[:-1]
        name = next((each for each in read if each in known - done), "")
        if name:
            done.add(name)
            others[others.index(name)] = name + _WRONG
        return ".".join([first, *others])

    lines = []
    for line in source.splitlines():
        code, slashes, comment = line.partition("// ")
        if "property alias " not in code:
            code = _MEMBERS.sub(change, code)
        lines.append(code + slashes + comment)
    return "\n".join(lines), done


def test_qmllint_sees_every_misspelt_member(types: dict[str, PythonType], tmp_path: Path) -> None:
    known = names(types)
    shutil.copytree(QML, tmp_path / "ui", ignore=shutil.ignore_patterns("*.py*"))
    wanted: dict[Path, set[str]] = {}
    for path in sorted((tmp_path / "ui").rglob("*.qml")):
        wrong, changed = misspelt(path.read_text("utf-8"), known)
        if changed:
            wanted[path.with_name(f"{path.stem}{_WRONG}.qml")] = changed
            path.with_name(f"{path.stem}{_WRONG}.qml").write_text(wrong, "utf-8")
    found = "\n".join(lint(described(types, tmp_path), wanted))
    unseen = {
        f"{path.stem.removesuffix(_WRONG)}: {name}"
        for path, changed in wanted.items()
        for name in changed
        if not re.search(rf"{re.escape(str(path))}:.*\b{name}{_WRONG}\b", found)
    }
    assert len(wanted) > 30
    assert unseen == QTS_OWN


def test_a_role_misspelt_in_a_delegate_is_seen(types: dict[str, PythonType]) -> None:
    pattern = r"\brequired (?:property [\w<>]+ )?{name}\b"
    assert_seen(types, "required", pattern, "has no role {name}")


def test_a_property_misspelt_where_it_is_written_is_seen(types: dict[str, PythonType]) -> None:
    assert_seen(types, "written", r"\b{name}(?= = )", "has no property {name}")


def test_a_misspelt_handler_of_a_signal_is_seen(types: dict[str, PythonType]) -> None:
    assert_seen(types, "handlers", r"\bfunction {name}(?=\()", "has no handler {name}")


def assert_seen(types: dict[str, PythonType], kind: str, pattern: str, fault: str) -> None:
    """Misspell each name of one kind in its document, and check that the fault is reported."""
    roots = documents(QML)
    contract = Contract(roots, types)
    contract.check()
    names = getattr(contract, kind)
    assert len(names) > 5
    for document, name in names:
        place = pattern.format(name=re.escape(name))
        faults = Contract(misspelt_documents(roots, document, place), types).check()
        expected = fault.format(name=f"{name.rpartition('.')[2]}{_WRONG}")
        assert any(each.endswith(expected) for each in faults), (document, name)


def misspelt_documents(roots: dict[str, Element], name: str, place: str) -> dict[str, Element]:
    """Return ``roots``, with the name at ``place`` misspelt in a document or a component."""
    outer = name if roots[name].source else document_of(roots, name)
    source = roots[outer].source
    start = 0 if outer == name else source.index(f"component {name}:")
    wrong = parse(source[:start] + re.sub(f"({place})", rf"\1{_WRONG}", source[start:]))
    inner = {name: part for each in wrong.walk() for name, part in each.components.items()}
    return {**roots, outer: wrong, **inner}


def document_of(roots: dict[str, Element], component: str) -> str:
    return next(
        name
        for name, root in roots.items()
        if root.source and any(component in each.components for each in root.walk())
    )


def test_a_role_misspelt_in_python_is_seen(types: dict[str, PythonType]) -> None:
    wrong = {
        name: replace(each, roles={role + _WRONG: kind for role, kind in each.roles.items()})
        for name, each in types.items()
    }
    faults = "\n".join(Contract(documents(QML), wrong).check())
    roles = [(name, role) for name, each in types.items() for role in each.roles]
    assert len(roles) > 40
    assert [each for each in roles if f"{each[0]} has no role {each[1]}\n" not in faults] == []


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_a_property_misspelt_in_python_is_seen(
    types: dict[str, PythonType], layer: int, tmp_path: Path
) -> None:
    """Layer by layer: QML comes to the properties of one by those of the next."""
    chosen = {name: each for name, each in types.items() if layer_of(each, types) == layer}
    wrong = {
        name: replace(each, properties={f"{n}{_WRONG}": p for n, p in each.properties.items()})
        for name, each in chosen.items()
    }
    found = "\n".join(lint(described(types | wrong, tmp_path), sorted(QML.rglob("*.qml"))))
    unseen = {
        f"{type_}.{name}"
        for type_, each in chosen.items()
        for name in each.properties
        if not re.search(rf'"{name}".*"{type_}"', found)
    }
    assert chosen
    assert unseen == set()


def layer_of(type_: PythonType, types: dict[str, PythonType]) -> int:
    """Return the nesting depth of a type: 0 if its properties have only plain or list types."""
    inner = [types.get(type_.type_of(name)) for name in type_.properties]
    return max((1 + layer_of(each, types) for each in inner if each and not each.roles), default=0)
