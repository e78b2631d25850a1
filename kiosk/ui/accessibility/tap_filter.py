"""A filter for visitors with a tremor, which counts repeated taps and key presses once."""

from collections import deque
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTouchEvent
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.accessibility.accessible_text import is_typing_key
from kiosk.ui.accessibility.exploration import control_at
from kiosk.ui.base.keyboard_events import is_from_keyboard

_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_REST = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.TouchUpdate,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.TouchEnd,
        QEvent.Type.TouchCancel,
    }
)
_ENDS = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel})


_MOST_HELD_BACK = 8  # key events that an assistive technology may be looking at
_STEPS = 3  # a held key counts so many times in the time after which it begins


class TapFilter(QObject):
    """Drops a tap or key press that repeats the previous tap or key press too soon.

    A tap or key press is dropped if it follows within ``tap_ms`` or ``key_ms`` milliseconds after
    the release of the finger or key (EN 301 549, 5.8); 0 switches the filter off. Two taps are in
    the same place if they are at most ``reach`` pixels apart. For a tap on the on-screen keyboard
    ``key_ms`` applies, because fast typing needs double letters. While ``expects_double_tap()`` is
    true, no tap is dropped: the visitor chooses by double taps. A key that is held down counts
    once, but a key for which ``repeats`` returns True moves the focus on after ``repeat_ms``, and
    then three times as often; 0 means never (5.7). ``travelled`` is emitted with True when that
    begins and with False when the key is lifted. The filter is the last that is installed on
    ``window``, so it receives every event before the others.
    """

    travelled = Signal(bool)

    def __init__(
        self,
        window: QQuickWindow,
        tap_ms: int,
        key_ms: int,
        reach: float,
        expects_double_tap: Callable[[], bool],
        repeat_ms: int,
        repeats: Callable[[Qt.Key], bool],
        now: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__()
        self._window = window
        self._tap_seconds = tap_ms / 1000
        self._key_seconds = key_ms / 1000
        self._reach = reach
        self._expects_double_tap = expects_double_tap
        self.now = now
        self._place = QPointF()
        self._lifted = float("-inf")
        self._swallowing = False
        self._repeat_seconds = repeat_ms / 1000
        self._repeats = repeats
        self._travels = False  # a held key is repeating
        self._next_step = float("inf")  # the time at which the held key counts again
        self._key = 0
        self._key_up = float("-inf")
        self._passed: deque[tuple[QEvent.Type, int]] = deque(maxlen=_MOST_HELD_BACK)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_from_keyboard(event, watched):
            return not self._is_copy(event) and self._drops(event)
        if not event.spontaneous():
            return False
        kind = event.type()
        if kind in _PRESSES:
            self._begin(_position(event))
        elif kind == QEvent.Type.MouseButtonDblClick:
            return self._swallowing
        elif kind not in _REST:
            return False
        swallowed = self._swallowing
        if kind in _ENDS:
            self._lifted = self.now()
            self._swallowing = False
        return swallowed

    def _begin(self, place: QPointF) -> None:
        apart = (place - self._place).manhattanLength()
        under = control_at(self._window, place.toPoint())
        typing = under is not None and is_typing_key(under)
        limit = self._key_seconds if typing else self._tap_seconds
        soon = self.now() - self._lifted < limit
        near = apart <= self._reach
        self._swallowing = soon and near and (typing or not self._expects_double_tap())
        self._place = place

    def _is_copy(self, event: QKeyEvent) -> bool:
        """Return True if ``event`` is Qt's copy of an event that this filter has passed on.

        Where Qt's own filter comes first, this filter sees only the copy.
        """
        if event.spontaneous() or not self._passed:
            return False
        if self._passed[0] == (event.type(), event.key()):
            self._passed.popleft()
            return True
        self._passed.clear()
        return False

    def _drops(self, event: QKeyEvent) -> bool:
        repeated = self._is_repeated(event)
        if event.spontaneous() and not repeated:
            self._passed.append((event.type(), event.key()))
        return repeated

    def _is_repeated(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return event.type() == QEvent.Type.KeyRelease or not self._is_step(event)
        self._travel(False)
        self._next_step = float("inf")
        if event.type() == QEvent.Type.KeyRelease:
            self._key, self._key_up = event.key(), self.now()
            return False
        if self._repeat_seconds and self._repeats(Qt.Key(event.key())):
            self._next_step = self.now() + self._repeat_seconds
        same = event.key() == self._key
        return same and self.now() - self._key_up < self._key_seconds

    def _is_step(self, event: QKeyEvent) -> bool:
        """Return True if a held key moves the focus on now."""
        if self.now() < self._next_step:
            return False
        self._next_step = self.now() + self._repeat_seconds / _STEPS
        self._travel(True)
        return True

    def _travel(self, travels: bool) -> None:
        if travels != self._travels:
            self._travels = travels
            self.travelled.emit(travels)


def _position(event: QEvent) -> QPointF:
    if isinstance(event, QMouseEvent):
        return event.position()
    assert isinstance(event, QTouchEvent)
    return event.points()[0].position()
