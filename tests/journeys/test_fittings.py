"""Help and the attract screen speak only of what visitors of this kiosk can use."""

import pytest
from PySide6.QtCore import Qt

from kiosk.settings import Fitting, Settings
from kiosk.testing.visitor import Visitor
from tests.journeys.conftest import Listener, Open
from tests.journeys.keys import choose
from tests.journeys.screen_checks import within
from tests.journeys.timers import HINT_MS, timer


@pytest.fixture(params=[(), ("keys",), ("headphones",), ("loudspeaker",)])
def fitted(request: pytest.FixtureRequest) -> tuple[Fitting, ...]:
    found: tuple[Fitting, ...] = request.param
    return found


@pytest.fixture
def settings(settings: Settings, fitted: tuple[Fitting, ...]) -> Settings:
    return settings.model_copy(update={"fitted": fitted, "keypad": {"speech": ("F13",)}})


def _shown(visitor: Visitor) -> str:
    texts = (item.property("text") for item in within(visitor.window.contentItem()))
    return " ".join(text for text in texts if isinstance(text, str))


def test_nothing_is_explained_that_is_not_there(
    open_kiosk: Open, fitted: tuple[Fitting, ...]
) -> None:
    visitor = open_kiosk()
    visitor.tap("bar-help")
    help_ = _shown(visitor)
    assert ("F13 reads aloud" in help_) == ("keys" in fitted)
    assert ("Hear the screen" in help_) == bool({"headphones", "loudspeaker"} & {*fitted})
    hearing = visitor.kiosk.fittings.property("hearing")
    assert ("in the corner" in hearing) == ("loudspeaker" in fitted)
    assert ("headphones" in hearing) == ("headphones" in fitted)
    visitor.tap("close-panel")
    visitor.kiosk.session.finish()
    visitor.kiosk.attract.show()
    visitor.settle()
    invitation = _shown(visitor)
    assert ("lower left corner" in invitation) == ("loudspeaker" in fitted)
    assert ("lug in headphones" in invitation) == ("headphones" in fitted)


def test_speech_names_no_key_and_no_headphones_that_are_not_there(
    open_kiosk: Open, fitted: tuple[Fitting, ...]
) -> None:
    visitor = open_kiosk()
    listener = Listener(visitor)
    visitor.key(Qt.Key.Key_F2)
    assert ("up arrow move" in listener.since()) == ("keys" in fitted)
    choose(visitor, "my-reservation")
    listener.since()
    rest = timer(visitor.kiosk.guide, HINT_MS)
    rest.timeout.emit()
    assert ("headphones" in listener.since()) == ("headphones" in fitted)
    visitor.key(Qt.Key.Key_Escape)
    assert ("keypad help" in listener.since()) == ("keys" in fitted)
    visitor.kiosk.session.finish()
    visitor.kiosk.accessibility.choose("speech", True)
    listener.since()
    visitor.key(Qt.Key.Key_F10)
    assert ("F10" in listener.since()) == ("keys" in fitted)
    visitor.key(Qt.Key.Key_F10)
    for name in ("door-spaces", "space-0", "slot-1", "confirm-reservation"):
        choose(visitor, name)
    button = visitor.sees("say-code")
    assert button
    assert ("headphones" in button.property("fact")) == ("headphones" in fitted)
