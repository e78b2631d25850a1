"""A new text size on an open screen: the layout comes to rest."""

import contextlib
from multiprocessing import get_context
from pathlib import Path

import pytest

from kiosk.app import Kiosk, application
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from kiosk.testing.journey import journey
from kiosk.testing.visitor import LANDSCAPE, PORTRAIT, Visitor
from tests.journeys.conftest import NOW

SCALES = (100, 150, 200, 300, 100)
SCREENS = ("find", "browse", "cancel-asked")  # with a letter pad that is hidden
SECONDS = 900  # far more than the walk takes; once it never ended


@pytest.mark.parametrize(
    ("language", "size"),
    [("my", PORTRAIT), ("my", LANDSCAPE), ("my", (1366, 768)), ("id", LANDSCAPE)],
    ids=str,
)
def test_a_new_text_size_does_not_stop_the_kiosk(
    database: Database, settings: Settings, language: str, size: tuple[int, int]
) -> None:
    database.close()  # the visitor is in a process of its own, which can be ended
    languages = settings.model_copy(update={"languages": ("en", "id", "my")})
    visit = get_context("spawn").Process(target=change_sizes, args=(languages, language, size))
    visit.start()
    try:
        visit.join(SECONDS)
        assert visit.exitcode == 0, "the visit failed, or the layout never came to rest"
    finally:
        visit.kill()
        visit.join()


def change_sizes(settings: Settings, language: str, size: tuple[int, int]) -> None:
    """Walk through the screens, and change the text size on each of SCREENS."""
    application()
    with (
        contextlib.closing(Database(Path(settings.data_dir))) as database,
        contextlib.closing(Kiosk(settings, database, Speaker(), lambda: NOW, size)) as kiosk,
    ):
        kiosk.attend()
        kiosk.translator.choose(language)
        visitor = Visitor(kiosk)
        for name in journey(visitor):
            if name not in SCREENS:
                continue
            for scale in SCALES:
                kiosk.accessibility.choose("scale", scale)
                visitor.settle()
            if name == SCREENS[-1]:
                return
