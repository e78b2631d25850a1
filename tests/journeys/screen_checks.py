"""Checks that every screen must pass, from a visitor's point of view."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from kiosk.testing.visitor import Visitor

MIN_TARGET_MM = 12.0
SLACK = 1.5  # pixels of rounding


def items(item: QQuickItem) -> Iterator[QQuickItem]:
    """Yield every visible item, parents first, except those inside Qt's keyboard."""
    waiting = [item]
    while waiting:
        found = waiting.pop()
        if found.isVisible() and found.objectName() != "keyboard":
            yield found
            waiting += reversed(found.childItems())


def rect(item: QQuickItem) -> QRectF:
    corner = item.mapToScene(QPointF(0, 0))
    return QRectF(corner.x(), corner.y(), item.width(), item.height())


def is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText") and bool(item.property("text"))


def typing_keys(visitor: Visitor) -> dict[str, QQuickItem]:
    """Return the keys of the on-screen keyboard by accessible name, in lower case."""
    shown = [each for each in within(visitor.window.contentItem()) if each.property("typing")]
    return {name_of(each).lower(): each for each in shown}


def name_of(item: QQuickItem) -> str:
    """Return the accessible name of ``item``, or "" if it has no name."""
    interface = QAccessible.queryAccessibleInterface(item)
    return interface.text(QAccessible.Text.Name) if interface else ""


def controls(visitor: Visitor) -> list[QQuickItem]:
    """Return the controls that the keypad can focus."""
    root = visitor.window.contentItem()
    return [item for item in items(root) if item.activeFocusOnTab() and item.isEnabled()]


def check(visitor: Visitor, where: str) -> None:
    """Fail if an item is clipped, too small, covered, without a name, or cannot be focused."""
    window = visitor.window
    shown = list(items(window.contentItem()))
    for text in filter(is_text, shown):
        said = f"{where}: “{text.property('text')}”"
        assert not text.property("truncated"), said
        assert text.property("contentWidth") <= text.width() + SLACK, f"{said} is too wide"
        assert text.property("contentHeight") <= text.height() + SLACK, f"{said} is too high"
        place = rect(text)
        assert place.left() >= -SLACK, f"{said} begins off the screen"
        assert place.right() <= window.width() + SLACK, f"{said} ends off the screen"
    check_controls(visitor, where)
    focus = window.activeFocusItem()
    assert focus is not None, f"{where}: nothing has the focus"
    rings = [item for item in shown if item.objectName() == "focus-ring"]
    framed = visitor.kiosk.session.focusShown or visitor.kiosk.accessibility.speaks
    assert len(rings) == framed, f"{where}: {len(rings)} focus rings are drawn"
    pane = clip_of(focus)
    if pane is not None:
        seen = rect(focus).intersected(rect(pane))
        assert seen.height() > min(focus.height(), pane.height()) / 2, (
            f"{where}: focus out of sight"
        )


def check_controls(visitor: Visitor, where: str) -> None:
    found = controls(visitor)
    assert found, where
    least = MIN_TARGET_MM * visitor.window.property("pixelsPerMm")
    for control in found:
        interface = QAccessible.queryAccessibleInterface(control)
        name = interface.text(QAccessible.Text.Name) if interface else ""
        if interface and interface.state().passwordEdit:
            # Qt gives no name for a secret field; its description begins with the name.
            name = interface.text(QAccessible.Text.Description)
        assert name.strip(), f"{where}: {control} has no accessible name"
        if interface.role() in (QAccessible.Role.Heading, QAccessible.Role.StaticText):
            continue  # the item is only read, not pressed
        size = f"{where}: “{name}” is {control.width():.0f} x {control.height():.0f}"
        assert control.width() >= least - SLACK, size
        assert control.height() >= least - SLACK, size
    places = [(control, rect(control)) for control in found]
    for (one, here), (other, there) in combinations(places, 2):
        common = here.intersected(there)
        if common.width() <= SLACK or common.height() <= SLACK:
            continue
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        # Items scrolled out of the pane lie behind the bar, where visitors cannot see them.
        if clip_of(one) == clip_of(other):
            raise AssertionError(f"{where}: {one.objectName()} and {other.objectName()} overlap")


def clip_of(item: QQuickItem) -> QQuickItem | None:
    parent = item.parentItem()
    while parent is not None and not parent.clip():
        parent = parent.parentItem()
    return parent


def in_sight(visitor: Visitor, item: QQuickItem) -> bool:
    """Return whether ``item`` is wholly inside the window and its pane."""
    seen = QRectF(0, 0, visitor.window.width(), visitor.window.height())
    pane = clip_of(item)
    while pane is not None:
        seen = seen.intersected(rect(pane))
        pane = clip_of(pane)
    return seen.adjusted(-1, -1, 1, 1).contains(rect(item))


def within(item: QQuickItem) -> Iterator[QQuickItem]:
    """Yield all visible items inside ``item``."""
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from within(child)
