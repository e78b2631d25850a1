"""The plan of a building at the console: forms, faults, pictures and drawing."""

import pytest
from playwright.sync_api import Page, expect
from starlette.datastructures import FormData

from kiosk.central.console.base import house_forms
from kiosk.central.console.base.forms import Form
from kiosk.central.console.base.rendering import PageLocale
from kiosk.central.feed import feed
from kiosk.domain.house.plan import (
    Area,
    House,
    Path,
    Place,
    PlaceKind,
    Point,
    Shelf,
    ShelfRange,
    Side,
)
from kiosk.protocol.messages import FeedKind
from kiosk.settings import SHIPPED_LANGUAGES
from tests.central.library import Library
from tests.clocks import ManualClock
from tests.console.conftest import Staff
from tests.console.sample_data import fill, png

PLAN = "/house?branch=main"
SHELF = {
    "part": "shelf", "code": "B", "number": "7", "x": "14", "y": "2", "width": "1", "depth": "5",
}  # fmt: skip
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><rect width="9"/></svg>'


@pytest.fixture(autouse=True)
def filled(library: Library, clock: ManualClock) -> None:
    fill(library, clock)


def plan(library: Library) -> House:
    with library.database.read() as connection:
        found = feed.load_entity(connection, FeedKind.HOUSE_PLAN, "main")
    assert isinstance(found, House)
    return found


def test_a_shelf_is_added_with_its_call_numbers(librarian: Staff, library: Library) -> None:
    ranges = "Adults; 700; 799; right; 2\nChildren"
    answer = librarian.submit(PLAN, "save", ranges=ranges, names="en: Arts", name="Seni", **SHELF)
    assert answer.status_code == 200
    shelves = plan(library).floors[0].shelves
    wanted = (ShelfRange("Adults", "700", "799", Side.RIGHT, 2), ShelfRange("Children"))
    assert shelves[1] == Shelf("B", Area(14, 2, 1, 5), 7, "Seni", {"en": "Arts"}, wanted)
    assert "Adults; 700; 799; right; 2" in librarian.page


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_the_sides_of_a_shelf_are_typed_as_they_are_shown(language: str) -> None:
    locale = PageLocale(language)
    ranges = tuple(ShelfRange("Adults", side=side) for side in Side)
    fields = house_forms.fields_of(Shelf("A", Area(1, 1, 1, 5), ranges=ranges), locale)
    (read,) = house_forms.read_shelves(Form(FormData(fields)), locale)
    assert read.ranges == ranges


def test_the_sides_of_a_shelf_are_written_in_the_language_of_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    locale, words = PageLocale("id"), {"top": "atas", "bottom": "bawah"}
    monkeypatch.setattr(locale, "pgettext", lambda _context, text: words.get(text, text))
    shelf = Shelf("A", Area(1, 1, 1, 5), ranges=(ShelfRange("Dewasa", "1", "2", Side.TOP),))
    fields = house_forms.fields_of(shelf, locale)
    assert fields["ranges"] == "Dewasa; 1; 2; atas"
    for typed, side in (("Atas", Side.TOP), ("bawah", Side.BOTTOM), ("bottom", Side.BOTTOM)):
        form = Form(FormData(fields | {"ranges": f"Dewasa; 1; 2; {typed}"}))
        assert house_forms.read_shelves(form, locale)[0].ranges[0].side is side


def test_a_row_of_shelves_is_added_at_once(librarian: Staff, library: Library) -> None:
    row = SHELF | {"x": "2", "y": "4", "width": "7", "depth": "3", "count": "3", "gap": "0,5"}
    librarian.submit(PLAN, "save", **row)
    added = plan(library).floors[0].shelves[1:]
    assert [each.number for each in added] == [7, 8, 9]
    assert [each.area for each in added] == [Area(x, 4, 2, 3) for x in (2, 4.5, 7)]


def test_a_part_is_changed_and_removed(librarian: Staff, library: Library) -> None:
    path = {"part": "path", "index": "0", "points": "1 8\n15,5 8\n15.5 9.5"}
    librarian.submit(PLAN, "save", **path)
    points = (Point(1, 8), Point(15.5, 8), Point(15.5, 9.5))
    assert plan(library).floors[0].paths == (Path(points, step_free=False),)
    librarian.submit(PLAN, "remove", part="path", index="0")
    assert plan(library).floors[0].paths == ()
    assert plan(library).floors[0].shelves


def test_a_place_of_a_space_has_a_door(librarian: Staff, library: Library) -> None:
    place = {"part": "place", "kind": "space", "space": "room1", "door": "3 4"}
    librarian.submit(PLAN, "save", x="2", y="4", width="3", depth="2", **place)
    made = plan(library).floors[0].places[1]
    assert made == Place(PlaceKind.SPACE, Area(2, 4, 3, 2), space="room1", door=Point(3, 4))


def test_floors_are_added_and_removed(librarian: Staff, library: Library) -> None:
    librarian.submit(PLAN, "save_floor", new="1", level="2", width="20", depth="10")
    assert [each.level for each in plan(library).floors] == [1, 2]
    assert "Level 2" in librarian.page
    librarian.submit(f"{PLAN}&floor=2", "remove_floor")
    assert [each.level for each in plan(library).floors] == [1]


@pytest.mark.parametrize(("picture", "pixels"), [(SVG, 400), (png(200), 200)])
def test_a_picture_of_the_plan_is_uploaded_and_removed(
    librarian: Staff, library: Library, picture: bytes, pixels: int
) -> None:
    size = {"level": "1", "width": "20", "depth": "10", "picture_width": "20"}
    file = {"picture": ("plan", picture)}
    assert librarian.submit(PLAN, "save_floor", files=file, **size).status_code == 200
    floor = plan(library).floors[0]
    assert floor.image
    assert floor.metres_per_pixel == pytest.approx(20 / pixels)
    assert "data:image/" in librarian.page
    assert floor.shelves, "the picture leaves the shelves as they are"
    librarian.submit(PLAN, "save_floor", remove_picture="yes", **size)
    assert not plan(library).floors[0].image


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"x": "far"}, "“From the left (m)” is not a length"),
        ({"x": "19.5"}, "outside the floor, which is 20 × 10 m"),
        ({"code": "A"}, "A shelf with the code “A” already exists"),
        ({"ranges": "a; b; c; up"}, "“a; b; c; up” is not a range"),
        ({"ranges": "a;b;c;top;0"}, "is not a range"),
        ({"names": "Arts"}, "“Arts” is not a name such as"),
        ({"count": "9", "gap": "1"}, "9 shelves do not fit"),
    ],
)
def test_a_fault_is_explained_and_what_was_typed_stays(
    librarian: Staff, library: Library, fields: dict[str, str], words: str
) -> None:
    before = plan(library)
    answer = librarian.submit(PLAN, "save", **(SHELF | {"name": "Kept"} | fields))
    assert answer.status_code == 422
    assert words in librarian.page
    assert 'value="Kept"' in librarian.page
    assert plan(library) == before


@pytest.mark.parametrize("points", ["1 8", "1 8\nfar", "1 8\n2 3 4", "1 8\n9999 1"])
def test_a_faulty_path_is_refused(librarian: Staff, points: str) -> None:
    assert librarian.submit(PLAN, "save", part="path", points=points).status_code == 422


@pytest.mark.parametrize(
    "picture",
    [
        b"GIF89a",
        b"<html/>",
        b"<svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b" " * 1_500_001,
    ],
)
def test_a_file_that_is_no_plan_is_refused(
    librarian: Staff, library: Library, picture: bytes
) -> None:
    size = {"level": "1", "width": "20", "depth": "10", "picture_width": "20"}
    answer = librarian.submit(PLAN, "save_floor", files={"picture": ("plan", picture)}, **size)
    assert answer.status_code == 422
    assert not plan(library).floors[0].image


def test_the_page_lists_the_faults_of_the_plan(librarian: Staff) -> None:
    librarian.open(PLAN)
    assert "Faults of the plan" not in librarian.page
    overlapping = SHELF | {"ranges": "Adults; 650; 720"}
    librarian.submit(PLAN, "save", **overlapping)
    assert "Faults of the plan" in librarian.page


def test_two_librarians_do_not_overwrite_each_other(librarian: Staff, library: Library) -> None:
    librarian.open(PLAN)
    stale = librarian.submit(PLAN, "save", version="old", **SHELF)
    assert stale.status_code == 422
    assert "Someone else has changed this" in librarian.page
    assert len(plan(library).floors[0].shelves) == 1


def test_a_viewer_sees_the_plan_and_cannot_change_it(viewer: Staff, library: Library) -> None:
    viewer.open(PLAN)
    assert "Welcome desk" in viewer.page
    assert "Add a shelf" not in viewer.page
    assert viewer.submit(PLAN, "save", **SHELF).status_code == 403
    assert len(plan(library).floors[0].shelves) == 1


def test_only_this_page_may_run_scripts(librarian: Staff) -> None:
    policy = "content-security-policy"
    assert "script-src 'self'" in librarian.open(PLAN).headers[policy]
    assert "script-src" not in librarian.open("/branches").headers[policy]


def test_a_shelf_is_drawn_with_the_mouse(page: Page, library: Library) -> None:
    page.goto("/console" + PLAN)
    page.check("input[value=shelf]")
    drag(page, (14, 2), (15, 7))
    expect(page.locator("#shelf-new-x")).to_have_value("14")
    expect(page.locator("#shelf-new-depth")).to_have_value("5")
    page.fill("#shelf-new-code", "B")
    page.press("#shelf-new-code", "Enter")
    page.wait_for_url("**done=**")
    assert plan(library).floors[0].shelves[1].area == Area(14, 2, 1, 5)


def test_a_place_is_moved_and_a_path_drawn_with_the_mouse(page: Page, library: Library) -> None:
    page.goto("/console" + PLAN)
    drag(page, (3, 2.5), (5, 4.5))
    expect(page.locator("#place-0-x")).to_have_value("4")
    page.click("#place-0 button[value=save]")
    page.wait_for_url("**done=**")
    assert plan(library).floors[0].places[0].area == Area(4, 4, 3, 1.5)
    page.check("input[value=path]")
    for point in ((2, 8), (2, 4)):
        page.mouse.click(*on_screen(page, point))
    page.click("#path-new button[value=save]")
    page.wait_for_load_state()
    page.wait_for_selector("#path-1")
    assert plan(library).floors[0].paths[1].points == (Point(2, 8), Point(2, 4))


def on_screen(page: Page, point: tuple[float, float]) -> tuple[float, float]:
    place = page.evaluate(
        """([x, y]) => {
            const plan = document.getElementById("plan");
            plan.scrollIntoView({block: "center"});
            const at = new DOMPoint(x, y).matrixTransform(plan.getScreenCTM());
            return [at.x, at.y];
        }""",
        list(point),
    )
    return place[0], place[1]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*on_screen(page, start))
    page.mouse.down()
    page.mouse.move(*on_screen(page, end), steps=4)
    page.mouse.up()
