"""The pictograms are well formed, use one grid, and use the one colour that screens replace."""

import re
from pathlib import Path

import pytest
from lxml import etree

from kiosk.resources import assets

ICONS = sorted((assets() / "icons").glob("*.svg"))
QML = Path(__file__).parents[2] / "kiosk" / "ui"


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_a_pictogram_has_one_colour_on_the_grid(path: Path) -> None:
    root = etree.parse(path).getroot()
    assert root.get("viewBox") == "0 0 24 24"
    colours = {e.get(key) for e in root.iter() for key in ("fill", "stroke") if e.get(key)}
    assert colours <= {"#000", "none"}
    assert not list(root.iter("{*}text", "{*}image")), "no text is in pictures"


def test_every_pictogram_that_the_screens_name_is_there() -> None:
    drawn = {path.stem for path in ICONS}
    named: set[str] = set()
    screens = (path for path in QML.rglob("*.qml") if path.parent.name != "theme")
    for source in screens:
        text = source.read_text("utf-8")
        named |= set(re.findall(r'(?:[pP]ictogram|^\s+name): "([a-z-]+)"', text, re.M))
    assert len(named) > 20
    assert not named - drawn - {"rate", "volume"}
