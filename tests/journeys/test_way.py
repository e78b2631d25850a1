"""The way to a shelf, a room or another place: seen, heard, on a receipt and in a QR code."""

from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QImage

from kiosk.domain.house.plan import House
from kiosk.services.house_guide import HouseGuide
from kiosk.services.upkeep.check_plan import plan_faults
from kiosk.store import houses
from kiosk.store.database import Database
from kiosk.testing.visitor import LANDSCAPE, Look, Visitor
from kiosk.ui.base.background import Background
from kiosk.ui.base.receipt import Receipt
from kiosk.ui.house.floor_images import decode, render_plan
from tests.journeys.conftest import Listener, Open
from tests.journeys.screen_checks import check

SHELF = ("641.59598 PAN s", "Rak dewasa, lantai 1", "pusat")


def _steps(visitor: Visitor) -> list[str]:
    rows = visitor.kiosk.way.steps.shown_rows()
    return [
        row.text.replace("\u2068", "").replace("\u2069", "").replace("\u00a0", " ") for row in rows
    ]


def _house(database: Database) -> House:
    with database.read() as connection:
        house = houses.find_house(connection, "pusat")
    assert house is not None
    return house


def _save(database: Database, house: House) -> None:
    with database.write() as connection:
        houses.save_house(connection, house)


def test_the_map_of_the_house_and_the_way_to_a_place(visitor: Visitor) -> None:
    visitor.tap("house-map")
    assert visitor.sees("floor-map")
    check(visitor, "the map")
    names = [row.name for row in visitor.kiosk.way.places.shown_rows()]
    assert {"Toilets", "Lift", "Information desk", "Main Hall"} <= set(names)
    visitor.tap(f"map-place-{names.index('Toilets')}")
    assert _steps(visitor)[0].startswith("From this screen, go straight on for 10 m")
    assert _steps(visitor)[-1] == "In front of you: Toilets."
    assert visitor.text("way-step-0")
    check(visitor, "the map")
    visitor.tap("back")
    assert not visitor.kiosk.way.property("known")
    visitor.tap("map-floor-1")
    assert "Study Room 2" in [row.name for row in visitor.kiosk.way.places.shown_rows()]


def test_the_way_to_a_shelf(visitor: Visitor) -> None:
    visitor.kiosk.way.showShelf(*SHELF)
    assert visitor.kiosk.way.property("summary") == "Shelf 4 · Level 1"
    assert _steps(visitor) == [
        "From this screen, go straight on for 2 m.",
        "Turn right and go 9 m (about 13 steps), past 3 shelves (left).",
        "Turn left and go 4 m (about 6 steps).",
        "On your right: Shelf 4.",
        "Look for 641.59598 PAN s on board 2, counted from the top.",
    ]


def test_a_way_without_stairs(visitor: Visitor) -> None:
    visitor.tap("house-map")
    visitor.tap("map-floor-1")
    names = [row.name for row in visitor.kiosk.way.places.shown_rows()]
    visitor.tap(f"map-place-{names.index('Study Room 2')}")
    assert any(each.startswith("Go up the stairs") for each in _steps(visitor))
    visitor.tap("way-step-free")
    assert any(each.endswith("Take the lift to level 2.") for each in _steps(visitor))
    assert not any("Go up the stairs" in each for each in _steps(visitor))
    visitor.kiosk.way.showSpace("belajar-3")
    assert _steps(visitor) == []
    assert "no way there without stairs" in visitor.kiosk.way.property("notice")
    visitor.tap("bar-done")
    visitor.kiosk.way.showSpace("belajar-3")
    assert _steps(visitor), "the next visitor gets the shortest way"


def test_every_step_is_heard_and_names_in_their_own_voice(listening: Listener) -> None:
    visitor = listening.visitor
    visitor.press("house-map")
    visitor.press("map-floor-1")
    names = [row.name for row in visitor.kiosk.way.places.shown_rows()]
    visitor.press(f"map-place-{names.index('Study Room 1')}")
    listening.since()
    steps = _steps(visitor)
    heard = ""
    for _ in range(len(steps) + 8):
        visitor.key(Qt.Key.Key_Tab)
        heard += listening.since().replace("\u00a0", " ") + " | "
    for each in steps:
        for sentence in each.split(". "):
            assert sentence.rstrip(".") in heard, heard


def test_the_whole_way_is_read_on_request_even_without_speech(visitor: Visitor) -> None:
    said = Listener(visitor)
    visitor.tap("house-map")
    visitor.tap("map-place-2")
    visitor.tap("way-listen")
    assert "go straight on for" in said.since()


def test_nothing_is_claimed_where_nothing_is_known(visitor: Visitor, database: Database) -> None:
    way = visitor.kiosk.way
    way.showShelf("641.5", "No such collection", "pusat")
    assert not way.property("known") and not _steps(visitor)
    way.showShelf("641.5 A", "Rak dewasa, lantai 1", "timur")
    assert not way.property("known"), "the copy is in another building"
    way.showLocation("Halaman belakang")
    assert not way.property("known")
    house = _house(database)
    _save(database, replace(house, floors=tuple(replace(f, kiosks=()) for f in house.floors)))
    way.showShelf(*SHELF)
    assert way.property("known") and not _steps(visitor)
    assert way.property("notice") == "Please ask a member of staff for the way."


def test_without_a_plan_there_is_no_map(visitor: Visitor, database: Database) -> None:
    with database.write() as connection:
        houses.delete_house(connection, "pusat")
    visitor.kiosk.way.changed.emit()
    visitor.settle()
    assert not visitor.sees("house-map")
    visitor.kiosk.way.showShelf(*SHELF)
    assert not visitor.kiosk.way.property("known")


def test_a_phone_gets_the_way_as_text(visitor: Visitor) -> None:
    way = visitor.kiosk.way
    way.showShelf(*SHELF)
    text = way.qrText("Sambal Nusantara", "Rak dewasa, lantai 1", SHELF[0])
    assert text.splitlines()[:3] == ["Sambal Nusantara", SHELF[0], "Rak dewasa, lantai 1"]
    assert "Turn left and go 4 m." in text and len(text.encode()) <= 425
    visitor.kiosk.translator.choose("ar")
    assert len(way.qrText("ع" * 150, "ع" * 200, SHELF[0]).encode()) <= 425
    way.clear()
    assert way.qrText("Title", "Shelf", "1") == "Title\n1\nShelf"


def test_the_end_of_the_session_forgets_the_goal(visitor: Visitor) -> None:
    visitor.kiosk.way.showSpace("belajar-2")
    visitor.tap("bar-done")
    assert not visitor.kiosk.way.property("known") and not _steps(visitor)


@pytest.mark.parametrize(
    "look",
    [
        Look("ar", scale=200),
        Look("id", "yellow-on-black", 300),
        Look("en", "night", 100, LANDSCAPE),
    ],
)
def test_the_screens_keep_the_rules(open_kiosk: Open, look: Look) -> None:
    visitor = open_kiosk(look, look.size)
    visitor.tap("house-map")
    check(visitor, "the map")
    visitor.tap("map-place-1")
    check(visitor, "the map")


def test_the_plans_of_the_demo_library_are_sound(database: Database) -> None:
    for branch in ("pusat", "timur", "anak"):
        assert plan_faults(database, branch, "") == []


def test_staff_are_told_which_copies_have_no_shelf(database: Database, tmp_path: Path) -> None:
    house = _house(database)
    ground = house.floors[0]
    fewer = replace(ground, shelves=tuple(s for s in ground.shelves if s.code != "dewasa-4"))
    _save(database, replace(house, floors=(fewer, *house.floors[1:])))
    faults = plan_faults(database, "pusat", "")
    assert faults and any("“Rak dewasa, lantai 1” are on no shelf" in each for each in faults)
    assert any("has no shelf between 629 and 700" in each for each in faults), faults


def test_every_copy_of_the_demo_library_can_be_reached(database: Database) -> None:
    guide = HouseGuide(database, "pusat")
    house = _house(database)
    for _, shelf in house.shelves():
        for part in shelf.ranges:
            to = guide.shelf(part.collection, part.first or "1", "pusat")
            assert to is not None and guide.way(to).steps, shelf.code


def test_an_uploaded_plan_lies_below_the_shelves(visitor: Visitor, database: Database) -> None:
    red = b'<rect width="64" height="40" fill="#f00"/>'
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="40">' + red + b"</svg>"
    house = _house(database)
    ground = replace(house.floors[0], image=b64encode(svg).decode(), metres_per_pixel=0.5)
    _save(database, replace(house, floors=(ground, *house.floors[1:])))
    visitor.tap("house-map")
    drawing = visitor.kiosk.way.drawing.value
    assert (drawing.imageWide, drawing.imageDeep) == (32.0, 20.0)
    floor = visitor.sees("floor-map")
    assert floor is not None
    middle = floor.mapToScene(QPointF(floor.width() * 0.3, floor.height() * 0.5)).toPoint()
    seen = visitor.window.grabWindow().pixelColor(middle)
    assert seen.red() > seen.green() + 60


@pytest.mark.parametrize("file", [b"", b"no image", b"<svg", b"\x89PNG\r\n\x1a\n damaged"])
def test_a_damaged_plan_is_left_out(file: bytes) -> None:
    image = render_plan(file, QSize(10, 10))
    assert image.pixelColor(5, 5).alpha() == 0
    assert decode("no base64!") == b""


def test_the_receipt_has_the_way_below_the_code(visitor: Visitor) -> None:
    printed: list[QImage] = []
    receipt = Receipt(
        lambda png: printed.append(QImage.fromData(png)),
        visitor.kiosk.translator,
        "Library",
        visitor.kiosk.way.sentences,
    )
    background = receipt.findChild(Background)
    assert isinstance(background, Background)

    def height() -> int:
        background.settle()
        return printed.pop().height()

    receipt.printCode("Study Room 2", "228 444")
    alone = height()
    visitor.kiosk.way.showSpace("belajar-2")
    receipt.printCode("Study Room 2", "228 444")
    assert height() > alone + 8 * 26, "eight steps"
    visitor.kiosk.way.clear()
    receipt.printCode("Study Room 2", "228 444")
    assert height() == alone
    receipt.close()
