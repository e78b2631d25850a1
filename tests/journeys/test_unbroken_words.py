"""No line ends inside a word, a time or a number, on any screen.

At 100 and 300 %, test_every_screen and test_every_language check it on their walks.
"""

import pytest

from kiosk.settings import Settings
from kiosk.testing.journey import journey
from kiosk.testing.visitor import Look
from tests.journeys.broken_words import BrokenWords
from tests.journeys.conftest import Open

# Languages with long words, with words joined by marks, and in scripts without spaces.
LANGUAGES = ("en", "id", "es", "my", "ar", "fr")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"languages": LANGUAGES})


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_broken(open_kiosk: Open, language: str) -> None:
    visitor = open_kiosk(Look(language, scale=200))
    broken = BrokenWords()
    for name in journey(visitor):
        visitor.settle()
        broken.look(visitor, name)
    assert not broken.found
