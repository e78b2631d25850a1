"""The attract screen, which invites passers-by while nobody uses the kiosk."""

from collections.abc import Sequence

from PySide6.QtCore import Property, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtQml import QmlElement, QmlUncreatable
from PySide6.QtQuick import QQuickWindow

from kiosk.i18n import formats
from kiosk.i18n.catalogue import Catalogue
from kiosk.ui.accessibility.accessibility_settings import AccessibilitySettings
from kiosk.ui.accessibility.exploration import PRESSES, RELEASES, position_of
from kiosk.ui.accessibility.speech_guide import SpeechGuide
from kiosk.ui.base.background import Background
from kiosk.ui.base.session import Session
from kiosk.ui.base.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_CORNER_MM = 60.0  # the corner in which a touch starts speech
_TOUCHES = (
    PRESSES
    | RELEASES
    | {
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchCancel,
    }
)
Key = Qt.Key
# Keys that would press a control or move the focus below the attract screen.
_OF_CONTROLS = frozenset(
    {
        Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_Select, Key.Key_Escape, Key.Key_Back,
        Key.Key_Tab, Key.Key_Backtab, Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right,
        Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home, Key.Key_End,
    }
)  # fmt: skip


@QmlElement
@QmlUncreatable("made by the application")
class Attract(QObject):  # type: ignore[operator]
    """Shows the attract screen after ``seconds`` without a session; 0 means never.

    The first touch or key only leads to the first screen. A touch in the lower left corner also
    starts speech, and keys such as F2 keep their meaning.
    """

    changed = Signal()

    def __init__(
        self,
        seconds: int,
        session: Session,
        guide: SpeechGuide,
        accessibility: AccessibilitySettings,
        translator: Translator,
        background: Background,
    ) -> None:
        super().__init__()
        self._session = session
        self._guide = guide
        self._accessibility = accessibility
        self._t = translator
        self._background = background
        self._window: QQuickWindow | None = None
        self._shown = False
        self._touched = False  # the finger that ends the attract screen is still down
        self._invitations = ""
        self._alone = QTimer(self, singleShot=True, interval=seconds * 1000)
        self._alone.timeout.connect(self.show)
        session.acted.connect(self._alone.stop)
        if seconds:
            session.ended.connect(self._wait)
            self._alone.start()

    def attach(self, window: QQuickWindow) -> None:
        """Start handling the touches and keys that ``window`` receives."""
        self._window = window
        window.installEventFilter(self)

    @Slot()
    def _wait(self) -> None:
        self._alone.start()

    @Slot()
    def show(self) -> None:
        """Show the attract screen, unless a visitor is here."""
        if self._session.active:
            return
        codes = [each.code for each in self._t.languages]
        self._background.run(
            "invitations", lambda: _invitations(self._t.home, codes), self._take, self._leave_out
        )
        self._set(True)

    @Slot()
    def leave(self) -> None:
        """Hide the attract screen, because a visitor is here."""
        self._alone.stop()
        self._set(False)

    def _take(self, invitations: str) -> None:
        self._invitations = invitations
        self.changed.emit()

    def _leave_out(self, fault: Exception) -> None:
        """Show the invitation in the library's language only."""

    def _set(self, shown: bool) -> None:
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _TOUCHES and (self._shown or self._touched):
            return self._touch(event)
        if kind == QEvent.Type.KeyPress and self._shown and isinstance(event, QKeyEvent):
            self.leave()
            return event.key() in _OF_CONTROLS or bool(event.text().strip())
        return False

    def _touch(self, event: QEvent) -> bool:
        """Keep a touch from the controls below; leave when the finger is lifted."""
        if event.type() in PRESSES:
            self._touched = True
        elif event.type() in RELEASES and self._touched:
            self._touched = False
            self.leave()
            if self._is_corner(event) and not self._accessibility.speaks:
                self._guide.turn_on_or_off(True)
        elif event.type() == QEvent.Type.TouchCancel:
            self._touched = False
            self.leave()
        return True

    def _is_corner(self, event: QEvent) -> bool:
        window = self._window
        assert window is not None
        size = window.property("pixelsPerMm") * _CORNER_MM
        place = position_of(event)
        return bool(place.x() <= size and place.y() >= window.height() - size)

    def _get_shown(self) -> bool:
        return self._shown

    shown = Property(bool, _get_shown, notify=changed)

    def _get_invitations(self) -> str:
        """Return "Touch anywhere" in the other languages of the kiosk."""
        return self._invitations

    invitations = Property(str, _get_invitations, notify=changed)


def _invitations(home: str, codes: Sequence[str]) -> str:
    """Return "Touch anywhere" in the ``codes`` whose words differ from those in ``home``."""
    own = _touch_anywhere(home)
    others = dict.fromkeys(_touch_anywhere(code) for code in codes)
    return " · ".join(formats.isolate_bidi(words) for words in others if words != own)


def _touch_anywhere(code: str) -> str:
    return Catalogue(code).pgettext("home", "Touch anywhere")
