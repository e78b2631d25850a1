"""Printing a code on a receipt printer, which is either a network socket or a device file."""

import io
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from kiosk.app import Kiosk, application
from kiosk.errors import SettingsError
from kiosk.services.bookings.print_receipt import PrinterError, ReceiptPrinter
from kiosk.settings import Settings, load
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from kiosk.testing.visitor import PORTRAIT, Look, Visitor
from kiosk.ui.base import fonts
from kiosk.ui.base.background import Background
from kiosk.ui.base.receipt import draw_receipt
from tests.journeys.conftest import NOW
from tests.journeys.screen_checks import check

RASTER, CUT = b"\x1dv0", b"\x1dV"  # GS v 0 and GS V of ESC/POS

OpenWith = Callable[..., Visitor]


class Printer:
    """Listens on a socket as a network receipt printer does."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp:127.0.0.1:{self.listener.getsockname()[1]}"
        self.paper = b""
        self.printed = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        connection, _ = self.listener.accept()
        with connection:
            while piece := connection.recv(65536):
                self.paper += piece
        self.printed.set()


@pytest.fixture
def printer() -> Iterator[Printer]:
    printer = Printer()
    yield printer
    printer.listener.close()


@pytest.fixture
def open_with(database: Database, settings: Settings) -> Iterator[OpenWith]:
    """Open a kiosk with this printer, and reserve a space there."""
    opened: list[Kiosk] = []
    application()

    def open_(address: str, look: Look) -> Visitor:
        own = settings.model_copy(update={"receipt_printer": address})
        kiosk = Kiosk(own, database, Speaker(), lambda: NOW, PORTRAIT)
        kiosk.attend()
        opened.append(kiosk)
        kiosk.translator.choose(look.language)
        kiosk.accessibility.choose("scale", look.scale)
        visitor = Visitor(kiosk)
        visitor.settle()
        for name in ("door-spaces", "space-0", "slot-1", "confirm-reservation"):
            visitor.tap(name)
        return visitor

    yield open_
    for kiosk in opened:
        kiosk.close()


def settled(visitor: Visitor) -> str:
    background = visitor.kiosk.receipt.findChild(Background)
    assert background
    background.settle()
    visitor.settle()
    return visitor.text("print-message")


@pytest.mark.parametrize("language", ["en", "id", "ar"])
def test_the_code_is_printed(open_with: OpenWith, printer: Printer, language: str) -> None:
    visitor = open_with(printer.address, Look(language, "standard", 300))
    check(visitor, "reserved, with a printer")
    visitor.tap("print-code")
    assert settled(visitor)
    assert printer.printed.wait(30)
    assert RASTER in printer.paper
    assert CUT in printer.paper
    visitor.settle(100)  # the message makes the screen anew
    check(visitor, "printed")


def test_without_a_printer_nothing_is_offered(open_with: OpenWith) -> None:
    assert not open_with("", Look("en")).sees("print-code")


def test_a_printer_that_does_not_answer_is_told_gently(open_with: OpenWith) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"tcp:127.0.0.1:{closed.getsockname()[1]}"
    visitor = open_with(address, Look("en"))
    visitor.tap("print-code")
    assert "could not be printed" in settled(visitor)
    assert visitor.text("reservation-code")


def test_the_message_is_gone_for_the_next_visitor(open_with: OpenWith, printer: Printer) -> None:
    visitor = open_with(printer.address, Look("en"))
    visitor.tap("print-code")
    settled(visitor)
    visitor.kiosk.session.finish()
    assert visitor.kiosk.receipt.message == ""


def test_a_printer_that_is_a_file(tmp_path: Path) -> None:
    application()
    fonts.load()
    ReceiptPrinter(f"file:{tmp_path / 'lp0'}").print(draw_receipt([("012 345", 72)], False))
    paper = (tmp_path / "lp0").read_bytes()
    assert RASTER in paper
    assert CUT in paper


@pytest.mark.parametrize("text", ["012 345", "الرمز 012 345", "预约码", "ကုဒ်", "A" * 200])
def test_every_script_leaves_ink_within_the_paper(text: str) -> None:
    application()
    fonts.load()
    picture = Image.open(io.BytesIO(draw_receipt([(text, 40)], text.startswith("ال"))))
    ink = picture.point(lambda grey: 255 - grey).getbbox()
    assert picture.width == 512
    assert ink is not None
    left, _top, right, bottom = ink
    assert left > 0
    assert right < 512
    assert bottom < picture.height


@pytest.mark.parametrize("address", ["lp0", "usb:", "ftp:printer", ""])
def test_a_bad_address_is_reported(address: str) -> None:
    with pytest.raises(PrinterError, match="no receipt printer"):
        ReceiptPrinter(address)


def test_a_wrong_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KIOSK_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(SettingsError, match="receipt_printer"):
        load(receipt_printer="usb:printer")
