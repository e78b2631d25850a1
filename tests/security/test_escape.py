"""Attempts to leave the kiosk on a real X display with a keyboard and a pointer."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.services.imports.load_demo import load_demo
from kiosk.store.database import Database

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool (packaging/dev test installs them)",
)

WIDTH, HEIGHT = 768, 1024
KEYS = (
    *("alt+F4", "alt+F2", "alt+Tab", "alt+Escape", "alt+space", "super", "super+d", "super+l"),
    *("ctrl+alt+F1", "ctrl+alt+F2", "ctrl+alt+BackSpace", "ctrl+alt+Delete", "ctrl+alt+t"),
    *("ctrl+Escape", "ctrl+shift+Escape", "ctrl+shift+i", "ctrl+q", "ctrl+w", "ctrl+n", "ctrl+o"),
    *("ctrl+p", "ctrl+s", "ctrl+l", "ctrl+f", "ctrl+t", "ctrl+c", "ctrl+z", "ctrl+d", "super+r"),
    *("F10", "F11", "F12", "Print", "Menu", "Escape", "BackSpace", "XF86WWW", "XF86HomePage"),
    *("XF86Mail", "XF86Explorer", "XF86Search", "XF86PowerOff", "XF86Sleep"),
)


@dataclass
class Session:
    """A kiosk on its own display."""

    kiosk: "subprocess.Popen[bytes]"
    environment: dict[str, str]

    def do(self, *words: object) -> str:
        command = ["xdotool", *map(str, words)]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=60, check=False
        )
        return done.stdout

    def windows(self) -> list[str]:
        return self.do("search", "--onlyvisible", "--name", ".").split()

    def check(self, after: str) -> None:
        time.sleep(0.05)
        assert self.kiosk.poll() is None, f"{after} ended the kiosk"
        windows = self.windows()
        assert len(windows) == 1, f"{after} left {len(windows)} windows"
        shape = self.do("getwindowgeometry", windows[0])
        assert f"{WIDTH}x{HEIGHT}" in shape, f"{after}: {shape}"


@pytest.fixture(scope="module")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


@pytest.fixture(scope="module")
def session(display: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    home = tmp_path_factory.mktemp("kiosk")
    database = Database(home / "data")
    load_demo(database)
    database.close()
    (home / "kiosk.toml").write_text('library_name = "L"\ndouble_tap_ms = 0\n', "utf-8")
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_QUICK_BACKEND": "software",
        "HOME": str(home),
        "KIOSK_CONFIG": str(home / "kiosk.toml"),
        "NOTIFY_SOCKET": str(home / "notify"),
    }
    environment.pop("WAYLAND_DISPLAY", None)
    command = [Path(sys.executable).with_name("kiosk"), "--data-dir", home / "data", "run"]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(home / "notify"))
        systemd.settimeout(120)
        with subprocess.Popen(command, env=environment) as kiosk:
            try:
                assert systemd.recv(100) == b"READY=1"
                session = Session(kiosk, environment)
                deadline = time.monotonic() + 60
                while not session.windows() and time.monotonic() < deadline:
                    time.sleep(0.2)
                session.check("the start")
                yield session
            finally:
                kiosk.kill()


@pytest.mark.parametrize("keys", KEYS)
def test_no_key_leads_out(session: Session, keys: str) -> None:
    session.do("key", "--clearmodifiers", keys)
    session.check(keys)


def test_a_window_manager_that_asks_it_to_close_is_refused(session: Session) -> None:
    session.do("windowquit", session.windows()[0])
    session.check("a request to close")


@pytest.mark.parametrize("button", [1, 2, 3, 8, 9])
def test_long_presses_and_other_buttons_open_nothing(session: Session, button: int) -> None:
    for x, y in ((WIDTH // 2, HEIGHT // 3), (5, 5), (WIDTH - 5, HEIGHT - 5)):
        session.do("mousemove", x, y, "mousedown", button)
        time.sleep(1.2)
        session.do("mouseup", button)
        session.check(f"a long press of button {button}")


def test_the_keyboard_on_the_screen_leads_nowhere(session: Session) -> None:
    session.do("key", "Escape")
    for y in range(60, HEIGHT, 60):  # everything that the screen and its keyboard offer
        for x in range(40, WIDTH, 90):
            session.do("mousemove", x, y, "click", 1)
        session.check(f"taps at {y}")
