"""Registering for a program and cancelling the seat: by touch, with keys and by ear."""

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt

from kiosk.store.database import Database
from kiosk.testing.visitor import Look, Visitor
from kiosk.ui.programs.registrations import RegistrationOffer
from tests.journeys.conftest import NOW, Listener, Open, open_code
from tests.journeys.keys import ENTER, ESCAPE, choose
from tests.journeys.programs import fill, open_program
from tests.journeys.qr_reader import read
from tests.journeys.screen_checks import check

LANGUAGES = ["en", "id", "ar"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_touch(open_kiosk: Open, language: str) -> None:
    visitor = open_kiosk(Look(language))
    registrations = visitor.kiosk.registrations
    open_program(visitor)
    before = registrations.offer.state
    visitor.tap("register")
    check(visitor, f"{language}, registered")
    assert visitor.text("reservation-code").replace(" ", "") == registrations.code
    assert registrations.offer.state != before, "there is one place less"
    visitor.tap("back")  # to the start: what led here is done

    open_code(visitor, registrations.code)
    assert visitor.kiosk.programs.program.title in visitor.text("found")
    check(visitor, f"{language}, a registration found")
    visitor.tap("cancel-it")
    visitor.tap("cancel-sure")
    visitor.tap("cancel-done")
    open_program(visitor)
    assert registrations.offer.state == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keyboard(open_kiosk: Open, language: str) -> None:
    visitor = open_kiosk(Look(language, "white-on-black", 200))
    choose(visitor, "door-programs")
    number = 0
    choose(visitor, "program-0")
    while not visitor.sees("register"):
        number += 1
        visitor.key(ESCAPE)
        choose(visitor, f"program-{number}")
    choose(visitor, "register")
    code = visitor.kiosk.registrations.code
    assert len(code) == 6
    choose(visitor, "reserved-done")
    choose(visitor, "my-reservation")
    visitor.type(code)
    visitor.key(ENTER)
    visitor.settle()
    choose(visitor, "cancel-it")
    choose(visitor, "cancel-sure")
    assert visitor.kiosk.lookup.is_cancelled


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_ear(open_kiosk: Open, language: str) -> None:
    visitor = open_kiosk(Look(language))
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    choose(visitor, "door-programs")
    number = -1
    while not visitor.sees("register"):
        number += 1
        if number:
            visitor.key(ESCAPE)
        listener.since()
        choose(visitor, f"program-{number}")
    kiosk = visitor.kiosk
    assert kiosk.registrations.offer.state in listener.since().replace(" | ", " ")
    choose(visitor, "calendar-code")
    assert kiosk.translator.pgettext(
        "codes", "Scan with your phone to add this date to your calendar."
    ) in listener.since().replace(" | ", " ")
    choose(visitor, "register")
    said = listener.since()
    assert kiosk.registrations.confirmation.title in said
    code = kiosk.registrations.code
    choose(visitor, "reserved-done")
    choose(visitor, "my-reservation")
    visitor.type(code)
    visitor.key(ENTER)
    listener.since()
    choose(visitor, "cancel-it")
    assert visitor.text("cancel-question") in listener.since().replace(" | ", " ")
    choose(visitor, "cancel-sure")
    title = kiosk.programs.program.title
    assert title in listener.since()
    assert kiosk.lookup.is_cancelled


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_program_has_a_waiting_list(
    open_kiosk: Open, database: Database, language: str
) -> None:
    fill(database, waiting=1)
    visitor = open_kiosk(Look(language, "black-on-white", 300))
    open_program(visitor)
    assert "2" in visitor.text("seats-left") or "٢" in visitor.text("seats-left")
    visitor.tap("register")
    explanation = visitor.text("reservation-explanation")
    assert "2" in explanation or "٢" in explanation
    check(visitor, f"{language}, on the waiting list")


def test_the_words_of_a_full_program(open_kiosk: Open, database: Database) -> None:
    fill(database, waiting=1)
    visitor = open_kiosk()
    open_program(visitor)
    assert visitor.text("seats-left") == "Full. You would be number 2 on the waiting list"
    assert visitor.text("register") == "Join the waiting list"
    visitor.tap("register")
    assert visitor.text("reservation-explanation").startswith(
        "You are number 2 on the waiting list"
    )


def test_a_program_without_seats_asks_for_no_registration(
    visitor: Visitor, database: Database
) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE program SET seats = NULL")
    visitor.tap("door-programs")
    visitor.tap("program-0")
    assert visitor.text("seats-left") == "No registration needed, just come along."
    assert not visitor.sees("register")


def test_who_registers_too_late_is_told(open_kiosk: Open, database: Database) -> None:
    visitor = open_kiosk()
    open_program(visitor)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE program SET cancelled = 1")
    visitor.tap("register")
    assert visitor.text("register-failure") == "This programme has been cancelled."
    assert not visitor.sees("reservation-code")


def test_the_phone_reads_the_date(visitor: Visitor) -> None:
    open_program(visitor)
    visitor.key(Qt.Key.Key_PageDown)
    text = read(visitor.window.grabWindow())
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert str(event["summary"]) == visitor.kiosk.programs.program.title
    assert event.decoded("dtstart") > NOW


def test_the_end_of_the_session_wipes_program_and_code(visitor: Visitor) -> None:
    open_program(visitor)
    visitor.tap("register")
    visitor.kiosk.session.finish()
    assert visitor.kiosk.registrations.code == ""
    assert visitor.kiosk.registrations.offer.value == RegistrationOffer()
