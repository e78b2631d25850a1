"""What is said, on a Braille display, and the keys of the display."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow

from kiosk.speech.braille.braille_display import BrailleDisplay
from kiosk.speech.braille.braille_keys import BrailleKey
from kiosk.speech.braille.braille_line import BrailleLine
from kiosk.speech.speaker import Speaker
from kiosk.ui.accessibility.accessibility_settings import AccessibilitySettings
from kiosk.ui.base.session import Session
from kiosk.ui.base.translator import Translator

Key = Qt.Key

# The kiosk's own keys (keypad.py) for the keys of the display.
_KEYS = {
    BrailleKey.NEXT: Key.Key_Down,
    BrailleKey.PREVIOUS: Key.Key_Up,
    BrailleKey.FIRST: Key.Key_Home,
    BrailleKey.LAST: Key.Key_End,
    BrailleKey.NEXT_PART: Key.Key_PageDown,
    BrailleKey.PREVIOUS_PART: Key.Key_PageUp,
    BrailleKey.LEFT: Key.Key_Left,
    BrailleKey.RIGHT: Key.Key_Right,
    BrailleKey.CHOOSE: Key.Key_Return,
    BrailleKey.BACK: Key.Key_Escape,
    BrailleKey.ERASE: Key.Key_Backspace,
    BrailleKey.HELP: Key.Key_F1,
    BrailleKey.REPEAT: Key.Key_F3,
}


class BrailleReading(QObject):
    """Shows on ``display`` what ``speaker`` says, also while there is no sound.

    The first key of the display begins speech, as F2 does: the stops are then the same for all who
    do not see the screen. At the end of a text the key that moves on leads to the next stop. When
    a session ends, the display shows how to begin, and nothing of the session.
    """

    def __init__(
        self,
        display: BrailleDisplay,
        speaker: Speaker,
        session: Session,
        accessibility: AccessibilitySettings,
        translator: Translator,
        window: QQuickWindow,
    ) -> None:
        super().__init__()
        self._display = display
        self._speaker = speaker
        self._session = session
        self._accessibility = accessibility
        self._translator = translator
        self._window = window
        self._line = BrailleLine()
        self._moves: dict[BrailleKey, Callable[[], None]] = {
            BrailleKey.PAN_ON: lambda: self._pan(1, BrailleKey.NEXT),
            BrailleKey.PAN_BACK: lambda: self._pan(-1, BrailleKey.PREVIOUS),
            BrailleKey.BEGINNING: self._line.return_to_beginning,
        }
        display.setParent(self)
        display.connected.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        display.pressed.connect(self._press, Qt.ConnectionType.QueuedConnection)
        speaker.requested.connect(self._show)
        accessibility.changed.connect(self._invite)
        translator.changed.connect(self._invite)
        self._invite()

    def follow(self) -> None:
        """Start to look for a display."""
        self._display.follow()

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's text."""
        self._line.set_text("")
        self._refresh()
        self._invite()

    def close(self) -> None:
        """Empty the display and give it back."""
        self._display.close()

    @Slot(int)
    def _fit(self, cells: int) -> None:
        if cells:
            self._line.resize(cells)
            self._refresh()

    @Slot(str, bool)
    def _show(self, text: str, further: bool) -> None:
        if self._accessibility.speaks:
            self._line.add(text) if further else self._line.set_text(text)
            self._refresh()

    @Slot()
    def _invite(self) -> None:
        """Say how to begin while speech is off."""
        if not self._accessibility.speaks:
            t = self._translator
            # Translators: Shown on a Braille display; its first words must fit into 20 characters.
            self._line.set_text(t.pgettext("braille", "Press any key here to begin."))
            self._refresh()

    def _refresh(self) -> None:
        self._display.show(self._line.shown)

    @Slot(object)
    def _press(self, key: BrailleKey | str) -> None:
        self._session.act_by_key()
        if not self._accessibility.speaks:
            self._accessibility.choose("speech", True)
        elif isinstance(key, str):
            self._send(Key(ord(key.upper())) if key.isascii() else Key.Key_unknown, key)
        elif move := self._moves.get(key):
            move()
            self._refresh()
        else:
            self._send(_KEYS[key])

    def _pan(self, by: int, beyond: BrailleKey) -> None:
        if not self._line.move(by):
            self._send(_KEYS[beyond])

    def _send(self, key: Key, text: str = "") -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QCoreApplication.sendEvent(self._window, event)
