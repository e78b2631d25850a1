"""A short random walk; tests/benchmarks/bench_walk.py performs a long one."""

import random

import pytest

from kiosk.app import Kiosk, application
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from tests.journeys.conftest import NOW
from tests.journeys.random_visitor import SIZES, CapturedStderr, RandomVisitor, walk_at_random

pytestmark = pytest.mark.slow

ACTIONS = 60


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_nothing_at_random_brings_a_message_or_loses_the_focus(
    database: Database, settings: Settings, seed: int
) -> None:
    application()
    kiosk = Kiosk(settings, database, Speaker(), lambda: NOW, SIZES[seed % len(SIZES)])
    kiosk.attend()
    try:
        assert list(walk_at_random(kiosk, random.Random(seed), ACTIONS)) == []
    finally:
        kiosk.close()


def test_speech_that_ends_while_a_text_has_the_focus(
    database: Database, settings: Settings
) -> None:
    application()
    kiosk = Kiosk(settings, database, Speaker(), lambda: NOW, SIZES[0])
    kiosk.attend()
    wanderer = RandomVisitor(kiosk, random.Random(1))
    try:
        with CapturedStderr() as complaints:
            kiosk.accessibility.choose("speech", True)
            wanderer.settle()
            text = kiosk.window.activeFocusItem()
            for _ in range(40):
                text = kiosk.window.activeFocusItem().nextItemInFocusChain(True)
                text.forceActiveFocus()
                if text.inherits("QQuickText"):
                    break
            assert text.inherits("QQuickText")
            kiosk.accessibility.choose("speech", False)
            wanderer.settle()
            assert (complaints.fresh(), wanderer.lost()) == ("", "")
            text.nextItemInFocusChain(True).forceActiveFocus()
            wanderer.settle()
            assert not text.activeFocusOnTab()
    finally:
        kiosk.close()
