"""A reader of QML documents, which returns objects, properties and bindings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_TOKEN = re.compile(
    r"""(?P<space>[ \t]+|//[^\n]*|/\*.*?\*/)
    |(?P<newline>\n)
    |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)
    |(?P<regex>(?<=[(=:,!&|?]\s)/(?![/*])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\n\[])+/\w*
        |(?<=[(=:,!&|?])/(?![/*])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\n\[])+/\w*)
    |(?P<word>[A-Za-z_$][\w$]*)
    |(?P<sign>=>|&&|\|\||[=!<>]=+|.)""",
    re.X | re.S,
)
_OPENING, _CLOSING = "([{", ")]}"
_CONTINUES = {"?", ":", ".", "&&", "||", "+"}  # operators that continue a line


@dataclass
class Property:
    """A property as declared in a document; ``type`` is "" for ``required name``."""

    type: str
    required: bool = False


@dataclass
class Element:
    """An object in a document, with the objects inside it."""

    type: str
    id: str = ""
    properties: dict[str, Property] = field(default_factory=dict)
    bindings: dict[str, str] = field(default_factory=dict)
    objects: dict[str, "Element"] = field(default_factory=dict)  # by property name
    children: list["Element"] = field(default_factory=list)
    components: dict[str, "Element"] = field(default_factory=dict)
    functions: list[str] = field(default_factory=list)
    source: str = ""  # the source of the whole document, only in its root

    def walk(self) -> Iterator["Element"]:
        """Yield this element and all elements inside it."""
        yield self
        for each in (*self.children, *self.objects.values(), *self.components.values()):
            yield from each.walk()


def read(path: Path) -> Element:
    """Return the root object of the document at ``path``."""
    return parse(path.read_text("utf-8"))


def parse(text: str) -> Element:
    """Return the root object of the document whose source is ``text``."""
    root = _Parser(text).document()
    root.source = text
    return root


class _Parser:
    def __init__(self, text: str) -> None:
        kinds = ((met.lastgroup, met.group()) for met in _TOKEN.finditer(text))
        self._tokens = [value for kind, value in kinds if kind != "space"]
        self._at = 0

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else ""

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip_lines(self) -> None:
        while self._peek() in ("\n", ";"):
            self._take()

    def document(self) -> Element:
        self._skip_lines()
        while self._peek() in ("import", "pragma"):
            while self._take() != "\n":
                pass
            self._skip_lines()
        return self._object(self._path())

    def _path(self) -> str:
        path = self._take()
        while self._peek() == ".":
            path += self._take() + self._take()
        return path

    def _object(self, type_: str) -> Element:
        found = Element(type_)
        assert self._take() == "{", f"{type_} at {self._at}"
        self._skip_lines()
        while self._peek() != "}":
            self._member(found)
            self._skip_lines()
        self._take()
        return found

    def _member(self, found: Element) -> None:
        match self._peek():
            case "default" | "readonly" | "required" | "property":
                self._declaration(found)
            case "signal" | "enum":
                self._expression()
            case "function":
                self._take()
                found.functions.append(self._peek())
                while self._peek() != "{":
                    self._take()
                self._balanced()
            case "component":
                self._take()
                name = self._take()
                assert self._take() == ":"
                found.components[name] = self._object(self._path())
            case _:
                self._use(found)

    def _declaration(self, found: Element) -> None:
        words = set()
        while self._peek() in ("default", "readonly", "required"):
            words.add(self._take())
        if self._peek() != "property":
            found.properties[self._take()] = Property("", required=True)
            return
        self._take()
        type_ = self._path()
        if self._peek() == "<":
            type_ += self._take() + self._take() + self._take()
        name = self._take()
        found.properties[name] = Property(type_, "required" in words)
        if self._peek() == ":":
            self._take()
            self._bind(found, name)

    def _use(self, found: Element) -> None:
        """Add the element that follows: a child, a binding or a group of bindings."""
        path = self._path()
        if self._peek() == "{":
            inner = self._object(path)
            if path.rpartition(".")[2][0].isupper():
                found.children.append(inner)
        elif self._peek() == "on":
            self._take()
            found.objects[self._path()] = self._object(path)
        else:
            assert self._take() == ":", f"{path} at {self._at}"
            self._bind(found, path)

    def _bind(self, found: Element, name: str) -> None:
        start = self._at
        if self._peek()[:1].isupper():
            type_ = self._path()
            if self._peek() == "{":
                found.objects[name] = self._object(type_)
                return
            self._at = start
        value = self._expression()
        if name == "id":
            found.id = value
        else:
            found.bindings[name] = value

    def _expression(self) -> str:
        parts = []
        while not self._ends():
            token = self._peek()
            parts.append(self._balanced() if token in tuple(_OPENING) else self._take())
        return " ".join(parts).replace(" . ", ".").replace("\n", " ").strip()

    def _ends(self) -> bool:
        """Return whether an expression ends here, at a line that does not continue it."""
        if self._peek() in ("", ";", "}"):
            return True
        if self._peek() != "\n":
            return False
        before, ahead = self._peek(-1), 1
        while self._peek(ahead) == "\n":
            ahead += 1
        continues_after = self._peek(ahead) in _CONTINUES or before in (
            *_CONTINUES,
            ")",
            "=>",
            "else",
        )
        return not (continues_after and not (before == ")" and not self._is_condition()))

    def _is_condition(self) -> bool:
        """Return whether the brackets that have just closed belong to an ``if``."""
        at, depth = self._at - 1, 0
        while True:
            token = self._tokens[at]
            depth += (token in tuple(_CLOSING)) - (token in tuple(_OPENING))
            if not depth:
                return self._tokens[at - 1] == "if"
            at -= 1

    def _balanced(self) -> str:
        parts, depth = [], 0
        while True:
            token = self._take()
            parts.append(token)
            depth += (token in tuple(_OPENING)) - (token in tuple(_CLOSING))
            if not depth:
                return " ".join(parts)
