"""Flicks and double taps while speech is on, as VoiceOver and TalkBack know them.

They are a short cut for visitors who know them; touching to hear and a second tap to choose do the
same. The figures are those of Android (``TouchExplorer``, ``Swipe``): an exploring finger takes
more than 150 ms for the first centimetre, and a flick takes less.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, QPoint, QTimer, Slot

from kiosk.settings import KeypadAction

_BEGIN_MS = 150  # a flick has begun by then
_DOUBLE_TAP_MS = 300  # between the taps of a double tap
_STRAIGHT = 1.5  # a flick is so many times as long as it is broad


class Gesture(Enum):
    """A short cut by touch: a flick in one direction, or a double tap."""

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    DOUBLE_TAP = auto()


class Stage(Enum):
    """What a finger does."""

    PRESS = auto()
    MOVE = auto()
    LIFT = auto()


@dataclass(frozen=True, slots=True)
class Touch:
    """What a finger does at a place (pixels) and a time (milliseconds)."""

    stage: Stage
    place: QPoint
    time: int
    fingers: int = 1


@dataclass(frozen=True, slots=True)
class FlickLimits:
    """The shortest flick in pixels, and the longest in milliseconds; 0 ms means no gestures."""

    pixels: float
    ms: int


def move_of(flick: Gesture, right_to_left: bool) -> KeypadAction:
    """Return the action of the keypad that moves the focus as ``flick`` does.

    In right-to-left languages a flick to the left goes on, as TalkBack has it and as the arrow keys
    do.
    """
    onwards = Gesture.LEFT if right_to_left else Gesture.RIGHT
    if flick in (Gesture.LEFT, Gesture.RIGHT):
        return "next" if flick is onwards else "previous"
    return "next_part" if flick is Gesture.DOWN else "previous_part"


def flick(press: Touch, lift: Touch, limits: FlickLimits) -> Gesture | None:
    """Return the flick from ``press`` to ``lift``, or None if this is no flick.

    A flick is short in time, long enough to be no tap, and clearly along one axis.
    """
    stroke = lift.place - press.place
    across, along = sorted((abs(stroke.x()), abs(stroke.y())))
    if lift.time - press.time > limits.ms or along < limits.pixels or along < across * _STRAIGHT:
        return None
    if abs(stroke.x()) > abs(stroke.y()):
        return Gesture.RIGHT if stroke.x() > 0 else Gesture.LEFT
    return Gesture.DOWN if stroke.y() > 0 else Gesture.UP


class GestureFilter(QObject):
    """Finds gestures among touches, and passes on all other touches in their order.

    A touch is kept until it is clear that it is no gesture: for 150 ms at most if the finger
    rests, and no longer than a flick lasts if it moves. A tap is passed on when the finger is
    lifted. Only after a first flick are double taps looked for: until then a second tap never
    chooses anything but what it touches, which protects visitors with a tremor.
    """

    def __init__(
        self,
        limits: FlickLimits,
        pass_on: Callable[[Touch], None],
        act: Callable[[Gesture], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._limits = limits
        self._pass_on = pass_on
        self._act = act
        self._kept: list[Touch] = []
        self._press: Touch | None = None  # of the finger on the screen
        self._passing = False  # this finger makes no gesture
        self._moves = False  # this finger may be flicking
        self.expects_double_taps = False  # the visitor has flicked
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._waited)

    def forget(self) -> None:
        """Look for double taps only after the next flick, because another visitor may come."""
        self.expects_double_taps = False
        self.cancel()

    def cancel(self) -> None:
        """Drop what was kept."""
        self._patience.stop()
        self._kept.clear()
        self._press = None

    def take(self, touch: Touch) -> None:
        """Pass on ``touch``, keep it, or act on the gesture that it completes."""
        if touch.stage is Stage.PRESS:
            self._begin(touch)
        self._kept.append(touch)
        if touch.stage is Stage.LIFT:
            self._lift(touch)
        elif self._passing or touch.fingers > 1:
            self._give_up()

    def _begin(self, press: Touch) -> None:
        if self._kept and not self._near(self._kept[-1], press):
            self._give_up()  # two taps on two places
        self._press = press
        self._passing, self._moves = not self._limits.ms, False
        self._patience.start(_BEGIN_MS)

    def _lift(self, lift: Touch) -> None:
        press, self._press = self._press, None
        self._patience.stop()
        if press is None or self._passing:
            self._give_up()
        elif gesture := flick(press, lift, self._limits):
            self.expects_double_taps = True
            self._complete(gesture)
        elif not self.expects_double_taps or not self._near(press, lift):
            self._give_up()
        elif self._kept[0] is press:
            self._patience.start(_DOUBLE_TAP_MS)  # perhaps the first of two taps
        else:
            self._complete(Gesture.DOUBLE_TAP)

    def _near(self, one: Touch, other: Touch) -> bool:
        return (other.place - one.place).manhattanLength() < self._limits.pixels

    def _complete(self, gesture: Gesture) -> None:
        self._kept.clear()
        self._act(gesture)

    @Slot()
    def _waited(self) -> None:
        """Pass on what was kept, unless the finger may still be flicking."""
        press, slop = self._press, self._limits.pixels / 3
        moved = press and (self._kept[-1].place - press.place).manhattanLength() > slop
        if moved and not self._moves and self._limits.ms > _BEGIN_MS:
            self._moves = True
            self._patience.start(self._limits.ms - _BEGIN_MS)
        else:
            self._give_up()

    def _give_up(self) -> None:
        """Pass on what was kept; what follows until the finger is lifted is no gesture."""
        self._patience.stop()
        self._passing = True
        kept, self._kept = self._kept, []
        for touch in kept:
            self._pass_on(touch)
