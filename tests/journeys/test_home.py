"""The first screen: what is open, new, on and free now, and never a claim without data."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from kiosk.domain.branches import Branch, Closure, WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.errors import StoreError
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.imports.import_files import import_paths
from kiosk.services.imports.load_demo import BRANCH
from kiosk.settings import Settings
from kiosk.store import places
from kiosk.store.database import Database
from kiosk.store.tables import bib, program, space
from kiosk.testing.visitor import LANDSCAPE, Look, Visitor
from kiosk.ui.base.translator import Translator
from kiosk.ui.home.home import HomePage
from kiosk.ui.home.opening import opening_state, week_hours
from tests.journeys.conftest import NOW, Listener, Open
from tests.journeys.finger import Finger, middle
from tests.journeys.keys import choose, focused, go_to
from tests.journeys.screen_checks import check


def page(visitor: Visitor) -> HomePage:
    shown: HomePage = visitor.kiosk.home.page.value
    return shown


def refresh(visitor: Visitor) -> HomePage:
    visitor.kiosk.home.refresh()
    visitor.settle()
    return page(visitor)


# --- what is shown --------------------------------------------------------------------------


def test_it_greets_and_says_until_when_the_library_is_open(visitor: Visitor) -> None:
    shown = page(visitor)
    assert shown.greeting == "Good morning. What are you looking for?"
    assert shown.opening == "Open until 20:00"
    assert shown.day == "Tuesday 24 November 2026"


def test_programmes_of_today_have_a_time_a_place_and_seats(visitor: Visitor) -> None:
    shown = page(visitor)
    assert shown.programsHeading == "Today here"
    assert 1 <= len(shown.programs) <= 3
    for row in shown.programs:
        assert row.time
        assert row.seats
        assert row.day == "Today"


def test_only_spaces_that_are_free_now_are_counted(visitor: Visitor, database: Database) -> None:
    before = page(visitor)
    assert len(before.spaces) == 3
    first = before.spaces[0].code
    start = NOW.replace(minute=30)
    ReservationService(database).reserve(first, Interval(start, start + timedelta(hours=1)), NOW)
    after = refresh(visitor)
    free, everything = map(int, before.spacesHeading.removeprefix("Rooms free now: ").split(" of "))
    assert after.spacesHeading == f"Rooms free now: {free - 1} of {everything}"
    assert first not in [row.code for row in after.spaces]


@pytest.mark.parametrize(
    ("year", "heading"), [(2026, "Just published"), (1999, "From our shelves")]
)
def test_titles_are_called_new_only_if_their_year_says_so(
    visitor: Visitor, database: Database, tmp_path: Path, year: int, heading: str
) -> None:
    lines = ["id,title,year,language,call number,branch,status"]
    lines += [f"{n},Zzz {n},{year},en,64{n},{BRANCH},available" for n in range(9)]
    (tmp_path / "new.csv").write_text("\n".join(lines), "utf-8")
    import_paths(database, [tmp_path / "new.csv"], source="new")
    shown = refresh(visitor)
    assert shown.titlesHeading == heading
    assert shown.titles
    if year == 2026:
        assert {row.title[:3] for row in shown.titles} == {"Zzz"}


def test_a_newcomer_sees_first_what_is_in_the_own_language(visitor: Visitor) -> None:
    visitor.tap("home-language-ar")
    shown = page(visitor)
    assert shown.shelfLanguage == "ar"
    assert {row.titleLanguage for row in shown.titles} == {"ar"}
    assert shown.own
    assert len({row.title for row in shown.own}) == len(shown.own), "each programme once"
    visitor.tap("home-language-en")
    assert page(visitor).shelfLanguage == ""
    assert page(visitor).own == ()


def test_titles_in_the_language_of_the_library_come_first(visitor: Visitor) -> None:
    assert {row.titleLanguage for row in page(visitor).titles} == {"en"}


def test_what_is_on_today_stays_below_the_programmes_in_the_own_language(visitor: Visitor) -> None:
    running_first = page(visitor).programs
    assert len(running_first) == 3
    assert running_first[0].seats == "Has begun"
    visitor.tap("home-language-ar")
    shown = page(visitor)
    assert shown.own
    assert shown.today
    assert len(shown.programs) == 3


@pytest.mark.parametrize("language", ["id", "en"])
def test_at_150_percent_every_tile_is_whole_without_scrolling(
    open_kiosk: Open, language: str
) -> None:
    visitor = open_kiosk(Look(language, scale=150))
    bar = visitor.sees("bar-done")
    assert bar is not None
    for name in ("use-now-0", "my-reservation", "ask-staff"):
        tile = visitor.sees(name)
        assert tile is not None
        assert tile.mapToScene(QPointF(0, tile.height())).y() < bar.mapToScene(QPointF(0, 0)).y()


# --- truth: nothing is shown that is not known ------------------------------------------------


def test_empty_sections_have_no_heading(open_kiosk: Open, database: Database) -> None:
    with database.write() as connection:
        for table in (bib, program, space):
            connection.execute(table.delete())
    visitor = open_kiosk()
    shown = page(visitor)
    assert (shown.titlesHeading, shown.programsHeading, shown.spacesHeading) == ("", "", "")
    for name in ("all-titles", "door-programs", "door-spaces", "home-title-0", "use-now-0"):
        assert not visitor.sees(name), name
    assert visitor.sees("door-find")
    check(visitor, "an empty library")


def test_where_nothing_is_on_today_the_next_days_are_named(
    open_kiosk: Open, database: Database
) -> None:
    tomorrow = datetime(2026, 11, 24, 17, tzinfo=UTC)  # midnight in Jakarta
    with database.write() as connection:
        connection.execute(program.delete().where(program.c.starts < tomorrow))
    shown = page(open_kiosk())
    assert shown.programsHeading == "Coming up"
    assert shown.programsLine == ""
    assert shown.programs[0].day == "Tomorrow"


def test_a_library_that_is_closed_says_when_rooms_are_free(
    open_kiosk: Open, database: Database
) -> None:
    with database.write() as connection:
        branch = places.find_branch(connection, BRANCH)
        assert branch
        closure = Closure(date(2026, 11, 24), "Natal")
        places.save_branch(connection, Branch(**_fields(branch), closures=(closure,)))
    visitor = open_kiosk()
    shown = page(visitor)
    assert shown.opening.replace("\u2068", "").replace("\u2069", "") == "Closed today: Natal"
    assert not shown.open
    assert shown.spacesHeading == "Rooms free later"
    assert not any(row.free for row in shown.spaces)
    visitor.tap("use-now-0")
    assert visitor.sees("slot-0")


def _fields(branch: Branch) -> dict[str, object]:
    names = ("code", "name", "zone", "address", "hours", "aliases")
    return {name: getattr(branch, name) for name in names}


def test_what_cannot_be_read_is_not_shown(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Database) -> None:
        raise StoreError("The disk is gone.", "Repair it.")

    monkeypatch.setattr(Database, "read", refuse)
    shown = refresh(visitor)
    assert shown.programsHeading == ""
    assert shown.spacesHeading == ""
    check(visitor, "an unreadable disk")


# --- opening hours ---------------------------------------------------------------------------

WEEKDAYS = tuple(WeeklyHours(day, time(8), time(20)) for day in range(5))
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("branch", "now", "told"),
    [
        (Branch("x", "x"), MONDAY, ""),
        (Branch("x", "x", hours=WEEKDAYS), MONDAY.replace(hour=9), "Open until 20:00"),
        (Branch("x", "x", hours=WEEKDAYS), MONDAY.replace(hour=7), "Closed now, opens at 08:00"),
        (
            Branch("x", "x", hours=WEEKDAYS),
            MONDAY.replace(hour=21),
            "Closed now, opens tomorrow at 08:00",
        ),
        (
            Branch("x", "x", hours=WEEKDAYS),
            MONDAY + timedelta(days=4, hours=21),
            "Closed now, opens on Mon 30 Nov at 08:00",
        ),
        (
            Branch("x", "x", closures=(Closure(MONDAY.date(), "", time(10), time(12)),)),
            MONDAY.replace(hour=13),
            "Closed now",
        ),
        (
            Branch("x", "x", hours=tuple(WeeklyHours(n, time(), time()) for n in range(7))),
            MONDAY.replace(hour=13),
            "Open now",
        ),
    ],
)
def test_the_opening_hours_in_words(branch: Branch, now: datetime, told: str) -> None:
    assert opening_state(branch, now, Translator(["en"], "en")) == told


def test_the_week_names_every_day_and_unknown_hours_are_not_invented() -> None:
    t = Translator(["en"], "en")
    week = week_hours(Branch("x", "x", hours=WEEKDAYS), MONDAY, t)
    assert [row.hours for row in week] == ["08:00 – 20:00"] * 5 + ["closed"] * 2
    assert week_hours(Branch("x", "x"), MONDAY, t) == ()


# --- by touch, keys and ear ---------------------------------------------------------------------


def test_a_room_now_takes_two_taps(visitor: Visitor) -> None:
    wanted = page(visitor).spaces[0]
    visitor.tap("use-now-0")
    visitor.tap("confirm-reservation")
    assert visitor.kiosk.reservations.code
    assert wanted.name in visitor.kiosk.reservations.confirmation.value.text


def test_a_programme_of_today_takes_one_tap(visitor: Visitor) -> None:
    title = page(visitor).programs[0].title
    visitor.tap("today-0")
    assert visitor.text("program-title") == title
    visitor.tap("back")
    assert visitor.sees("today-0")


def test_a_cover_opens_the_title_and_all_are_listed(visitor: Visitor) -> None:
    title = page(visitor).titles[0].title
    visitor.tap("home-title-0")
    assert visitor.text("record-title") == title
    visitor.tap("back")
    visitor.tap("home-language-ar")
    visitor.tap("all-titles")
    visitor.settle()
    assert {row.titleLanguage for row in visitor.kiosk.find.rows.shown_rows()} == {"ar"}


def test_the_room_that_was_taken_meanwhile_shows_its_times(
    visitor: Visitor, database: Database
) -> None:
    code = page(visitor).spaces[0].code
    start = NOW.replace(minute=30)
    ReservationService(database).reserve(code, Interval(start, start + timedelta(hours=1)), NOW)
    visitor.tap("use-now-0")
    visitor.tap("confirm-reservation")
    booked = visitor.kiosk.reservations.reservation
    assert booked
    assert booked.interval.start >= start + timedelta(hours=1), "the next free time was offered"


@pytest.mark.parametrize(
    "look", [Look("en"), Look("en", scale=200), Look("ar", scale=300)], ids=str
)
def test_help_by_staff(open_kiosk: Open, look: Look) -> None:
    visitor = open_kiosk(look)
    visitor.tap("ask-staff")
    check(visitor, "asking staff")
    assert len(page(visitor).week) == 7
    visitor.tap("ask-done")
    assert visitor.sees("door-find")


def test_the_way_to_the_desk_is_shown_where_the_house_is_drawn(visitor: Visitor) -> None:
    visitor.tap("ask-staff")
    assert visitor.sees("floor-map")
    assert visitor.kiosk.way.goal == "Information desk"
    visitor.tap("ask-done")
    assert not visitor.kiosk.way.known


def test_keys_reach_every_section_in_reading_order(visitor: Visitor) -> None:
    names = [
        "home-language-en", "door-find", "all-titles", "home-title-0", "door-programs", "today-0",
        "door-spaces", "use-now-0", "my-reservation", "ask-staff",
    ]  # fmt: skip
    seen: list[str] = []
    for _ in range(60):
        visitor.key(Qt.Key.Key_Tab)
        seen.append(focused(visitor))
    places = [seen.index(name) for name in names[2:]]
    assert places == sorted(places)
    choose(visitor, "use-now-0")
    assert visitor.sees("confirm-reservation")


def test_by_ear_a_row_says_title_time_seats_and_place(listening: Listener) -> None:
    visitor = listening.visitor
    row = page(visitor).programs[1]
    listening.since()
    go_to(visitor, "today-1")
    said = listening.since()
    assert f"{row.title} | {row.time}, {row.seats} | {row.place} | Level 1" in said
    go_to(visitor, "all-titles")
    said = listening.since()
    assert "See all" in said
    assert "not available" not in said, "the link can be pressed"
    go_to(visitor, "use-now-0")
    room = page(visitor).spaces[0]
    about = room.about.replace("\u2068", "").replace("\u2069", "")
    assert f"{room.name} | {room.until}, {about}, Use now" in listening.since()


def test_from_200_percent_on_three_doors_have_one_live_number_each(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("en", scale=200))
    shown = page(visitor)
    assert not visitor.sees("today-0")
    assert shown.programsLine.endswith("more today")
    assert shown.spacesLine.endswith("free now")
    for name in ("door-find", "door-programs", "door-spaces"):
        assert visitor.sees(name), name


@pytest.mark.parametrize("scale", [100, 200, 300])
@pytest.mark.parametrize("size", [(1366, 768), LANDSCAPE], ids=str)
def test_it_holds_together_in_landscape(
    open_kiosk: Open, size: tuple[int, int], scale: int
) -> None:
    visitor = open_kiosk(Look("en", scale=scale), size)
    check(visitor, f"home {size} {scale} %")


# --- languages ---------------------------------------------------------------------------------


class TestMoreLanguages:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        every = Settings.model_fields["languages"].default
        return settings.model_copy(update={"languages": every, "language": "id"})

    def test_five_and_more(self, open_kiosk: Open) -> None:
        visitor = open_kiosk(Look("id"))
        assert [row.code for row in page(visitor).languages] == ["id", "en", "jv", "ms", "ar"]
        visitor.tap("more-languages")
        visitor.tap("language-my")
        visitor.tap("close-panel")
        assert page(visitor).languages[-1].code == "my", "the chosen language is always in sight"
        assert visitor.sees("home-language-my")


# --- staff ---------------------------------------------------------------------------------------


def test_staff_hold_the_clock_and_a_tap_does_nothing(visitor: Visitor, qtbot: QtBot) -> None:
    place = middle(visitor, "clock")
    finger = Finger(visitor, None)
    finger.tap(place)
    assert not visitor.sees("pin")
    finger.down(place)
    qtbot.waitUntil(lambda: visitor.sees("pin") is not None, timeout=60_000)
    finger.up(place)
    assert visitor.sees("pin")
