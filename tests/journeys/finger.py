"""A visitor's finger on the screen, simulated by touch events or by mouse events."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from kiosk.testing.visitor import Visitor

SLIDE_REST_MS = 200  # a finger rests before it slides, but not before it flicks
BESIDE = QPoint(4, 960)  # an empty place in the left margin


class Finger:
    """A finger on the screen: touch events of ``device``, or mouse events if it is None."""

    def __init__(self, visitor: Visitor, device: QPointingDevice | None) -> None:
        self.visitor = visitor
        self.device = device

    def down(self, place: QPoint, *, settle: bool = True) -> None:
        if self.device:
            QTest.touchEvent(self.visitor.window, self.device).press(0, place).commit()
        else:
            QTest.mousePress(self.visitor.window, *_LEFT, place)
        if settle:
            self.visitor.settle(20)

    def to(self, place: QPoint, *, settle: bool = True) -> None:
        if self.device:
            QTest.touchEvent(self.visitor.window, self.device).move(0, place).commit()
        else:
            QTest.mouseMove(self.visitor.window, place)
        if settle:
            self.visitor.settle(20)

    def up(self, place: QPoint) -> None:
        if self.device:
            QTest.touchEvent(self.visitor.window, self.device).release(0, place).commit()
        else:
            QTest.mouseRelease(self.visitor.window, *_LEFT, place)
        self.visitor.settle()

    def tap(self, place: QPoint) -> None:
        self.down(place)
        self.up(place)

    def slide(self, *places: QPoint) -> None:
        self.down(places[0])
        self.visitor.settle(SLIDE_REST_MS)
        for one, other in pairwise(places):
            for step in range(1, 11):
                self.to(one + (other - one) * step / 10)
        self.up(places[-1])


_LEFT = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def middle(visitor: Visitor, name: str) -> QPoint:
    item = visitor.sees(name)
    assert item is not None, name
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
