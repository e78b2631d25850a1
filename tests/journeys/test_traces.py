"""Nothing that a visitor typed, marked or heard remains on the kiosk after the session."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.search.text.romanisation import latin_consonants
from kiosk.search.text.word_forms import query_forms
from kiosk.testing.visitor import Visitor
from kiosk.ui.base import session_traces
from tests.journeys.finger import Finger
from tests.journeys.pinyin_visitors import NAME
from tests.journeys.screen_checks import rect, typing_keys, within

LEARNT = Path("qtvirtualkeyboard", "pinyin", "usr_dict.dat")


def pinyin_visitors(folder: Path) -> list[list[str]]:
    """Return the words that the keyboard offers two visitors, of whom the first composes NAME."""
    environment = os.environ | {
        "XDG_CONFIG_HOME": str(folder / "settings"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "tests.journeys.pinyin_visitors", str(folder / "data")]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    offered: list[list[str]] = json.loads(ran.stdout)
    return offered


def test_the_chinese_keyboard_learns_nothing_in_memory_and_nothing_on_the_disk(
    tmp_path: Path,
) -> None:
    (first, second), (third, fourth) = pinyin_visitors(tmp_path), pinyin_visitors(tmp_path)
    assert len(first) > 5
    assert NAME not in first
    assert first == second == third == fourth
    for path in (tmp_path / "settings").rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        assert not any(sign.encode("utf-16-le") in held for sign in NAME), path


def test_what_the_keyboard_learnt_in_the_past_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    session_traces.forget_learnt_words()
    (tmp_path / LEARNT).parent.mkdir(parents=True)
    (tmp_path / LEARNT).write_bytes("王智锵".encode("utf-16-le"))
    session_traces.forget_learnt_words()
    assert not (tmp_path / LEARNT).exists()


def test_a_word_under_way_when_the_session_ends_goes_nowhere(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type("rahasia")
    visitor.kiosk.session.finish()
    visitor.settle()
    visitor.tap("door-find")
    visitor.tap("search-words")
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_V):
        QTest.keyClick(visitor.window, key, Qt.KeyboardModifier.ControlModifier)
    visitor.settle()
    assert visitor.kiosk.find.words == ""
    assert visitor.text("search-words") == ""


def test_no_name_in_the_accessibility_tree_holds_what_was_typed(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type("rahasia")
    assert any("rahasia" in text for text in texts(visitor))
    visitor.kiosk.session.finish()
    visitor.settle()
    assert not any("rahasia" in text for text in texts(visitor))


def texts(visitor: Visitor) -> Iterator[str]:
    """Return every name, value and description in the accessibility tree."""

    def of(interface: QAccessibleInterface | None) -> Iterator[str]:
        if interface is None or not interface.isValid():
            return
        for kind in (
            QAccessible.Text.Name,
            QAccessible.Text.Value,
            QAccessible.Text.Description,
        ):
            yield interface.text(kind)
        for number in range(interface.childCount()):
            yield from of(interface.child(number))

    return of(QAccessible.queryAccessibleInterface(visitor.window))


def test_the_layout_that_was_chosen_on_the_keyboard_goes_with_the_visitor(
    visitor: Visitor,
) -> None:
    def keys() -> dict[str, QQuickItem]:
        visitor.tap("door-find")
        visitor.tap("search-words")
        visitor.settle(300)
        return typing_keys(visitor)

    finger = Finger(visitor, None)
    finger.tap(rect(keys()["keyboard language"]).center().toPoint())
    visitor.settle(800)  # the list of layouts unfolds
    shown = within(visitor.window.contentItem())
    arabic = [each for each in shown if each.property("text") == "العربية"]
    finger.tap(rect(arabic[-1]).center().toPoint())
    visitor.settle(300)
    assert "q" not in typing_keys(visitor)
    visitor.kiosk.session.finish()
    visitor.settle()
    assert "q" in keys()


def test_words_that_were_looked_for_are_not_kept_for_speed(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("search-words")
    visitor.type("memperjuangkan")
    assert query_forms.cache_info().currsize
    visitor.kiosk.session.finish()
    visitor.settle()
    assert not query_forms.cache_info().currsize
    assert not latin_consonants.cache_info().currsize


CORES = (
    "import resource, subprocess, sys\n"
    "from kiosk.ui.base.session_traces import forbid_core_dumps\n"
    "forbid_core_dumps()\n"
    "look = 'import resource; print(*resource.getrlimit(resource.RLIMIT_CORE))'\n"
    "subprocess.run([sys.executable, '-c', look], check=True)\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no core files on Windows")
def test_a_crash_leaves_no_picture_of_the_memory() -> None:
    ran = subprocess.run([sys.executable, "-c", CORES], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["0", "0"]


MARK = (
    "import sys\n"
    "from pathlib import Path\n"
    "from PySide6.QtCore import Qt\n"
    "from PySide6.QtGui import QClipboard, QGuiApplication\n"
    "from PySide6.QtTest import QTest\n"
    "from kiosk.app import Kiosk, application\n"
    "from kiosk.testing.visitor import Visitor\n"
    "from kiosk.settings import Settings\n"
    "from kiosk.speech.speaker import Speaker\n"
    "from kiosk.store.database import Database\n"
    "application()\n"
    "folder = Path(sys.argv[1])\n"
    "kiosk = Kiosk(Settings(data_dir=folder), Database(folder), Speaker(), size=(540, 960))\n"
    "kiosk.attend(); visitor = Visitor(kiosk); visitor.settle()\n"
    "kiosk.session.go_on()\n"
    "visitor.tap('door-find'); visitor.tap('search-words'); visitor.type('rahasia')\n"
    "control = Qt.KeyboardModifier.ControlModifier\n"
    "for key in (Qt.Key.Key_A, Qt.Key.Key_C): QTest.keyClick(kiosk.window, key, control)\n"
    "clipboard = QGuiApplication.clipboard()\n"
    "clipboard.setText('rahasia', QClipboard.Mode.Selection)  # as a finger that marks it does\n"
    "print(*(clipboard.text(mode) or '-' for mode in list(QClipboard.Mode)[:2]))\n"
    "kiosk.session.finish(); visitor.settle()\n"
    "print(*(clipboard.text(mode) or '-' for mode in list(QClipboard.Mode)[:2]), flush=True)\n"
    "kiosk.close()\n"
)


@pytest.mark.skipif(not shutil.which("xvfb-run"), reason="needs the Debian package xvfb")
def test_what_was_marked_or_copied_under_x11_cannot_be_pasted_by_the_next(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
    ran = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", MARK, str(tmp_path / "data")],
        env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == ["rahasia rahasia", "- -"]
