"""The colours of every theme, by computed contrast (WCAG 2.2, 1.4.6, 1.4.11, 2.4.13)."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kiosk.testing.visitor import Look
from kiosk.ui.accessibility.accessibility_settings import THEMES
from tests.journeys.colours import contrast
from tests.journeys.conftest import Open
from tests.journeys.screen_checks import rect

THEME = Path(__file__).parents[2] / "kiosk" / "ui" / "theme" / "Palettes.qml"

# Text roles on the grounds on which they are drawn: 7:1.
TEXT = [
    ("text", "ground"),
    ("text", "surface"),
    ("text", "bar"),
    ("quiet", "ground"),
    ("primaryText", "primary"),
    ("chosenText", "chosen"),
    ("success", "ground"),
    ("success", "surface"),
    ("error", "ground"),
    ("error", "surface"),
    ("quiet", "surface"),
    ("quiet", "bar"),
    ("headText", "head"),
    ("goodText", "good"),
    ("text", "good"),
    ("success", "bar"),
]
# Frames, pictograms and the focus against what they lie on: 3:1.
SHAPES = [
    ("outline", "ground"),
    ("outline", "surface"),
    ("outline", "bar"),
    ("primary", "ground"),
    ("primary", "bar"),
    ("focus", "ground"),
    ("focus", "surface"),
    ("focus", "bar"),
    ("goodText", "free"),
]


def palettes() -> dict[str, dict[str, str]]:
    text = THEME.read_text("utf-8")
    found = re.findall(r'ColourRoles \{\s+name: "([\w-]+)"(.*?)\}', text, re.S)
    return {name: dict(re.findall(r'(\w+): "(#\w+)"', body)) for name, body in found}


def accents(theme: str) -> list[str]:
    text = THEME.read_text("utf-8")
    (listed,) = re.findall(rf'name: "{theme}".*?accents: \[(.*?)\]', text, re.S)
    return re.findall(r"#\w+", listed)


def test_every_theme_has_every_role() -> None:
    found = palettes()
    assert set(found) == set(THEMES)
    assert len({frozenset(roles) for roles in found.values()}) == 1


@pytest.mark.parametrize("theme", THEMES)
def test_the_screen_shows_the_colours_of_the_theme(open_kiosk: Open, theme: str) -> None:
    visitor, roles = open_kiosk(Look("en", theme)), palettes()[theme]
    done = visitor.sees("bar-done")
    assert done.property("fill").name() == roles["primary"].lower()
    assert done.property("ink").name() == roles["primaryText"].lower()
    language = visitor.sees("home-language-en")
    assert language.property("fill").name() == roles["chosen"].lower()
    assert language.property("ink").name() == roles["chosenText"].lower()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out(theme: str, ink: str, ground: str) -> None:
    roles = palettes()[theme]
    assert contrast(roles[ink], roles[ground]) >= 7


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_on_every_accent(theme: str) -> None:
    ink = palettes()[theme]["accentText"]
    assert len(accents(theme)) == 6
    assert all(contrast(ink, accent) >= 7 for accent in accents(theme))


@pytest.mark.parametrize(("scale", "least"), [(100, 1.3), (300, 1.9)])
def test_the_focus_is_framed_and_more_so_for_low_vision(
    open_kiosk: Open, scale: int, least: float
) -> None:
    visitor = open_kiosk(Look("en", scale=scale))
    assert not visitor.sees("focus-ring"), "nobody has pressed a key yet"
    visitor.key(Qt.Key.Key_Down)
    ring = visitor.sees("focus-ring")
    control = visitor.window.activeFocusItem()
    assert ring
    beyond = rect(control).left() - rect(ring).left()
    assert beyond / visitor.window.property("pixelsPerMm") >= least, "outside of the control"
    # Two CSS pixels are 0.53 mm (WCAG 2.2, 2.4.13).


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_stand_out(theme: str, shape: str, ground: str) -> None:
    roles = palettes()[theme]
    assert contrast(roles[shape], roles[ground]) >= 3
