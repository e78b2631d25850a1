"""What is said while a visitor moves about: from Qt's own accessibility tree.

The one source of speech on focus, of touch exploration and of the tests is the
tree that a platform screen reader would read, so none can say another thing.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import Property, QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleInterface, QMouseEvent, QTouchEvent
from PySide6.QtQml import QmlElement, QmlUncreatable
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.speech.speaker import Speaker
from kiosk.speech.utterance import Phrase
from kiosk.ui import wording
from kiosk.ui.comfort import Comfort
from kiosk.ui.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

Role = QAccessible.Role
Part = QAccessible.Text

_QUIET_MS = 900  # what is announced waits this long for a pause in typing
_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_RELEASES = frozenset(
    {
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.TouchEnd,
        QEvent.Type.TouchCancel,
        QEvent.Type.MouseButtonDblClick,
    }
)
_MOVES = frozenset({QEvent.Type.MouseMove, QEvent.Type.TouchUpdate})


@QmlElement
@QmlUncreatable("made by the application")
class SpeechGuide(QObject):  # type: ignore[operator]
    """Speaks what gets the focus and what is touched, while speech is on.

    With speech on a first touch speaks and takes the focus; a second touch on the
    same control activates it. Any action silences what was being said.
    """

    unavailableChanged = Signal()

    def __init__(self, speaker: Speaker, comfort: Comfort, translator: Translator) -> None:
        super().__init__()
        self._speaker = speaker
        self._comfort = comfort
        self._translator = translator
        self._window: QQuickWindow | None = None
        self._entering = False
        self._touched: QObject | None = None
        self._swallowing = False
        self._waiting = ""
        self._pause = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._pause.timeout.connect(self._say_waiting)
        self._keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_F1: self.help,
            Qt.Key.Key_F2: self._toggle,
            Qt.Key.Key_F3: self.again,
            Qt.Key.Key_F4: partial(comfort.step, "rate", -1),
            Qt.Key.Key_F5: partial(comfort.step, "rate", 1),
            Qt.Key.Key_F6: partial(comfort.step, "volume", -1),
            Qt.Key.Key_F7: partial(comfort.step, "volume", 1),
        }
        self._was_on = self._comfort.speaks
        comfort.changed.connect(self._comfort_changed)
        speaker.faultChanged.connect(self.unavailableChanged)
        translator.changed.connect(self.unavailableChanged)

    def attach(self, window: QQuickWindow) -> None:
        """Follow the focus and the touches of ``window``."""
        self._window = window
        QAccessible.setActive(True)
        window.installEventFilter(self)
        window.activeFocusItemChanged.connect(self._focus_moved)

    # --- called from QML ---------------------------------------------------------

    @Slot(str)
    def enter(self, words: str) -> None:
        """A screen has come up: say ``words``, then what gets the focus."""
        self._touched = None
        self._forget_waiting()
        self._say((Phrase(words, self._translator.code),))
        self._entering = True
        QTimer.singleShot(0, self._entered)

    @Slot(str)
    def announce(self, words: str) -> None:
        """Say ``words`` at the next pause; of several only the last."""
        self._waiting = words
        self._pause.start()

    @Slot(str)
    def echo(self, letter: str) -> None:
        """Say a typed character at once."""
        name = self._translator.gettext("space") if letter == " " else letter
        self._say((Phrase(name, self._translator.code),))

    @Slot()
    def again(self) -> None:
        """Say the last thing once more."""
        if self._comfort.speaks:
            self._speaker.repeat()

    @Slot()
    def silence(self) -> None:
        """Stop at once: the visitor has done something."""
        self._forget_waiting()
        self._speaker.stop()

    @Slot(int, result=bool)
    def press(self, key: int) -> bool:
        """Do what a key of the keypad means; False for a key that means nothing here."""
        action = self._keys.get(Qt.Key(key))
        if action is None:
            return False
        action()
        return True

    def _get_unavailable(self) -> str:
        fault = self._speaker.fault
        return wording.speech_fault(fault, self._translator) if fault else ""

    unavailable = Property(str, _get_unavailable, notify=unavailableChanged)

    def _toggle(self) -> None:
        self._comfort.choose("speech", not self._comfort.speaks)

    @Slot()
    def help(self) -> None:
        """Say how the keypad works."""
        self._say((Phrase(self._orientation(), self._translator.code),))

    # --- what is said --------------------------------------------------------------

    def describe(self, item: QObject) -> tuple[Phrase, ...]:
        """Name (in its own languages), role, state, value and hint of ``item``."""
        interface = QAccessible.queryAccessibleInterface(item)
        if interface is None or not interface.isValid() or interface.role() == Role.Pane:
            return ()
        code = self._translator.code
        rest = [self._role(interface), self._value(interface), interface.text(Part.Description)]
        phrases = [*self._name(item, interface), *(Phrase(words, code) for words in rest)]
        return tuple(phrase for phrase in phrases if phrase.text.strip())

    def _name(self, item: QObject, interface: QAccessibleInterface) -> list[Phrase]:
        spoken: Any = item.property("spoken")
        if hasattr(spoken, "toVariant"):
            spoken = spoken.toVariant()
        code = self._translator.code
        if spoken:
            return [Phrase(part["text"], part.get("language") or code) for part in spoken]
        return [Phrase(interface.text(Part.Name), item.property("language") or code)]

    def _role(self, interface: QAccessibleInterface) -> str:
        say = self._translator.gettext
        state: Any = interface.state()
        if state.disabled:
            return say("not available")
        match interface.role():
            case Role.CheckBox | Role.RadioButton:
                return say("chosen") if state.checked else say("not chosen")
            case Role.Button | Role.ButtonMenu:
                return say("button")
            case Role.EditableText:
                return say("text field")
            case Role.Heading:
                return say("heading")
            case _:
                return ""

    def _value(self, interface: QAccessibleInterface) -> str:
        state: Any = interface.state()
        if interface.role() != Role.EditableText or state.passwordEdit:
            return ""
        return interface.text(Part.Value)

    def _orientation(self) -> str:
        return self._translator.gettext(
            "The down arrow goes to the next thing, the up arrow to the one before. "
            "Enter chooses it. Escape goes back. F3 says it again, F4 and F5 speak slower "
            "and faster, F6 and F7 softer and louder. F2 turns speech off and on."
        )

    # --- following the visitor -------------------------------------------------------

    def _comfort_changed(self) -> None:
        self._speaker.set_rate(self._comfort.number("rate"))
        self._speaker.set_volume(self._comfort.number("volume"))
        if self._comfort.speaks == self._was_on:
            return
        self._was_on = self._comfort.speaks
        if not self._was_on:
            self._speaker.stop()
            return
        self._say((Phrase(self._translator.gettext("Speech is on."), self._translator.code),))
        self._entering = True
        self._focus_moved()
        self._entering = False

    def _entered(self) -> None:
        self._entering = False

    def _focus_moved(self) -> None:
        item = self._window.activeFocusItem() if self._window else None
        if item is not None:
            self._say(self.describe(item), interrupt=not self._entering)

    def _say(self, phrases: tuple[Phrase, ...], interrupt: bool = True) -> None:
        if self._comfort.speaks and phrases:
            self._speaker.say(phrases, interrupt=interrupt)

    def _say_waiting(self) -> None:
        self._say((Phrase(self._waiting, self._translator.code),), interrupt=False)

    def _forget_waiting(self) -> None:
        self._waiting = ""
        self._pause.stop()

    # --- touch -----------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _PRESSES:
            self._swallowing = self._comfort.speaks and self._explore(_position(event))
            return self._swallowing
        if kind in _MOVES:
            return self._swallowing
        if kind in _RELEASES and self._swallowing:
            self._swallowing = kind == QEvent.Type.MouseButtonDblClick
            return True
        return False

    def _explore(self, position: QPoint) -> bool:
        """Speak what lies at ``position``; False lets the touch through to it."""
        item = self._control_at(position)
        if item is None or item.property("passesTouches"):
            return False
        if item is self._touched:
            self._touched = None
            return False
        self._touched = item
        if isinstance(item, QQuickItem) and item.activeFocusOnTab() and not item.hasActiveFocus():
            item.forceActiveFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._say(self.describe(item))
        return True

    def _control_at(self, position: QPoint) -> QObject | None:
        if self._window is None:
            return None
        interface = QAccessible.queryAccessibleInterface(self._window)
        at = self._window.mapToGlobal(position)
        found: QObject | None = None
        while interface is not None and interface.isValid():
            thing = interface.object()
            if thing is not None and shiboken6.isValid(thing) and interface.text(Part.Name):
                found = thing
            interface = interface.childAt(at.x(), at.y())
        return found if found is not self._window else None


def _position(event: QEvent) -> QPoint:
    if isinstance(event, QMouseEvent):
        return event.position().toPoint()
    assert isinstance(event, QTouchEvent)
    return event.points()[0].position().toPoint()
