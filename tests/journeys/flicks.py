"""Flicks of a visitor's finger, as VoiceOver and TalkBack have them."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointerEvent

from kiosk.testing.visitor import Visitor
from tests.journeys.finger import Finger

START = QPoint(500, 900)
RIGHT, LEFT, BELOW, ABOVE = QPoint(120, 4), QPoint(-120, -5), QPoint(6, 130), QPoint(-3, -140)


class Watch:
    """The time of touches, in milliseconds."""

    def __init__(self, visitor: Visitor) -> None:
        self.time = 0
        visitor.kiosk.exploration.time_of = self._time_of

    def _time_of(self, event: QPointerEvent) -> int:
        return self.time


def flick(finger: Finger, stroke: QPoint, start: QPoint = START, ms: int = 120) -> None:
    """Flick by ``stroke`` pixels in ``ms`` milliseconds."""
    watch = Watch(finger.visitor)
    finger.down(start, settle=False)
    for step in (1, 2):
        watch.time += ms // 3
        finger.to(start + stroke * step / 3, settle=False)
    watch.time = ms
    finger.up(start + stroke)
