"""The first start: staff set up the kiosk on the screen, by touch, with keys or by ear."""

import tomllib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from fastapi import FastAPI
from PySide6.QtCore import Qt

from kiosk.app import Kiosk, application
from kiosk.central.database import CentralDatabase
from kiosk.central.http.api import create_kiosk_api
from kiosk.central.server import Server
from kiosk.errors import KioskError
from kiosk.services.upkeep.set_up import check_pin, is_set_up
from kiosk.settings import Settings, load
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from kiosk.testing.visitor import LANDSCAPE, PORTRAIT, Look, Visitor
from kiosk.ui.staff.first_start import STEPS
from tests.central.http_server import running_server
from tests.journeys.conftest import ENGLISH, NOW, Listener
from tests.journeys.screen_checks import check

OpenNew = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config" / "kiosk.toml"
    monkeypatch.setenv("KIOSK_CONFIG", str(path))
    monkeypatch.delenv("KIOSK_SEARCH_BY_MEANING")  # a setting that is not at its default
    return path


@pytest.fixture
def open_new(database: Database) -> Iterator[OpenNew]:
    """Return a function that opens a kiosk that has never been set up."""
    opened: list[Kiosk] = []
    application()

    def open_(look: Look = ENGLISH, size: tuple[int, int] = PORTRAIT) -> Visitor:
        settings = Settings(data_dir=database.path.parent, double_tap_ms=0)
        kiosk = Kiosk(settings, database, Speaker(), lambda: NOW, size, first_start=True)
        kiosk.attend()
        opened.append(kiosk)
        kiosk.translator.choose(look.language)
        kiosk.accessibility.choose("theme", look.theme)
        kiosk.accessibility.choose("scale", look.scale)
        visitor = Visitor(kiosk)
        visitor.settle()
        return visitor

    yield open_
    for kiosk in opened:
        kiosk.close()


def test_the_width_that_the_display_tells_is_proposed(
    open_new: OpenNew, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.ui.staff.first_start.reported_width_mm", lambda: 477)
    visitor = open_new()
    go_to(visitor, "screen")
    assert visitor.text("screen-width") == "477"
    go_to(visitor, "pin")
    for name in ("pin-0", "pin-1"):
        visitor.tap(name)
        visitor.type("4711")
    visitor.tap("next-step")
    assert load().screen_width_mm == 477


def step(visitor: Visitor) -> str:
    return str(visitor.kiosk.first_start.step)


def go_to(visitor: Visitor, wanted: str) -> None:
    while step(visitor) != wanted:
        visitor.tap("next-step")


def test_all_by_touch(open_new: OpenNew, config: Path) -> None:
    visitor = open_new()
    finished: list[bool] = []
    visitor.kiosk.first_start.finished.connect(lambda: finished.append(True))
    assert not is_set_up()
    visitor.tap("offer-zh")  # all are offered; this one no longer
    visitor.tap("next-step")
    visitor.clear("library-name")
    visitor.type("Perpustakaan Desa")
    visitor.tap("branch-pusat")
    go_to(visitor, "screen")
    visitor.tap("screen-width")
    visitor.type("345")
    visitor.tap("next-step")
    visitor.tap("pin-0")
    visitor.type("4711")
    visitor.tap("pin-1")
    visitor.type("4711")
    assert not config.exists()  # nothing is kept before the end
    visitor.tap("next-step")
    assert finished
    kept = load()
    assert (kept.library_name, kept.branch) == ("Perpustakaan Desa", "pusat")
    assert kept.screen_width_mm == 345
    assert kept.languages[0] == "en"
    assert "zh" not in kept.languages
    assert check_pin(kept, "4711")
    assert "4711" not in config.read_text("utf-8")
    assert tomllib.loads(config.read_text("utf-8"))


def test_all_by_keys(open_new: OpenNew, config: Path) -> None:
    visitor = open_new()

    def focus_on(name: str) -> None:
        for _ in range(60):
            item = visitor.window.activeFocusItem()
            while item is not None and item.objectName() != name:
                item = item.parentItem()
            if item is not None:
                return
            visitor.key(Qt.Key.Key_Tab)
        raise AssertionError(f"the keys do not reach {name}")

    for _ in STEPS[:-1]:
        focus_on("next-step")
        visitor.key(Qt.Key.Key_Return)
    for name in ("pin-0", "pin-1"):
        focus_on(name)
        visitor.type("2468")
    focus_on("next-step")
    visitor.key(Qt.Key.Key_Return)
    assert config.exists()


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("12", "12", "four to twelve"), ("1234", "1235", "do not match"), ("", "", "four to twelve")],
)
def test_a_pin_that_will_not_do(
    open_new: OpenNew, config: Path, first: str, second: str, told: str
) -> None:
    visitor = open_new()
    go_to(visitor, "pin")
    visitor.tap("pin-0")
    visitor.type(first)
    visitor.tap("pin-1")
    visitor.type(second)
    visitor.tap("next-step")
    assert told in visitor.text("objection")
    assert not config.exists()


def test_a_name_and_a_language_are_needed(open_new: OpenNew) -> None:
    visitor = open_new()
    for language in visitor.kiosk.translator.languages:
        visitor.tap(f"offer-{language.code}")
    visitor.tap("next-step")
    assert "one language" in visitor.text("objection")
    visitor.tap("offer-en")
    visitor.tap("next-step")
    visitor.clear("library-name")
    visitor.type(" ")
    visitor.tap("next-step")
    assert "library name" in visitor.text("objection")


def test_steps_back_keep_what_was_answered(open_new: OpenNew) -> None:
    visitor = open_new()
    visitor.tap("offer-ar")
    visitor.tap("next-step")
    visitor.tap("previous-step")
    chosen = {
        each.value for each in visitor.kiosk.first_start.languages.shown_rows() if each.chosen
    }
    assert "ar" not in chosen
    visitor.kiosk.session.finish()
    visitor.settle()
    assert visitor.sees("next-step")  # the end of a session does not let visitors in


def test_a_server_that_does_not_answer_is_told(open_new: OpenNew) -> None:
    visitor = open_new()
    go_to(visitor, "server")
    visitor.tap("server-address")
    visitor.type("http://127.0.0.1:9")
    visitor.tap("pairing-code")
    visitor.type("ABCD")
    visitor.tap("pair")
    visitor.settle()
    assert "rejected this kiosk" in visitor.text("objection")
    visitor.tap("next-step")
    assert step(visitor) == "sound"


def test_what_hinders_the_pairing_is_told_in_the_language_of_the_screen(
    open_new: OpenNew, tmp_path: Path
) -> None:
    visitor = open_new(Look("id"))
    go_to(visitor, "server")
    central = CentralDatabase(f"sqlite:///{tmp_path / 'central.sqlite3'}")
    server = Server(central, tmp_path / "snapshots", lambda: NOW)
    stranger = FastAPI()  # it answers, and knows nothing of kiosks
    with (
        running_server(server, create_kiosk_api(server)) as url,
        running_server(server, stranger) as other,
    ):
        hinders = ["perpustakaan", "http://127.0.0.1:9", other, *[url] * 6]
        told = [objection(visitor, address) for address in hinders]
    central.close()
    assert all(text.startswith("Server menolak kios ini.") for text in told)
    assert [text.partition(". ")[2] for text in told] == [
        "Alamat harus diawali dengan https://.",
        "Server tidak menjawab. Periksa alamat dan jaringannya.",
        "Tidak ada server kios di alamat ini.",
        *["Kodenya salah, sudah dipakai, atau kedaluwarsa. Mintalah kode baru."] * 5,
        "Terlalu banyak kode salah. Tunggu 15 menit.",
    ]


def objection(visitor: Visitor, address: str) -> str:
    """Return the message after an attempt to pair with the server at ``address``."""
    visitor.clear("server-address")
    visitor.type(address)
    visitor.clear("pairing-code")
    visitor.type("ABCD")
    visitor.tap("pair")
    visitor.settle()
    return visitor.text("objection")


def test_it_is_spoken(open_new: OpenNew) -> None:
    visitor = open_new()
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    numbers = count(2)
    for wanted in STEPS[1:]:
        visitor.kiosk.first_start.next()
        visitor.settle()
        said = listener.since()
        assert f"Step {next(numbers)} of 6" in said, wanted
    visitor.kiosk.first_start.next()
    assert "four to twelve digits" in listener.since()


def test_settings_that_cannot_be_kept_are_told(
    open_new: OpenNew, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = open_new()
    go_to(visitor, "pin")
    for name in ("pin-0", "pin-1"):
        visitor.tap(name)
        visitor.type("4711")

    def refuse(_answers: object) -> None:
        raise KioskError("The file cannot be written.")

    monkeypatch.setattr("kiosk.ui.staff.first_start.save_first_answers", refuse)
    visitor.tap("next-step")
    assert "cannot be written" in visitor.text("objection")


@pytest.mark.parametrize("language", ["en", "id", "ar"])
@pytest.mark.parametrize("scale", [100, 300])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_every_step_can_be_used_in_every_look(
    open_new: OpenNew, language: str, scale: int, size: tuple[int, int]
) -> None:
    visitor = open_new(Look(language, "yellow-on-black", scale), size)
    for wanted in STEPS:
        assert step(visitor) == wanted
        check(visitor, f"{language} {scale} {wanted}")
        visitor.kiosk.first_start.next()
        visitor.settle()
