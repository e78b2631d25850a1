"""All screens in three languages, the smallest and the largest text, and every theme."""

from itertools import product

import pytest

from kiosk.settings import Settings
from kiosk.testing.journey import journey
from kiosk.testing.visitor import Look
from kiosk.ui.accessibility.accessibility_settings import THEMES
from tests.journeys.broken_words import BrokenWords
from tests.journeys.conftest import Open
from tests.journeys.screen_checks import check, rect

# Every screen of the kiosk, in the order in which the journey comes to it.
SCREENS = [
    "home",
    "find",
    "browse",
    "pictures",
    "find-keyboard",
    "find-results",
    "find-filters",
    "nothing-found",
    "record",
    "programs",
    "programs-filters",
    "programs-month",
    "program",
    "registered",
    "spaces",
    "space",
    "reserved",
    "cancel",
    "cancel-found",
    "cancel-asked",
    "cancelled",
    "map",
    "way",
    "panel-display",
    "panel-language",
    "panel-help",
    "speech",
    "panel-speech",
    "staff",
    "idle",
]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"languages": ("en", "id", "es", "my", "ar", "fr")})


def themes(number: int) -> list[str]:
    """Return all themes, in an order that builds the screens in different ones."""
    first = number % len(THEMES)
    return [*THEMES[first:], *THEMES[:first]]


# One walk makes all checks, because the walk takes longer than the checks.
@pytest.mark.parametrize(("language", "scale"), [*product(("en", "id", "ar"), (100, 300))])
def test_all_screens_hold_together(open_kiosk: Open, language: str, scale: int) -> None:
    visitor = open_kiosk(Look(language, scale=scale))
    kiosk, seen, broken = visitor.kiosk, [], BrokenWords()
    bar = ["bar-speech", "bar-display", "bar-done"]
    if scale < 200:
        bar += ["bar-language", "bar-help"]
    places = [rect(visitor.sees(name)) for name in bar]
    for number, name in enumerate(journey(visitor)):
        if name != "idle":  # it covers everything
            assert [rect(visitor.sees(each)) for each in bar] == places, name
        for theme in themes(number):
            kiosk.accessibility.choose("theme", theme)
            visitor.settle()
            look = (
                kiosk.translator.code,
                kiosk.accessibility.number("scale"),
                kiosk.accessibility.theme,
            )
            assert look == (language, scale, theme), f"{name} is in another look"
            check(visitor, f"{language} {scale} % {theme}, {name}")
            if theme == "standard":
                broken.look(visitor, name)
        seen.append(name)
    assert seen == SCREENS
    assert not broken.found
