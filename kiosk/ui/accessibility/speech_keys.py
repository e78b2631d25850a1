"""The keys of speech: what each of the keys F2 to F11 does."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt

from kiosk.ui.accessibility.accessibility_settings import AccessibilitySettings
from kiosk.ui.base.translator import Translator


class SpeechControls(Protocol):
    """What a visitor does with speech."""

    def toggle_speech(self) -> None: ...
    def again(self) -> None: ...
    def step(self, name: str, by: int) -> None: ...
    def pause(self) -> None: ...
    def spell(self) -> None: ...


def key_actions(
    controls: SpeechControls, accessibility: AccessibilitySettings
) -> dict[Qt.Key, Callable[[], None]]:
    """Return what ``controls`` or ``accessibility`` do at each key."""
    return {
        Qt.Key.Key_F2: controls.toggle_speech,
        Qt.Key.Key_F3: controls.again,
        Qt.Key.Key_F4: partial(controls.step, "rate", -1),
        Qt.Key.Key_F5: partial(controls.step, "rate", 1),
        Qt.Key.Key_F6: partial(controls.step, "volume", -1),
        Qt.Key.Key_F7: partial(controls.step, "volume", 1),
        Qt.Key.Key_F8: controls.pause,
        Qt.Key.Key_F9: controls.spell,
        Qt.Key.Key_F10: accessibility.toggle_curtain,
        Qt.Key.Key_F11: partial(controls.step, "scale", 1),
    }


def speech_level(name: str, percent: int, t: Translator) -> str:
    """Return the current "scale", "rate" or "volume", whichever ``name`` is, as a sentence."""
    if name == "scale":
        # Translators: The size of the text on the screen.
        return t.pgettext("display", "Text {percent}%", percent=percent)
    if name == "rate":
        return t.pgettext("speech", "Speed: {percent}%", percent=percent)
    return t.pgettext("speech", "Volume: {percent}%", percent=percent)
