"""Every method that a signal calls is declared as a slot (decision 13)."""

from PySide6.QtCore import QObject

from kiosk.store.database import Database
from kiosk.testing.visitor import Visitor
from kiosk.ui.staff.screen_capture import ScreenCapture
from kiosk.watchdog import DatabaseMaintenance, SystemdNotifier
from tests.journeys.conftest import NOW


def added(thing: QObject) -> list[str]:
    """Return the methods of ``thing`` that its class does not define."""
    own, known = thing.metaObject(), type(thing).staticMetaObject
    places = range(known.methodCount(), own.methodCount())
    return [bytes(own.method(place).methodSignature().data()).decode() for place in places]


def test_no_model_is_of_a_kind_of_its_own(visitor: Visitor, database: Database) -> None:
    kiosk = visitor.kiosk
    beside = [
        ScreenCapture(kiosk.window, kiosk.session, lambda _png: None),
        DatabaseMaintenance(database, kiosk.session, kiosk.background, lambda: NOW),
        SystemdNotifier(),
    ]
    things = [kiosk, *vars(kiosk).values(), *vars(kiosk.speaker).values(), *beside]
    models = [each for each in things if isinstance(each, QObject) and each is not visitor.window]
    assert len(models) > 15
    assert {type(each).__name__: names for each in models if (names := added(each))} == {}
