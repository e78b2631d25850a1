"""Looking through the programs day by day: by touch, with keys and by ear."""

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.partners import Partner
from kiosk.store import partners
from kiosk.store.database import Database
from kiosk.testing.visitor import LANDSCAPE, Look, Visitor
from tests.journeys.conftest import Listener, Open
from tests.journeys.keys import DOWN, ENTER, choose, focused, go_to
from tests.journeys.programs import fill
from tests.journeys.screen_checks import check

RIGHT, LEFT = Qt.Key.Key_Right, Qt.Key.Key_Left


def titles(visitor: Visitor) -> list[str]:
    programs = visitor.kiosk.programs
    return [row.title for row in (*programs.rows.shown_rows(), *programs.allDay.shown_rows())]


def test_every_day_of_the_week_says_how_many_programs_it_has(visitor: Visitor) -> None:
    visitor.tap("door-programs")
    days = visitor.kiosk.programs.days.shown_rows()
    assert [day.weekday for day in days] == ["Today", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon"]
    assert [day.chosen for day in days] == [True] + [False] * 6
    for number, day in enumerate(days):
        visitor.tap(f"day-{number}")
        count = len(titles(visitor))
        assert day.count == f"{count} programmes"
        assert day.name.removeprefix("Today, ") in visitor.text("programs-summary")
        assert visitor.kiosk.programs.days.shown_rows()[number].chosen


def test_the_days_go_on_to_the_next_week_and_back(visitor: Visitor) -> None:
    visitor.tap("door-programs")
    visitor.tap("previous-week")  # there is nothing before today
    assert visitor.text("programs-summary").startswith("Tuesday 24 November")
    visitor.tap("next-week")
    assert visitor.text("programs-summary").startswith("Tuesday 1 December")
    visitor.tap("day-3")
    assert visitor.text("programs-summary").startswith("Friday 4 December")
    visitor.tap("previous-week")
    assert visitor.text("programs-summary").startswith("Tuesday 24 November")


def test_a_day_chosen_by_keys_keeps_the_focus(visitor: Visitor) -> None:
    choose(visitor, "door-programs")
    assert focused(visitor) == "day-0"
    visitor.key(RIGHT, RIGHT)
    assert focused(visitor) == "day-2"
    before = titles(visitor)
    visitor.key(ENTER)
    assert focused(visitor) == "day-2"
    assert titles(visitor) != before
    visitor.key(LEFT)
    assert focused(visitor) == "day-1"


def test_a_day_is_heard_with_its_programs_and_told_once(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-programs")
    go_to(visitor, "day-1")
    listening.since()
    visitor.key(DOWN)
    assert "Thursday 26 November, 6 programmes" in listening.since()
    visitor.key(ENTER)
    visitor.settle(1200)  # a change is said at the next pause
    assert listening.since().count("26 November") == 1
    assert focused(visitor) == "day-2"


def test_the_month_is_a_list_of_days_that_have_something(visitor: Visitor) -> None:
    visitor.tap("door-programs")
    visitor.tap("topic-sign-language")  # on Tuesdays
    visitor.tap("month")
    offered = [day for day in visitor.kiosk.programs.monthDays.shown_rows() if day.offered]
    assert [day.number for day in offered] == ["24", "1", "8", "15", "22"]
    check(visitor, "the month")
    go_to(visitor, "month", Qt.Key.Key_Up)
    visitor.key(Qt.Key.Key_Up)  # “Earlier days” has nothing to show and is passed over
    assert visitor.window.activeFocusItem().property("text").startswith("Tuesday 22 December")
    visitor.key(ENTER)
    assert not visitor.kiosk.programs.isMonth
    assert visitor.text("programs-summary").startswith("Tuesday 22 December")
    assert focused(visitor) == "month"


def test_filters_are_chips_that_one_tap_removes(visitor: Visitor) -> None:
    visitor.tap("door-programs")
    everything = titles(visitor)
    visitor.tap("kind-discussion")
    assert titles(visitor) == ["Kelompok baca ibu"]
    assert visitor.sees("kind-discussion").property("checked")
    assert not visitor.sees("clear-filters").property("checked")
    assert not visitor.sees("need-childcare")
    visitor.tap("open-filters")
    visitor.tap("need-childcare")
    visitor.tap("open-filters")
    visitor.tap("need-childcare")  # a chosen filter stays in sight
    assert titles(visitor) == ["Kelompok baca ibu"]
    visitor.tap("clear-filters")
    assert titles(visitor) == everything


def test_a_day_without_programs_shows_the_next_day(visitor: Visitor) -> None:
    visitor.tap("door-programs")
    visitor.tap("audience-elders")  # on Wednesdays
    assert visitor.text("programs-summary") == (
        "No programmes match the filters on this day. Wednesday 25 November: 1 programme"
    )
    assert titles(visitor) == ["Aman di internet untuk lansia"]
    assert visitor.text("next-program-day").startswith("Wednesday 2 December: ")


def test_the_list_ends_with_tomorrow(visitor: Visitor) -> None:
    visitor.tap("door-programs")
    assert visitor.text("next-program-day").startswith("Tomorrow: ")
    visitor.tap("next-program-day")
    assert visitor.text("programs-summary").startswith("Wednesday 25 November")


def test_a_program_of_all_day_is_a_band_at_the_end(visitor: Visitor) -> None:
    visitor.tap("door-programs")
    programs = visitor.kiosk.programs
    (exhibition,) = programs.allDay.shown_rows()
    last = len(titles(visitor)) - 1
    visitor.tap(f"program-{last}")
    assert visitor.text("program-title") == exhibition.title
    assert programs.program.day.endswith("All day")


def test_the_tiles_say_what_is_known_of_the_seats(open_kiosk: Open, database: Database) -> None:
    visitor = open_kiosk()
    visitor.tap("door-programs")
    status = {row.title: row.status for row in visitor.kiosk.programs.rows.shown_rows()}
    assert status["Kelompok baca ibu"] == "On now"
    assert status["Mencetak tiga dimensi: langkah pertama"] == "8 of 8 seats left"
    visitor.tap("day-3")
    status = {row.title: row.status for row in visitor.kiosk.programs.rows.shown_rows()}
    assert status["Chess club"] == "Just come"
    fill(database)
    visitor.tap("day-0")
    visitor.kiosk.programs.start()
    full = visitor.kiosk.programs.rows.shown_rows()[1]
    assert (full.status, full.offer) == ("Full: join the waiting list", "Waiting list")


def test_who_registers_too_late_in_the_list_is_told_there(
    open_kiosk: Open, database: Database
) -> None:
    visitor = open_kiosk()
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    choose(visitor, "door-programs")
    go_to(visitor, "register-1")
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE program SET cancelled = 1")
    listener.since()
    visitor.key(ENTER)
    assert visitor.text("refusal-1") == "This programme has been cancelled."
    assert "This programme has been cancelled." in listener.since()
    assert focused(visitor) == "program-1"
    assert not visitor.sees("reservation-code")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_registering_in_the_list_by_keys(open_kiosk: Open, language: str) -> None:
    visitor = open_kiosk(Look(language, "yellow-on-black", 200))
    choose(visitor, "door-programs")
    choose(visitor, "register-1")
    assert visitor.text("reservation-code").replace(" ", "") == visitor.kiosk.registrations.code
    check(visitor, f"{language}, registered from the list")


def test_the_title_is_said_in_its_own_language(open_kiosk: Open) -> None:
    visitor = open_kiosk()
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    choose(visitor, "door-programs")
    go_to(visitor, "program-2")
    listener.since()
    go_to(visitor, "program-1", Qt.Key.Key_Up)
    visitor.settle()
    assert ("Mencetak tiga dimensi: langkah pertama", "id") in listener.said
    go_to(visitor, "program-2")
    visitor.settle()
    assert ("Indonesian for newcomers: intermediate", "en") in listener.said


def test_a_partner_has_a_page_with_all_its_programs(visitor: Visitor) -> None:
    visitor.tap("door-programs")
    visitor.tap("program-2")
    visitor.tap("partner")
    assert visitor.text("partner-name") == "House of Languages Foundation"
    assert visitor.text("partner-about").startswith("The foundation teaches languages")
    check(visitor, "a partner")
    dates = visitor.kiosk.partners.partner.value.dates
    assert {each.title for each in dates} == {
        "Indonesian for newcomers: beginners",
        "Indonesian for newcomers: intermediate",
    }
    visitor.tap("date-of-program-1")
    assert visitor.text("program-title") == dates[1].title


def test_partners_are_listed_below_the_programs(visitor: Visitor, database: Database) -> None:
    with database.write() as connection:
        partners.save_partner(
            connection, Partner("Komunitas", "…", aliases=("komunitas kebun kota",))
        )
    visitor.tap("door-programs")
    names = [row.name for row in visitor.kiosk.partners.rows.shown_rows()]
    assert "Komunitas" in names  # found by its alias, whatever the case
    assert "Komunitas Kebun Kota" not in names
    assert "Forum Inklusi Tirtasari" in names  # not described
    visitor.tap(f"partner-{names.index('Forum Inklusi Tirtasari')}")
    assert visitor.text("partner-name") == "Forum Inklusi Tirtasari"
    assert not visitor.sees("partner-about")
    assert visitor.sees("date-of-program-0")


def test_the_next_dates_and_the_way_are_on_the_page(visitor: Visitor) -> None:
    visitor.tap("door-programs")
    visitor.tap("program-1")
    assert visitor.kiosk.way.known
    assert visitor.sees("floor-map")
    first = visitor.kiosk.programs.program.value.dates[0]
    visitor.tap("date-of-program-0")
    assert visitor.kiosk.programs.program.day.split()[1] in first.when
    assert visitor.kiosk.programs.program.day != "Tuesday 24 November"


def test_list_and_program_are_side_by_side(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("en"), LANDSCAPE)
    visitor.tap("door-programs")
    rows = visitor.kiosk.programs.rows.shown_rows()
    assert visitor.text("program-title") == rows[0].title
    visitor.tap("program-1")
    assert visitor.text("program-title") == rows[1].title
    assert visitor.sees("program-0")
    check(visitor, "list and program")
    visitor.tap("day-1")
    assert visitor.text("program-title") == visitor.kiosk.programs.rows.shown_rows()[0].title
    visitor.tap("day-2")
    visitor.tap("register-0")
    assert visitor.sees("reservation-code")


def test_the_end_of_the_session_forgets_days_and_filters(visitor: Visitor) -> None:
    visitor.tap("door-programs")
    visitor.tap("day-3")
    visitor.tap("kind-workshop")
    visitor.tap("topic-computers")
    visitor.kiosk.session.finish()
    visitor.tap("door-programs")
    programs = visitor.kiosk.programs
    assert programs.chosenCount == 0
    assert visitor.text("programs-summary").startswith("Tuesday 24 November")
