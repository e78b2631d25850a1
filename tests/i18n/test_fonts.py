"""The fonts that come with the kiosk are undamaged, free, and sufficient for every text."""

import hashlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from kiosk.resources import assets

FOLDER = assets() / "fonts"
MOST_BYTES = 8 * 1024**2

# Run where the system has no font at all: what is drawn is of the kiosk's own.
DRAW = """
from babel.messages.pofile import read_po
from PySide6.QtGui import QFont, QGuiApplication, QTextLayout
from kiosk.i18n.catalogue import catalogue_path
from kiosk.i18n.languages import language
from kiosk.resources import translations
from kiosk.ui.base import fonts

app = QGuiApplication([])
scripts = fonts.load()
codes = sorted(path.parts[-3] for path in translations().glob("*/LC_MESSAGES/kiosk.po"))
assert len(codes) >= 9, codes
assert {language(code).script for code in codes} <= scripts

def drawn(text, weight):
    font = QFont(fonts.main_family())
    font.setPixelSize(30)
    font.setWeight(weight)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine().setLineWidth(100_000)
    layout.endLayout()
    return layout.glyphRuns()

for code in codes:
    with catalogue_path(code).open("rb") as file:
        messages = [m for m in read_po(file, locale=code) if m.id]
    texts = [language(code).autonym]
    for message in messages:
        texts += [message.string] if isinstance(message.string, str) else message.string
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold):
        runs = drawn(" ".join(texts), weight)
        if any(0 in run.glyphIndexes() for run in runs):
            print("Not every letter is there:", code, weight.name)
print(drawn("ABC", QFont.Weight.Normal)[0].rawFont().familyName())
"""


def manifest() -> list[dict[str, object]]:
    return list(tomllib.loads((FOLDER / "fonts.toml").read_text("utf-8"))["family"])


def test_the_files_are_those_of_the_manifest() -> None:
    listed = {"fonts.toml"}
    for family in manifest():
        assert family["licence"] == "OFL-1.1"
        assert "SIL Open Font License" in (FOLDER / str(family["licence_file"])).read_text("utf-8")
        listed.add(str(family["licence_file"]))
        for file in family["file"]:  # type: ignore[attr-defined]
            data = (FOLDER / file["name"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == file["sha256"], file["name"]
            listed.add(file["name"])
    assert {path.name for path in FOLDER.iterdir()} == listed
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


def test_every_text_can_be_drawn_without_the_fonts_of_the_system(tmp_path: Path) -> None:
    bare = tmp_path / "fonts.conf"
    bare.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    done = subprocess.run(
        [sys.executable, "-c", DRAW],
        env=os.environ | {"FONTCONFIG_FILE": str(bare), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n") == ["Atkinson Hyperlegible Next", ""], done.stdout
