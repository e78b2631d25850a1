"""Managing branches, hours, closures, spaces and booking rules in the console."""

from datetime import date, time, timedelta

import pytest

from kiosk.central.feed import feed
from kiosk.central.harvesting.upstream import (
    SourceKind,
    SourceOptions,
    Upstream,
    save_source,
)
from kiosk.domain.branches import Closure, WeeklyHours
from kiosk.domain.spaces import Space, SpaceOwner
from kiosk.protocol.messages import FeedKind
from tests.central.library import Library
from tests.console.conftest import Staff
from tests.console.sample_data import SPACE, branch

FIELDS = {"code": "east", "name": "East", "zone": "Asia/Jakarta"}


def space(library: Library, code: str) -> Space | None:
    with library.database.read() as connection:
        found = feed.load_entity(connection, FeedKind.SPACE, code)
    assert found is None or isinstance(found, Space)
    return found


def test_a_branch_with_its_hours(librarian: Staff, library: Library) -> None:
    hours = {"hours-0": "09:00-12:00, 13:00–17:30", "hours-5": "10:00-14:00"}
    librarian.submit("/branch", "save", **FIELDS, **hours)
    assert "Branch saved." in librarian.page
    assert 'value="09:00-12:00, 13:00-17:30"' in librarian.page
    assert branch(library, "east").hours == (
        WeeklyHours(0, time(9), time(12)),
        WeeklyHours(0, time(13), time(17, 30)),
        WeeklyHours(5, time(10), time(14)),
    )


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("9-17", (time(9), time(17))),
        ("08.00–16.00", (time(8), time(16))),
        ("08.00 s/d 16.00 WIB", (time(8), time(16))),
        ("00:00-24:00", (time(), time())),
        ("18:00-24.00", (time(18), time())),
    ],
)
def test_opening_hours_may_be_written_in_several_ways(
    librarian: Staff, library: Library, typed: str, span: tuple[time, time]
) -> None:
    librarian.submit("/branch", "save", **FIELDS, **{"hours-2": typed, "hours-3": "tutup"})
    assert branch(library, "east").hours == (WeeklyHours(2, *span),)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"hours-1": "morning"}, "“morning” is not valid. Write opening hours"),
        ({"hours-1": "09:00Z-17:00"}, "“09:00Z-17:00” is not valid. Write opening hours"),
        ({"hours-1": "9-12, 13-25"}, "“13-25” is not valid. Write opening hours"),
        ({"hours-1": "09:00-09:00"}, "“09:00-09:00” is not valid. Write opening hours"),
        ({"zone": "Jakarta"}, "“Jakarta” is not a time zone"),
        ({"zone": "Asia"}, "“Asia” is not a time zone"),
        ({"name": ""}, "“Name” is empty"),
    ],
)
def test_bad_input_is_reported_and_kept_in_the_form(
    librarian: Staff, library: Library, wrong: dict[str, str], expected: str
) -> None:
    answer = librarian.submit("/branch", "save", **(FIELDS | {"address": "Jalan 1"} | wrong))
    assert answer.status_code == 422
    assert expected in librarian.page
    assert 'value="Jalan 1"' in librarian.page
    with library.database.read() as connection:
        assert feed.load_entity(connection, FeedKind.BRANCH, "east") is None


def test_closures_are_added_and_removed(librarian: Staff, library: Library) -> None:
    days = {"code": "main", "first": "2026-12-24", "last": "2026-12-25"}
    librarian.submit("/branch?code=main", "close", **days, reason="Christmas")
    early = {"code": "main", "first": "2026-12-24", "special": "08:00-12:00"}
    librarian.submit("/branch?code=main", "close", **early, reason="Christmas Eve")
    assert branch(library, "main").closures == (
        Closure(date(2026, 12, 24), "Christmas Eve", time(8), time(12)),
        Closure(date(2026, 12, 25), "Christmas"),
    )
    assert "Thursday 24 December 2026: 08:00-12:00, Christmas Eve" in librarian.page
    librarian.submit("/branch?code=main", "open", code="main", day="2026-12-25")
    assert len(branch(library, "main").closures) == 1
    before = {"code": "main", "first": "2026-12-24", "last": "2026-12-23"}
    assert "before the first" in librarian.submit("/branch?code=main", "close", **before).text


def test_a_space_with_its_policy(librarian: Staff, admin: Staff, library: Library) -> None:
    librarian.submit("/space?branch=main", "save", **SPACE)
    saved = space(library, "hall")
    assert saved and saved.equipment == ("projector", "piano")
    assert saved.step_free
    assert not saved.hearing_loop
    assert saved.policy.max_length == timedelta(hours=4)
    assert saved.policy.check_in_grace == timedelta(minutes=15)
    assert (
        "shorter than one slot"
        in librarian.submit("/space", "save", **SPACE | {"slot": "300"}).text
    )
    assert (
        "no branch “west”" in librarian.submit("/space", "save", **SPACE | {"branch": "west"}).text
    )
    refused = librarian.submit("/space?code=hall", "remove", code="hall")
    assert "do not have permission" in refused.text
    assert refused.status_code == 403
    admin.submit("/space?code=hall", "remove", code="hall")
    assert space(library, "hall") is None


def test_names_in_other_languages_are_kept_and_checked(librarian: Staff, library: Library) -> None:
    names = {"names": "en: Hall; ar: القاعة"}
    librarian.submit("/space?branch=main", "save", **SPACE | names)
    saved = space(library, "hall")
    assert saved
    assert saved.names == (("ar", "القاعة"), ("en", "Hall"))
    assert "ar: القاعة; en: Hall" in librarian.open("/space?code=hall").text
    wrong = librarian.submit("/space?branch=main", "save", **SPACE | {"names": "Hall"})
    assert "Write names in other languages like this" in wrong.text


def test_adding_never_overwrites_an_existing_one(librarian: Staff, library: Library) -> None:
    before = branch(library, "main"), space(library, "room1")
    added = {"code": "main", "name": "Other", "zone": "UTC", "new": "1"}
    assert librarian.submit("/branch", "save", **added).status_code == 422
    assert "A branch with the code “main” already exists." in librarian.page
    answer = librarian.submit("/space", "save", **(SPACE | {"code": "room1", "new": "1"}))
    assert answer.status_code == 422
    assert "A space with the code “room1” already exists." in librarian.page
    assert (branch(library, "main"), space(library, "room1")) == before


def test_the_system_that_owns_a_space_and_its_lent_hours(
    librarian: Staff, library: Library
) -> None:
    times = Upstream(
        "rooms", SourceKind.TIMES, "https://rooms.example/r.ics", timedelta(minutes=5),
        library.server.clock(), SourceOptions(),
    )  # fmt: skip
    with library.database.write() as connection:
        save_source(connection, times)
    fields = {"owner_form": "1", "owner": "rooms", "aliases": "R-1, Studio", "lent-1": "14-16"}
    librarian.submit("/space", "save", new="1", **SPACE, **fields)
    made = space(library, SPACE["code"])
    assert made
    assert made.aliases == ("R-1", "Studio")
    assert made.owner == SpaceOwner("rooms", (WeeklyHours(1, time(14), time(16)),))
    assert 'value="14:00-16:00"' in librarian.page
    assert '<option value="rooms" selected>' in librarian.page
