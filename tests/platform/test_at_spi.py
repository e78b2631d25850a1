"""The platform's own accessibility tree (AT-SPI), checked on every screen.

The kiosk runs on its own display (Xvfb) with its own session bus; Debian's Python reads the tree as
a screen reader would.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYTHON = "/usr/bin/python3"


def has_bindings() -> bool:
    look = "import gi; gi.require_version('Atspi', '2.0')"
    return Path(PYTHON).exists() and not subprocess.run([PYTHON, "-c", look]).returncode


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux"
        or not (shutil.which("Xvfb") and shutil.which("dbus-daemon") and has_bindings()),
        reason="needs the Debian packages xvfb, dbus, at-spi2-core, python3-gi, gir1.2-atspi-2.0",
    ),
]


@contextmanager
def running(*command: str | Path, **options: Any) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([str(part) for part in command], text=True, cwd=ROOT, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def ask(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def answer(process: subprocess.Popen[str]) -> Any:
    assert process.stdout
    line = process.stdout.readline()
    return json.loads(line) if line else None


@pytest.fixture
def session(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Yield the environment of a display and a session bus that no other process uses."""
    pipe = {"stdout": subprocess.PIPE}
    with ExitStack() as stack:
        display = stack.enter_context(
            running("Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp",
                    stderr=subprocess.DEVNULL, **pipe)
        )  # fmt: skip
        assert display.stdout
        number = display.stdout.readline().strip()
        runtime = tmp_path / "runtime"
        runtime.mkdir(mode=0o700)
        environment = os.environ | {
            "DISPLAY": f":{number}",
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb",
            "QT_QUICK_BACKEND": "software",
            "PULSE_SERVER": "unix:/nonexistent",
        }
        bus = stack.enter_context(
            running("dbus-daemon", "--session", "--nofork", "--print-address=1",
                    env=environment, stderr=subprocess.DEVNULL, **pipe)
        )  # fmt: skip
        assert bus.stdout
        yield environment | {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}


def test_every_control_of_every_screen_is_there_with_name_role_and_state(
    session: dict[str, str], tmp_path: Path
) -> None:
    both = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "env": session}
    module = "tests.platform.kiosk_at_each_screen"
    with (
        running(sys.executable, "-m", module, tmp_path / "data", **both) as kiosk,
        running(PYTHON, HERE / "read_accessibility_tree.py", **both) as reader,
    ):
        screens, announced, keys = [], [], set()
        while (shown := answer(kiosk)) is not None:
            ask(reader)
            told = answer(reader)
            assert told, "AT-SPI tells of nothing"
            tree = told["nodes"]
            announced += told["announced"]
            screens.append(shown["screen"])
            keys |= {each["name"].lower() for each in shown["controls"] if not each["focusable"]}
            for control in shown["controls"]:
                assert is_in(tree, control), f"{shown['screen']}: {control} is not in {tree}"
            ask(kiosk)
    assert "q" in keys, "the keyboard on the screen is there too"
    assert {"home", "find-results", "record", "program", "reserved", "staff"} <= set(screens)
    summary = re.compile(r"Showing (the first 10|10 of \d+) results")
    assert any(summary.search(words) for words in announced), announced
    assert any(words.startswith("Details.") for words in announced), announced


@pytest.mark.skipif(not shutil.which("xdotool"), reason="needs the Debian package xdotool")
def test_keys_work_while_a_reader_looks_at_them(session: dict[str, str], tmp_path: Path) -> None:
    """Qt offers each key to the reader, and posts a copy of it afterwards."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "env": session}
    kiosk_command = (sys.executable, "-m", "tests.platform.kiosk_typed_at", tmp_path / "data")
    with (
        running(PYTHON, HERE / "look_at_keys.py", **pipes) as reader,
        running(*kiosk_command, **pipes) as kiosk,
    ):
        ask(reader)
        assert answer(reader) == "listening"
        ask(kiosk)
        assert answer(kiosk) == {"focus": "door-pictures", "keys": True, "found": True}


def is_in(tree: list[dict[str, Any]], control: dict[str, Any]) -> bool:
    if control["secret"]:  # Qt gives no name for a secret field; its description begins with it
        return any(node["role"] == "password text" and node["description"] for node in tree)
    return any(
        node["name"] == control["name"]
        and node["role"] == control["role"]
        and node["checked"] == control["checked"]
        and node["focusable"] >= control["focusable"]
        and node["enabled"]
        for node in tree
    )
