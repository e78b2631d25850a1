"""What is in sight without paging, and how large the smallest text is."""

import pytest

from kiosk.settings import Settings
from kiosk.testing.journey import journey
from kiosk.testing.visitor import Look
from tests.benchmarks.bench_looks import Measures, measure
from tests.journeys.conftest import ENGLISH, Open, reserve_room
from tests.journeys.screen_checks import check, in_sight

SIZES = pytest.mark.parametrize("size", [(1080, 1920), (1366, 768)], ids=["portrait", "landscape"])


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(
        update={
            "receipt_printer": "tcp:192.0.2.1:9100",
            "languages": ("en", "id", "ar", "my", "es"),
        }
    )


@SIZES
def test_a_booking_and_the_way_are_seen_at_once(open_kiosk: Open, size: tuple[int, int]) -> None:
    visitor = open_kiosk(ENGLISH, size)
    reserve_room(visitor)
    steps = len(visitor.kiosk.way.steps.shown_rows())
    assert steps > 1
    for name in (
        "reservation-time",
        "reservation-explanation",
        "reservation-code",
        "calendar-code",
        "print-code",
        "reserved-done",
        "floor-map",
        *(f"way-step-{number}" for number in range(steps)),
    ):
        item = visitor.sees(name)
        assert item is not None, name
        assert in_sight(visitor, item), name


def test_the_links_of_the_first_screen_are_seen_at_150_percent(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("ar", scale=150))
    for name in ("door-find", "door-programs", "door-spaces", "my-reservation", "ask-staff"):
        item = visitor.sees(name)
        assert item is not None, name
        assert in_sight(visitor, item), name


def test_the_text_of_a_room_can_be_enlarged_in_landscape(open_kiosk: Open) -> None:
    visitor = open_kiosk(ENGLISH, (1366, 768))
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    for scale in (150, 200, 100):
        visitor.kiosk.accessibility.choose("scale", scale)
        visitor.settle()  # once the layout went on for ever
        check(visitor, f"a room at {scale} %")


@pytest.mark.slow
@SIZES
def test_no_screen_is_empty_and_no_text_is_tiny(open_kiosk: Open, size: tuple[int, int]) -> None:
    visitor = open_kiosk(ENGLISH, size)
    found = Measures()
    for name in journey(visitor):
        visitor.settle()
        measure(visitor, name, found)
    assert found.blank <= 0.35, found.blank_at
    assert found.text >= 4.8, found.text_at
    assert found.target >= 12, found.target_at
    assert not found.words
