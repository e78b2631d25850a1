"""A visitor who uses only keys."""

from PySide6.QtCore import Qt

from kiosk.testing.visitor import Visitor

DOWN, UP, ENTER, ESCAPE = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape


MOST_STEPS = 150


def focused(visitor: Visitor) -> str:
    item = visitor.window.activeFocusItem()
    assert item is not None, "nothing has the focus"
    while item is not None and not item.objectName():
        item = item.parentItem()
    return item.objectName() if item else ""


def said_code(code: str) -> str:
    """Return the digits of ``code`` as speech says them: in two groups."""
    half = len(code) // 2
    return ", ".join(" ".join(part) for part in (code[:half], code[half:]))


def go_to(visitor: Visitor, name: str, key: Qt.Key = DOWN) -> None:
    """Press an arrow key until the control called ``name`` has the focus."""
    for _ in range(MOST_STEPS):
        if focused(visitor) == name:
            return
        visitor.key(key)
    raise AssertionError(f"the arrows never come to “{name}”")


def choose(visitor: Visitor, name: str) -> None:
    go_to(visitor, name)
    visitor.key(ENTER)
    visitor.settle()
