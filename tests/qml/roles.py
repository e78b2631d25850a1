"""Checks of the contract between QML and Python that qmllint does not make.

qmllint knows the properties of a type. It does not know the roles of a list model, and it skips the
left side of an assignment and the handlers of Connections.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.qml.documents import Element, read
from tests.qml.python_types import PythonType

_VIEWS = {"Repeater", "ListView", "GridView", "Instantiator"}
_BUILT_IN = {"index": "int", "model": "var", "modelData": "var"}
_LISTS = {"QStringList": "string", "QList<int>": "int", "list<string>": "string"}
_ASSIGNED = re.compile(r"(?<![\w.])([a-z]\w*(?:\.\w+)+) = ")
_CHAIN = re.compile(r"[a-z]\w*(\.\w+)*")


@dataclass
class Contract:
    """All QML documents and all Python types, and the faults in the contract between them."""

    documents: dict[str, Element]
    types: dict[str, PythonType]
    faults: list[str] = field(default_factory=list)
    # The names that were checked, each with its document.
    required: set[tuple[str, str]] = field(default_factory=set)
    written: set[tuple[str, str]] = field(default_factory=set)
    handlers: set[tuple[str, str]] = field(default_factory=set)
    shown: dict[str, set[str]] = field(default_factory=dict)  # roles by list

    def check(self) -> list[str]:
        """Return a list of all faults, one per line."""
        for name, root in self.documents.items():
            for element in root.walk():
                if element.type in _VIEWS:
                    self._check_view(name, root, element)
                elif element.type == "Connections":
                    self._check_handlers(name, root, element)
            self._check_assignments(name, root)
        for name, type_ in self.types.items():
            unused = sorted(set(type_.roles) - self.shown.get(name, set()))
            self.faults += [f"{name}: no delegate shows the role {role}" for role in unused]
        return self.faults

    def _check_handlers(self, name: str, root: Element, connections: Element) -> None:
        known = self.types.get(self.type_of(root, connections.bindings["target"]))
        if known is None:
            return
        handlers = {f"on{each[0].upper()}{each[1:]}" for each in known.signals}
        for handler in connections.functions:
            self.handlers.add((name, handler))
            if handler not in handlers:
                self.faults.append(f"{name}: {known.name} has no handler {handler}")

    def _check_assignments(self, name: str, root: Element) -> None:
        for chain in _ASSIGNED.findall(root.source):
            thing, _, last = chain.rpartition(".")
            known = self.types.get(self.type_of(root, thing))
            if known is None:
                continue
            self.written.add((name, chain))
            if last not in known.properties:
                self.faults.append(f"{name}: {known.name} has no property {last}")

    def _check_view(self, name: str, root: Element, view: Element) -> None:
        model = view.bindings["model"]
        delegate = view.objects.get("delegate") or view.children[0]
        wanted = self._required(name, delegate)
        hidden = {each.id for each in root.walk()} & set(delegate.properties)
        self.faults += [f"{name}: the id {each} hides the role" for each in sorted(hidden)]
        for choice in self._choices(model):
            if choice in ("[ ]", "null") or choice.startswith("["):
                continue
            list_type = self.type_of(root, choice)
            roles = self._roles(list_type)
            if roles is None:
                self.faults.append(f"{name}: the model {choice} is a {list_type or 'mystery'}")
                continue
            self.shown.setdefault(list_type, set()).update(wanted)
            for role, kind in wanted.items():
                if role not in roles:
                    self.faults.append(f"{name}: {list_type} has no role {role}")
                elif kind not in ("", roles[role]):
                    self.faults.append(f"{name}: {list_type}.{role} is no {kind}")

    @staticmethod
    def _choices(model: str) -> list[str]:
        """Return the values of the expression ``model``: "a ? b : c" can be b or c."""
        _, question, values = model.partition(" ? ")
        return values.split(" : ") if question else [model]

    def _roles(self, list_type: str) -> dict[str, str] | None:
        if list_type in _LISTS:
            return {**_BUILT_IN, "modelData": _LISTS[list_type]}
        known = self.types.get(list_type)
        return {**_BUILT_IN, **known.roles} if known and known.roles else None

    def _required(self, name: str, delegate: Element) -> dict[str, str]:
        """Return the types of the roles that ``delegate`` requires from the model, by name."""
        wanted: dict[str, str] = {}
        bound: set[str] = set()
        document, at = name, delegate
        while at is not None:
            bound |= {*at.bindings, *at.objects}
            for role, each in at.properties.items():
                if each.required and role not in bound:
                    if role not in _BUILT_IN:
                        self.required.add((document, role))
                    wanted[role] = each.type
                elif role in wanted:
                    wanted[role] = wanted[role] or each.type
            document, at = at.type, self.documents.get(at.type)
        return wanted

    def type_of(self, root: Element, chain: str) -> str:
        """Return the type of ``chain``, such as "screen.find.rows", or "" if unknown."""
        if not _CHAIN.fullmatch(chain):
            return ""
        first, *others = chain.split(".")
        at: Element | None = next((each for each in root.walk() if each.id == first), None)
        type_ = at.type if at else self._declared(root, first)
        for name in others:
            if at is None and type_ in self.types:
                known = self.types[type_]
                type_ = known.type_of(name) if name in known.properties else ""
            else:
                type_ = self._declared(at or self.documents.get(type_), name)
            at = None
        return type_

    def _declared(self, element: Element | None, name: str) -> str:
        while element is not None:
            if name in element.properties:
                return element.properties[name].type
            element = self.documents.get(element.type)
        return ""


def documents(folder: Path) -> dict[str, Element]:
    """Return every document below ``folder``, and every component inside a document, by name."""
    roots = {path.stem: read(path) for path in sorted(folder.rglob("*.qml"))}
    inner = {}
    for root in roots.values():
        for each in root.walk():
            inner.update(each.components)
    return roots | inner
