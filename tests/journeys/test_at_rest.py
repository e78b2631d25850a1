"""A kiosk that nobody touches does nothing, so that an old computer stays cool and quick."""

from itertools import product

import pytest
from PySide6.QtTest import QSignalSpy, QTest

from kiosk.settings import Settings
from kiosk.testing.visitor import LANDSCAPE, PORTRAIT, Look
from tests.journeys.conftest import Open

LANGUAGES = ("en", "my")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"languages": LANGUAGES})


@pytest.mark.parametrize(
    ("language", "scale", "size"), [*product(LANGUAGES, (100, 300), (PORTRAIT, LANDSCAPE))]
)
def test_texts_that_were_made_smaller_are_not_measured_again_and_again(
    open_kiosk: Open, language: str, scale: int, size: tuple[int, int]
) -> None:
    visitor = open_kiosk(Look(language, scale=scale), size)
    for door in ("home", "door-spaces", "door-programs"):
        if door != "home":
            visitor.tap(door)
        visitor.settle(200)
        drawn = QSignalSpy(visitor.window.frameSwapped)
        QTest.qWait(200)
        assert drawn.count() == 0, f"{door}: the screen is drawn although nothing changes"
        if door != "home":
            visitor.tap("back")
