"""Settings for all kiosks change the screens between two sessions, never during a session."""

import base64
from datetime import timedelta

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from kiosk import app
from kiosk.domain.shared_settings import SharedSettings
from kiosk.protocol import bodies
from kiosk.protocol.messages import Change
from kiosk.search import index
from kiosk.settings import Settings
from kiosk.store.database import Database
from kiosk.sync.apply import apply_changes
from kiosk.testing.visitor import Look, Visitor
from tests.journeys.conftest import NOW
from tests.journeys.screen_checks import check


def tell(database: Database, branding: SharedSettings) -> None:
    """Apply new shared settings as a change of the feed does."""
    kind, key = bodies.kind_of(branding), bodies.key_of(branding)
    change = Change(seq=1, kind=kind, key=key, body=bodies.dump_body(branding))
    with database.write() as connection:
        apply_changes(connection, [change], index)


def logo() -> str:
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#5B1A5E"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return base64.b64encode(bytes(buffer.data().data())).decode()


def find(visitor: Visitor, name: str) -> QQuickItem:
    found = visitor.window.findChild(QQuickItem, name)
    assert isinstance(found, QQuickItem)
    return found


SHARED_SETTINGS = SharedSettings(
    library_name="City Library",
    languages=("ar", "en", "id"),
    notices={"en": "The library closes at noon on Friday.", "ar": "تغلق المكتبة ظهر الجمعة."},
    notice_until=NOW.date(),
    accent="#5B1A5E",
    logo=logo(),
)


def test_it_is_taken_up_when_the_visitor_has_gone(open_kiosk, database: Database) -> None:
    visitor = open_kiosk()
    asked: list[bool] = []
    visitor.kiosk.outdated.connect(lambda: asked.append(True))
    visitor.kiosk.session.finish()
    visitor.kiosk.sync.news.emit()
    assert asked == [], "nothing is new"
    visitor.kiosk.session.go_on()
    tell(database, SHARED_SETTINGS)
    visitor.kiosk.sync.news.emit()
    assert asked == [], "somebody is here"
    visitor.kiosk.session.finish()
    assert asked == [True]


def test_it_is_taken_up_at_once_where_nobody_is(open_kiosk, database: Database) -> None:
    visitor = open_kiosk()
    asked: list[bool] = []
    visitor.kiosk.outdated.connect(lambda: asked.append(True))
    tell(database, SHARED_SETTINGS)
    visitor.kiosk.sync.news.emit()
    assert asked == [True]


@pytest.mark.parametrize(
    "look", [Look("en"), Look("ar", scale=300), Look("id", "yellow-on-black", 200)], ids=str
)
def test_the_first_screen_shows_notice_name_and_logo(open_kiosk, database, look: Look) -> None:
    tell(database, SHARED_SETTINGS)
    visitor = open_kiosk(look)
    assert visitor.kiosk.translator.choices.shown_rows()[0].code == "ar"
    language = "ar" if look.language == "ar" else "en"
    notice = find(visitor, "notice")
    assert notice.property("text") == SHARED_SETTINGS.notices[language]
    assert notice.property("language") == language
    assert find(visitor, "logo").isVisible()
    assert find(visitor, "logo").property("implicitWidth") == 300, "it is loaded"
    check(visitor, "home")


def test_a_notice_ends_with_its_last_day(open_kiosk, database: Database) -> None:
    yesterday = NOW.date() - timedelta(days=1)
    tell(database, SharedSettings(notices={"en": "Over"}, notice_until=yesterday))
    assert not find(open_kiosk(), "notice").isVisible()


@pytest.mark.parametrize(("accent", "taken"), [("#5B1A5E", "#5B1A5E"), ("#FFD700", ""), ("x", "")])
def test_a_colour_that_cannot_be_read_on_is_not_taken(open_kiosk, database, accent, taken) -> None:
    tell(database, SharedSettings(accent=accent, logo="no picture"))
    visitor = open_kiosk()
    assert visitor.kiosk.branding.accent == taken
    assert not find(visitor, "logo").isVisible()


def clear_quit_request() -> None:
    """Run the event loop once.

    After a test that ran the whole program, Qt keeps its request to quit. Every later event loop
    would end at once, so nothing would wait for a frame.
    """
    running = app.application()
    QTimer.singleShot(0, running.quit)
    running.exec()


def test_the_running_kiosk_builds_its_screens_anew(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real program with its event loop shows the new name in its second window."""
    names: list[str] = []

    class Seen(app.Kiosk):
        """Changes the settings while the first window is shown; quits from the second window."""

        def attend(self) -> None:
            super().attend()
            names.append(self.window.title())
            if len(names) == 1:
                tell(database, SHARED_SETTINGS)
                QTimer.singleShot(0, self.sync.news.emit)
            else:
                QTimer.singleShot(0, self.staff.left.emit)

    monkeypatch.setattr(app, "Kiosk", Seen)
    status = app.run(settings, database, windowed=True)
    clear_quit_request()
    assert status == 0
    assert names == [settings.library_name, "City Library"]
