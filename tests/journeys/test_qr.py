"""QR codes, rendered by the screen's own control and read as a phone would read them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.app import application
from kiosk.ui.base.qr_codes import QrProvider
from tests.journeys.qr_reader import read

CONTROLS = Path(__file__).parents[2] / "kiosk" / "ui" / "controls"

Show = Callable[[str], QQuickItem]


@pytest.fixture
def show() -> Iterator[Show]:
    """Show the QR code control with a text in a window."""
    application()
    window, engine = QQuickWindow(), QQmlEngine()
    window.resize(400, 400)
    engine.addImageProvider("qr", QrProvider())

    def show_(text: str) -> QQuickItem:
        component = QQmlComponent(engine, QUrl.fromLocalFile(str(CONTROLS / "QrCode.qml")))
        item = component.createWithInitialProperties({"text": text, "name": "A QR code"})
        assert isinstance(item, QQuickItem), component.errorString()
        item.setParent(window)
        item.setParentItem(window.contentItem())
        window.show()
        QTest.qWait(50)
        return item

    yield show_
    window.close()


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a?b=c%20d&e=/f#g",
        "BEGIN:VEVENT\r\nSUMMARY:Percakapan; 100% gratis\r\nEND:VEVENT\r\n",
        "حلقة محادثة 红楼梦",
        "x" * 500,
    ],
)
def test_what_is_shown_is_what_a_phone_reads(show: Show, text: str) -> None:
    item = show(text)
    assert item.isVisible()
    assert item.width() >= item.property("modules") * 4
    assert item.implicitWidth() % item.property("modules") == 0, "blurred modules"
    assert read(item.window().grabWindow()) == text


def test_it_has_a_role_and_a_name(show: Show) -> None:
    interface = QAccessible.queryAccessibleInterface(show("text"))
    assert interface.role() == QAccessible.Role.Graphic
    assert interface.text(QAccessible.Text.Name) == "A QR code"


@pytest.mark.parametrize("text", ["", "x" * 501])
def test_what_no_phone_could_read_is_not_shown(show: Show, text: str) -> None:
    assert not show(text).isVisible()
