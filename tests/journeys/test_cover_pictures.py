"""Pictures of covers on the screens: shown where they can be read, and drawn covers elsewhere."""

import hashlib
import json
import struct
import zlib
from collections.abc import Callable
from itertools import product
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage
from sqlalchemy import select

from kiosk.app import application
from kiosk.resources import assets
from kiosk.store import covers, tables
from kiosk.store.cover_files import CoverFiles
from kiosk.store.database import Database
from kiosk.store.record_keys import RecordKey
from kiosk.testing.visitor import Visitor
from kiosk.ui.base.cover_drawing import CoverProvider
from kiosk.ui.base.cover_pictures import read_picture
from tests.journeys.screen_checks import controls, name_of, rect

PAINT, INK, RED = "#752708", "#FFFFFF", "#cc0000"


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    application()


def picture(width: int = 300, height: int = 420, kind: str = "JPEG", colour: str = RED) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(buffer.data().data())


def cover(content: bytes, *, frame: str = "", captioned: bool = False, width: int = 200) -> QImage:
    """Return the cover of a title whose picture is the file ``content``."""
    values = ["Laut", "", "", 0, PAINT, INK, frame, 14, "d" * 64, captioned]
    provider = CoverProvider(assets(), lambda _digest: content)
    return provider.requestImage(quote(json.dumps(values)), QSize(), QSize(width, 0))


def is_red(image: QImage, x: float, y: float) -> bool:
    """Return True if the picture is seen at a place, in fractions of the cover's sides."""
    colour = image.pixelColor(round(image.width() * x), round(image.height() * y))
    return colour.red() > 150 and colour.green() < 60


def drawn() -> QImage:
    return cover(b"")


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_picture_fills_the_cover_and_has_its_form(kind: str) -> None:
    image = cover(picture(kind=kind))
    assert image.size() == drawn().size()
    assert all(is_red(image, x, y) for x in (0.05, 0.5, 0.95) for y in (0.05, 0.5, 0.95))


@pytest.mark.parametrize(("width", "height"), [(400, 400), (100, 400), (4, 4), (1, 1)])
def test_a_picture_of_another_form_is_shown_whole(width: int, height: int) -> None:
    image = cover(picture(width, height))
    assert image.size() == drawn().size()
    assert is_red(image, 0.5, 0.5)
    corner = image.pixelColor(6, 6) if width >= height else image.pixelColor(6, 100)
    assert corner.name() == PAINT


def test_a_cover_of_a_two_colour_theme_keeps_its_frame() -> None:
    image = cover(picture(), frame="#ffeb3b")
    assert image.pixelColor(100, 1).name() == "#ffeb3b"
    assert image.pixelColor(1, 140).name() == "#ffeb3b"
    assert is_red(image, 0.5, 0.5)


def test_the_title_stands_below_the_picture_if_it_is_wanted() -> None:
    image = cover(picture(), captioned=True)
    assert is_red(image, 0.5, 0.4)
    assert not is_red(image, 0.9, 0.95)
    below = {image.pixelColor(x, y).name() for x in range(10, 90) for y in range(240, 276)}
    assert INK.lower() in below


def png_bomb() -> bytes:
    """Return a small PNG file of 50,000 × 50,000 pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(1_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rows + chunk(b"IEND", b"")


def jpeg_bomb() -> bytes:
    """Return a JPEG file whose header claims 60,000 × 60,000 pixels."""
    content = bytearray(picture(16, 16))
    start = content.index(b"\xff\xc0")  # start of frame (ITU-T T.81, B.2.2)
    content[start + 5 : start + 9] = struct.pack(">HH", 60_000, 60_000)
    return bytes(content)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect height="9"/></svg>'


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda: b"", id="no file"),
        pytest.param(lambda: SVG, id="SVG"),
        pytest.param(lambda: picture(kind="PNG"), id="PNG"),
        pytest.param(lambda: picture(8, 8, "BMP"), id="BMP"),
        pytest.param(png_bomb, id="PNG bomb"),
        pytest.param(jpeg_bomb, id="JPEG bomb"),
        pytest.param(lambda: picture()[:20], id="cut off"),
        pytest.param(lambda: b"\xff\xd8\xff" + SVG, id="no JPEG"),
        pytest.param(lambda: b"RIFF\x10\x00\x00\x00WEBP" + SVG, id="no WebP"),
        pytest.param(lambda: picture() + bytes(100_000), id="too long"),
    ],
)
def test_whatever_is_no_picture_of_ours_leaves_the_drawn_cover(made: Callable[[], bytes]) -> None:
    content = made()
    assert read_picture(content, QSize(200, 280)).isNull()
    assert cover(content) == drawn()


@settings(max_examples=200)
@given(st.binary(max_size=300), st.integers(0, 600), st.sampled_from(["JPEG", "WEBP"]))
@example(b"", 0, "JPEG")
def test_a_damaged_picture_never_stops_the_kiosk(noise: bytes, at: int, kind: str) -> None:
    content = picture(40, 56, kind)
    damaged = content[:at] + noise + content[at + len(noise) :]
    assert cover(damaged, width=40).size() == QSize(40, 56)


@given(st.integers(1, 2_000), st.integers(1, 2_000), st.integers(8, 300))
@settings(max_examples=30)
def test_a_picture_is_decoded_no_larger_than_it_is_shown(
    width: int, height: int, room: int
) -> None:
    box = QSize(room, round(room * 1.4))
    image = read_picture(picture(width, height), box)
    assert image.width() <= min(width, box.width() * 1.1 + 1)
    assert image.height() <= min(height, box.height() * 1.1 + 1)


# --- on the screens ---------------------------------------------------------------------------


def give_pictures(database: Database) -> None:
    """Give every title of the library the same picture."""
    content = picture(100, 140)
    digest = hashlib.sha256(content).hexdigest()
    CoverFiles(database.path.parent).write(digest, content)
    with database.write() as connection:
        for row in connection.execute(select(tables.bib)).all():
            key = RecordKey(row.source_id, row.occurrence)
            link = covers.CoverPicture(digest, len(content))
            covers.save_covers(connection, row.source, {key: link})


def told_and_placed(visitor: Visitor) -> list[tuple[str, QRectF]]:
    """Return the names for screen readers and the places of all controls in sight."""
    return [(name_of(each), rect(each)) for each in controls(visitor)]


def shows_picture(visitor: Visitor) -> bool:
    image = visitor.window.grabWindow()
    size = image.size()
    places = product(range(0, size.width(), 24), range(0, size.height(), 24))
    colours = (image.pixelColor(x, y) for x, y in places)
    return any(each.red() > 190 and each.green() < 10 and each.blue() < 10 for each in colours)


def news(visitor: Visitor) -> None:
    """Let the sync tell that data has come."""
    visitor.kiosk.sync.news.emit()
    visitor.settle()


def test_pictures_appear_and_vanish_without_a_jump_and_without_a_word(
    open_kiosk, database: Database
) -> None:
    visitor = open_kiosk()
    before = told_and_placed(visitor)
    assert not shows_picture(visitor)
    give_pictures(database)
    news(visitor)
    assert shows_picture(visitor)
    assert told_and_placed(visitor) == before

    visitor.kiosk.attract.show()
    visitor.settle()
    assert shows_picture(visitor)
    visitor.kiosk.attract.leave()
    visitor.tap("home-title-0")
    assert shows_picture(visitor)
    visitor.tap("back")
    visitor.tap("door-find")
    assert shows_picture(visitor)
    assert all(row.picture for row in visitor.kiosk.find.rows.shown_rows())

    visitor.kiosk.session.finish()
    visitor.kiosk.accessibility.choose("theme", "yellow-on-black")
    visitor.settle()
    assert shows_picture(visitor)
    assert told_and_placed(visitor) == before
    for file in (database.path.parent / "covers").iterdir():
        file.unlink()
    news(visitor)
    assert not shows_picture(visitor)
    assert told_and_placed(visitor) == before
