"""The keys of speech: what each of the keys F1 to F10 does."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt


class SpeechControls(Protocol):
    """What a visitor does with speech."""

    def help(self) -> None: ...
    def toggle_speech(self) -> None: ...
    def again(self) -> None: ...
    def step(self, name: str, by: int) -> None: ...
    def pause(self) -> None: ...
    def spell(self) -> None: ...
    def toggle_curtain(self) -> None: ...


def key_actions(controls: SpeechControls) -> dict[Qt.Key, Callable[[], None]]:
    """Return what ``controls`` do at each key."""
    return {
        Qt.Key.Key_F1: controls.help,
        Qt.Key.Key_F2: controls.toggle_speech,
        Qt.Key.Key_F3: controls.again,
        Qt.Key.Key_F4: partial(controls.step, "rate", -1),
        Qt.Key.Key_F5: partial(controls.step, "rate", 1),
        Qt.Key.Key_F6: partial(controls.step, "volume", -1),
        Qt.Key.Key_F7: partial(controls.step, "volume", 1),
        Qt.Key.Key_F8: controls.pause,
        Qt.Key.Key_F9: controls.spell,
        Qt.Key.Key_F10: controls.toggle_curtain,
    }
