"""What a visitor would leave outside the screens: in clipboards, keyboards and core dumps."""

import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QClipboard, QGuiApplication

# Below the folder of settings: where Qt's Chinese keyboard keeps the words that it learnt.
_LEARNT = Path("qtvirtualkeyboard", "pinyin", "usr_dict.dat")


def clear_clipboards() -> None:
    """Empty the clipboard, and what X11 pastes by the middle button (its PRIMARY selection)."""
    for mode in QClipboard.Mode:
        QGuiApplication.clipboard().clear(mode)


def forget_learnt_words() -> None:
    """Remove what the Chinese keyboard learnt from visitors while fields let it learn."""
    location = QStandardPaths.StandardLocation.ConfigLocation
    (Path(QStandardPaths.writableLocation(location)) / _LEARNT).unlink(missing_ok=True)


def forbid_core_dumps() -> None:
    """Let this process and its children leave no picture of their memory when they crash."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
