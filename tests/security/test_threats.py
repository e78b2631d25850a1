"""The threat model names tests that exist; its other checks need no visitor."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
MODEL = (ROOT / "docs" / "security.md").read_text("utf-8")
RELIABILITY = (ROOT / "docs" / "reliability.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", MODEL + RELIABILITY)))


def test_the_model_names_tests() -> None:
    assert len([name for _file, name in NAMED if name]) > 20
    for threat in ("USB keyboard", "thief", "network", "upstream record", "staff"):
        assert re.search(rf"^## .*{threat}", MODEL, flags=re.M), threat


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_what_it_names_is_there(file: str, name: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert not name or f"def {name}(" in text


def test_every_text_on_the_screen_is_plain() -> None:
    for path in (ROOT / "kiosk" / "ui").rglob("*.qml"):
        text = path.read_text("utf-8")
        assert not re.search(r"Text\.(RichText|StyledText|MarkdownText|AutoText)", text), path
        if re.search(r"^Text \{|^ +Text \{", text, flags=re.M):
            assert "textFormat: Text.PlainText" in text, path


SCRIPTS = ("packaging/install", "packaging/dev", "packaging/debian/commons-kiosk", ".ci/run")


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_sound(script: str) -> None:
    # Quotation marks of messages are meant as they are.
    command = ["shellcheck", "--exclude=SC1111", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_the_unit_is_sound(tmp_path: Path) -> None:
    unit = (ROOT / "packaging" / "debian" / "commons-kiosk.service").read_text("utf-8")
    for needed in ("WatchdogSec=", "Restart=always", "User=kiosk", "ProtectSystem=strict"):
        assert needed in unit
    # A PAM session takes the processes out of the unit, and ProtectHome hides /run/user: with
    # either the screens' signs of life never arrived, or there was no screen at all.
    assert not re.search(r"^(PAMName|ProtectHome)=", unit, flags=re.M)
    unit = unit.replace("@UID@", "990")  # as packaging/install does
    # What it starts is there on the kiosk, not here.
    (tmp_path / "commons-kiosk.service").write_text(
        re.sub(r"^ExecStart=.*$", "ExecStart=/bin/true", unit, flags=re.M), "utf-8"
    )
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / "commons-kiosk.service")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "commons-kiosk.service:" in line]
    assert ours == []


def test_the_containers_fit_together() -> None:
    folder = ROOT / "packaging" / "server"
    services = yaml.safe_load((folder / "compose.yaml").read_text("utf-8"))["services"]
    assert set(services) == {"database", "server", "proxy"}
    assert "ports" not in services["server"]  # the proxy alone is reached from outside
    assert "ports" not in services["database"]
    file = (folder / "Containerfile").read_text("utf-8")
    for source in re.findall(r"^COPY (?!--)(.+) \S+$", file, flags=re.M):
        for name in source.split():
            assert (ROOT / name).exists(), name
    assert "USER 10001" in file
