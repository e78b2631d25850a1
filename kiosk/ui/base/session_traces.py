"""A visitor's traces outside the screens: clipboards, learnt words and core dumps."""

import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QClipboard, QGuiApplication

# The file in the settings folder with the words that Qt's Chinese keyboard has learnt.
_LEARNT = Path("qtvirtualkeyboard", "pinyin", "usr_dict.dat")


def clear_clipboards() -> None:
    """Empty the clipboard, and X11's PRIMARY selection (pasted with the middle mouse button)."""
    for mode in QClipboard.Mode:
        QGuiApplication.clipboard().clear(mode)


def forget_learnt_words() -> None:
    """Delete words that Qt's Chinese keyboard learnt in earlier releases of the kiosk."""
    location = QStandardPaths.StandardLocation.ConfigLocation
    (Path(QStandardPaths.writableLocation(location)) / _LEARNT).unlink(missing_ok=True)


def forbid_core_dumps() -> None:
    """Disable core dumps of this process and its children."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
