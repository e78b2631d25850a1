"""The types that Python registers for QML, read from Qt's own meta-objects."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_type_hints

from PySide6.QtCore import QByteArray, QMetaMethod, QMetaObject, QMetaProperty, QObject
from PySide6.QtQml import qmlTypeId

import kiosk.ui
from kiosk.ui.base.list_model import ListModel

MODULE = "Kiosk"
_ROLE_TYPES = {
    str: "string",
    bool: "bool",
    int: "int",
    float: "real",
    tuple[str, ...]: "list<string>",
    tuple[int, ...]: "list<int>",
}


@dataclass
class PythonType:
    """A QObject class: its properties by name, and its roles if it is a list model."""

    name: str
    base: str
    properties: dict[str, QMetaProperty] = field(default_factory=dict)
    methods: list[QMetaMethod] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)  # QML types by name

    @property
    def signals(self) -> set[str]:
        return self._methods(QMetaMethod.MethodType.Signal)

    @property
    def slots(self) -> set[str]:
        return self._methods(QMetaMethod.MethodType.Slot)

    def _methods(self, kind: QMetaMethod.MethodType) -> set[str]:
        return {_text(each.name()) for each in self.methods if each.methodType() is kind}

    def type_of(self, name: str) -> str:
        """Return the C++ type of the property ``name``, without the pointer sign."""
        return self.properties[name].typeName().removesuffix("*")


def python_types() -> dict[str, PythonType]:
    """Return every type of ``import Kiosk`` by its QML name; requires a QGuiApplication."""
    for module in pkgutil.walk_packages(kiosk.ui.__path__, "kiosk.ui."):
        importlib.import_module(module.name)
    return {each.__name__: _read(each) for each in _subclasses(QObject) if _is_for_qml(each)}


def _subclasses(base: type) -> Iterator[type]:
    for each in base.__subclasses__():
        yield each
        yield from _subclasses(each)


def _is_for_qml(each: type) -> bool:
    return each.__module__.startswith("kiosk.ui") and qmlTypeId(MODULE, 1, 0, each.__name__) >= 0


def _read(each: type) -> PythonType:
    meta: QMetaObject = each.staticMetaObject  # type: ignore[attr-defined]
    properties = map(meta.property, range(meta.propertyOffset(), meta.propertyCount()))
    methods = map(meta.method, range(meta.methodOffset(), meta.methodCount()))
    is_list = issubclass(each, ListModel)
    return PythonType(
        each.__name__,
        "QAbstractListModel" if is_list else "QObject",
        {each.name(): each for each in properties},
        list(methods),
        _roles(each.row_type) if is_list else {},
    )


def _roles(row: type) -> dict[str, str]:
    return {name: _ROLE_TYPES[hint] for name, hint in get_type_hints(row).items()}


def qmltypes(types: dict[str, PythonType]) -> str:
    """Return the description of ``types`` in the format that qmllint reads."""
    components = "\n".join(_component(each) for each in types.values())
    return f"import QtQuick.tooling 1.2\nModule {{\n{components}\n}}\n"


def _component(each: PythonType) -> str:
    lines = [
        f'name: "{each.name}"',
        'accessSemantics: "reference"',
        f'prototype: "{each.base}"',
        f'exports: ["{MODULE}/{each.name} 1.0"]',
        "isCreatable: false",
        "exportMetaObjectRevisions: [256]",
        *(_property(name, known) for name, known in each.properties.items()),
        *map(_method, each.methods),
    ]
    return "Component {\n" + "\n".join(lines) + "\n}"


def _property(name: str, known: QMetaProperty) -> str:
    parts = [f'name: "{name}"', _type(known.typeName()), 'read: "get"']
    if known.isWritable():
        parts.append('write: "set"')
    else:
        parts.append("isReadonly: true")
    if known.isConstant():
        parts.append("isPropertyConstant: true")
    if known.hasNotifySignal():
        parts.append(f'notify: "{_text(known.notifySignal().name())}"')
    return f"Property {{\n{chr(10).join(parts)}\n}}"


def _method(known: QMetaMethod) -> str:
    kind = "Signal" if known.methodType() is QMetaMethod.MethodType.Signal else "Method"
    parts = [f'name: "{_text(known.name())}"']
    if known.typeName() != "void":
        parts.append(_type(known.typeName()))
    names = map(_text, known.parameterNames())
    kinds = map(_text, known.parameterTypes())
    for number, (name, type_) in enumerate(zip(names, kinds, strict=True)):
        parts.append(f'Parameter {{ name: "{name or f"p{number}"}"; {_type(type_)} }}')
    return f"{kind} {{\n{chr(10).join(parts)}\n}}"


def _type(name: str) -> str:
    """Return the qmltypes entry for a C++ type, in which pointers and lists are marked."""
    if name.endswith("*"):
        return f'type: "{name[:-1]}"; isPointer: true'
    if name.startswith("QList<"):
        return f'type: "{name[6:-1]}"; isList: true'
    return f'type: "{name}"'


def _text(name: QByteArray) -> str:
    return name.data().decode()
