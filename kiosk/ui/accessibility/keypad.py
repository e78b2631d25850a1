"""Translation of the keys of any keypad into the keys that the screens handle."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtQuick import QQuickWindow

from kiosk.errors import SettingsError
from kiosk.settings import KeypadAction
from kiosk.ui.base.keyboard_events import is_from_keyboard
from kiosk.ui.base.translator import Translator

Key = Qt.Key

# The kiosk's own keys: one key for each action in docs/keypad.md.
_OWN: dict[KeypadAction, Qt.Key] = {
    "next": Key.Key_Down,
    "previous": Key.Key_Up,
    "choose": Key.Key_Return,
    "back": Key.Key_Escape,
    "help": Key.Key_F1,
    "speech": Key.Key_F2,
    "repeat": Key.Key_F3,
    "slower": Key.Key_F4,
    "faster": Key.Key_F5,
    "softer": Key.Key_F6,
    "louder": Key.Key_F7,
    "pause": Key.Key_F8,
    "spell": Key.Key_F9,
    "curtain": Key.Key_F10,
    "size": Key.Key_F11,
    "code": Key.Key_F12,
    "next_part": Key.Key_PageDown,
    "previous_part": Key.Key_PageUp,
    "first": Key.Key_Home,
    "last": Key.Key_End,
}
# Keys with the same meaning on every keypad and headset.
_USUAL = {
    Key.Key_VolumeDown: Key.Key_F6,
    Key.Key_VolumeUp: Key.Key_F7,
    Key.Key_Help: Key.Key_F1,
    Key.Key_Back: Key.Key_Escape,
    Key.Key_Select: Key.Key_Return,
    Key.Key_Pause: Key.Key_F8,
    Key.Key_MediaTogglePlayPause: Key.Key_F8,
}
_ARROWS = (Key.Key_Down, Key.Key_Up, Key.Key_Left, Key.Key_Right)
_KINDS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class Keypad(QObject):
    """Replaces each key in the settings with the kiosk's own key for the same action.

    ``wanted`` contains Qt key names by action, such as ``{"next": ["F13"]}``. If ``fitted`` is
    False, the kiosk has no keys, and speech does not mention them. Raises SettingsError if a name
    is unknown, if a key types a character, or if a key has two actions.
    """

    def __init__(
        self, wanted: Mapping[KeypadAction, Sequence[str]], *, fitted: bool = True
    ) -> None:
        super().__init__()
        self.fitted = fitted
        self._keys = dict(_USUAL) | resolve_keys(wanted)
        self._first = {action: _key(action, names[0]) for action, names in wanted.items() if names}

    def names(self, translator: Translator) -> dict[str, str]:
        """Return the name of the key for each action.

        This is the first key that staff have chosen for the action, or else the kiosk's own key.
        """
        return {
            action: _called(self._first.get(action, own), translator)
            for action, own in _OWN.items()
        }

    def fitted_names(self, translator: Translator) -> dict[str, str]:
        """Return the name of the key for each action, or nothing if no keys are fitted."""
        return self.names(translator) if self.fitted else {}

    def moves(self, key: Qt.Key) -> bool:
        """Return True if ``key`` moves the focus by one stop."""
        return self._keys.get(key, key) in _ARROWS

    def attach(self, window: QQuickWindow) -> None:
        """Start translating the key presses that ``window`` receives."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KINDS or not is_from_keyboard(event, watched):
            return False
        own = self._keys.get(Key(event.key()))
        if own is None:
            return False
        QGuiApplication.sendEvent(watched, QKeyEvent(event.type(), own, event.modifiers()))
        return True


def resolve_keys(wanted: Mapping[KeypadAction, Sequence[str]]) -> dict[Qt.Key, Qt.Key]:
    """Return the kiosk's own key for each of the ``wanted`` keys.

    Raises SettingsError if a key cannot be used.
    """
    found: dict[Qt.Key, Qt.Key] = {}
    for action, names in wanted.items():
        for name in names:
            key = _key(action, name)
            if found.get(key, _OWN[action]) != _OWN[action]:
                raise _fault(action, f"“{name}” already has another function", "Name it once.")
            found[key] = _OWN[action]
    return found


def _called(key: Qt.Key, t: Translator) -> str:
    known = {
        Key.Key_Down: t.pgettext("keypad", "down arrow"),
        Key.Key_Up: t.pgettext("keypad", "up arrow"),
        Key.Key_Left: t.pgettext("keypad", "left arrow"),
        Key.Key_Right: t.pgettext("keypad", "right arrow"),
        # Translators: Names of keys, as a voice says them.
        Key.Key_Return: t.pgettext("keypad", "enter"),
        Key.Key_Escape: t.pgettext("keypad", "escape"),
        Key.Key_PageDown: t.pgettext("keypad", "page down"),
        Key.Key_PageUp: t.pgettext("keypad", "page up"),
        Key.Key_Home: t.pgettext("keypad", "home"),
        Key.Key_End: t.pgettext("keypad", "end"),
    }
    return known.get(key) or QKeySequence(key).toString()


def _key(action: KeypadAction, name: str) -> Qt.Key:
    key = getattr(Key, f"Key_{name}", None)
    if key is None:
        raise _fault(
            action,
            f"Qt knows no key “{name}”",
            "Names are as in Qt::Key without “Key_”: Down, Return, F13, VolumeUp.",
        )
    if Key.Key_Space <= key <= Key.Key_ydiaeresis:
        raise _fault(action, f"“{name}” types a character", "Choose a key that types nothing.")
    found: Qt.Key = key
    return found


def _fault(action: str, what: str, advice: str) -> SettingsError:
    return SettingsError(f"The setting “keypad.{action}” is not right: {what}.", advice)
