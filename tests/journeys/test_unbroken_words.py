"""No line ends inside a word, a time or a number, on any screen."""

from itertools import product

import pytest

from kiosk.settings import Settings
from kiosk.testing.journey import journey
from kiosk.testing.visitor import Look
from tests.journeys.broken_words import broken_words
from tests.journeys.conftest import Open

# Languages with long words, with words joined by marks, and in scripts without spaces.
LANGUAGES = ("en", "id", "es", "my", "ar", "fr")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"languages": LANGUAGES})


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scale"), [*product(LANGUAGES, (100, 200, 300))])
def test_no_word_is_broken(open_kiosk: Open, language: str, scale: int) -> None:
    visitor = open_kiosk(Look(language, scale=scale))
    broken = {}
    for name in journey(visitor):
        visitor.settle()
        for text, lines in broken_words(visitor):
            broken[text] = f"{name}: {lines}"
    assert not broken
