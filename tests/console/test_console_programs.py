"""Additions that staff make to programs are kept after the next harvest."""

from kiosk.central.feed import feed
from kiosk.domain.registrations import Registration
from kiosk.protocol.messages import FeedKind
from tests.central.library import Library
from tests.clocks import ManualClock
from tests.console.conftest import Staff
from tests.console.sample_data import add_program, dates, register

PAGE = "/program?source=events&uid=circle"
CIRCLE = {"source": "events", "uid": "circle"}


def test_a_harvest_keeps_enrichments(
    librarian: Staff, library: Library, clock: ManualClock
) -> None:
    add_program(library, clock)
    more = {"kind": "language_class", "language": "id", "seats": "12", "step_free": "yes"}
    librarian.submit(PAGE, "save", **CIRCLE, **more)
    assert "Programme details saved." in librarian.page
    add_program(library, clock, title="Another title")
    for each in dates(library):
        assert (each.title, each.language, each.seats) == ("Another title", "id", 12)
        assert each.step_free
        assert each.kind == "language_class"


def test_a_removed_enrichment_returns_to_the_harvested_value(
    librarian: Staff, library: Library, clock: ManualClock
) -> None:
    add_program(library, clock)
    librarian.submit(PAGE, "save", **CIRCLE, audience="women")
    assert 'value="women"' in librarian.page
    librarian.submit(PAGE, "save", **CIRCLE)
    add_program(library, clock)
    assert [each.audience for each in dates(library)] == ["", ""]


def test_a_bad_number_of_seats_keeps_the_other_input(
    librarian: Staff, library: Library, clock
) -> None:
    add_program(library, clock)
    librarian.submit(PAGE, "save", **CIRCLE, seats="many", audience="women")
    assert "“many” is not a number" in librarian.page
    assert 'value="women"' in librarian.page
    assert dates(library)[0].audience == ""


def test_a_viewer_changes_nothing(viewer: Staff, library: Library, clock: ManualClock) -> None:
    add_program(library, clock)
    assert "Circle" in viewer.open("/programs").text
    assert "do not have permission" in viewer.submit(PAGE, "save", **CIRCLE, audience="women").text
    assert dates(library)[0].audience == ""


def test_registrations_are_seen_and_cancelled(
    librarian: Staff, library: Library, clock: ManualClock
) -> None:
    add_program(library, clock)
    librarian.submit(PAGE, "save", **CIRCLE, seats="1")
    first, second = register(library, "111111"), register(library, "222222")
    assert "1 of 1 seats taken, 1 on the waiting list" in librarian.open(PAGE).text
    librarian.submit("/reservations", "find", code="222 222")
    assert "<dd>On the waiting list</dd>" in librarian.page
    librarian.submit("/reservations", "cancel", id=first)
    assert "Reservation cancelled." in librarian.page
    with library.database.read() as connection:
        found = feed.load_entity(connection, FeedKind.REGISTRATION, second)
    assert isinstance(found, Registration)
    assert found.status == "confirmed", "the next on the waiting list has the seat"
