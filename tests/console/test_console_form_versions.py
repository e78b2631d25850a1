"""Concurrent edits do not overwrite each other; times are in the library's time zone."""

from dataclasses import replace

import pytest

from kiosk.central.feed import feed
from tests.central.library import BRANCH, Library
from tests.clocks import ManualClock
from tests.console.conftest import Staff
from tests.console.sample_data import SPACE, add_program, branch

MAIN = {"code": "main", "name": "Main", "zone": "UTC", "hours-0": "08:00-20:00"}
CIRCLE = {"source": "events", "uid": "circle"}
OUTDATED = "Someone else has changed this since you opened it."


@pytest.mark.parametrize(
    ("path", "fields", "changed"),
    [
        ("/branch?code=main", MAIN, {"address": "Jalan 1"}),
        ("/space?code=room1", SPACE | {"code": "room1", "name": "Room"}, {"floor": "2"}),
        ("/settings", {"library_name": "Ours"}, {"idle_seconds": "120"}),
        ("/program?source=events&uid=circle", CIRCLE, {"seats": "9"}),
    ],
)
def test_a_concurrent_change_is_not_overwritten(
    admin: Staff,
    library: Library,
    clock: ManualClock,
    path: str,
    fields: dict[str, str],
    changed: dict[str, str],
) -> None:
    add_program(library, clock)
    mine = opened_version(admin, path)
    assert admin.submit(path, "save", **fields, **changed).status_code == 200
    refused = admin.submit(path, "save", **fields, version=mine)
    assert refused.status_code == 422
    assert OUTDATED in admin.page
    # A second save after the warning overwrites the other change.
    shown = admin.page.split('name="version" value="')[1].split('"')[0]
    assert shown != mine
    key = admin.page.split('name="form_key" value="')[1].split('"')[0]
    data = {"form_key": key, "do": "save", "version": shown, **fields}
    assert OUTDATED not in admin.http.post(path, data=data).text


def opened_version(staff: Staff, path: str) -> str:
    staff.open(path)
    return staff.page.split('name="version" value="')[1].split('"')[0]


def test_bad_input_does_not_hide_a_concurrent_change(admin: Staff, library: Library) -> None:
    mine = opened_version(admin, "/branch?code=main")
    admin.submit("/branch?code=main", "save", **MAIN, address="Jalan 1")
    wrong = MAIN | {"hours-0": "morning"}
    admin.submit("/branch?code=main", "save", **wrong, version=mine)
    assert f'name="version" value="{mine}"' in admin.page
    admin.submit("/branch?code=main", "save", **MAIN, version=mine)
    assert OUTDATED in admin.page
    assert branch(library, "main").address == "Jalan 1"


def test_a_concurrent_closure_does_not_block_saving_the_hours(
    admin: Staff, library: Library
) -> None:
    mine = opened_version(admin, "/branch?code=main")
    admin.submit("/branch?code=main", "close", code="main", first="2026-12-25")
    assert "Branch saved." in admin.submit("/branch?code=main", "save", **MAIN, version=mine).text
    assert len(branch(library, "main").closures) == 1


def test_times_are_in_the_zone_of_the_library(admin: Staff, library: Library) -> None:
    east = replace(BRANCH, zone="Asia/Makassar")
    with library.database.write() as connection:
        feed.publish(connection, [east], library.server.clock())
    kiosk = library.pair()
    hour = (library.server.clock().hour + 8) % 24
    for path in ("/kiosks", "/log"):
        page = admin.open(path).text.replace("\u202f", " ")
        assert f"{hour:02}:00" in page, (path, kiosk)
        assert "UTC" not in page
    another = replace(BRANCH, code="west", zone="Asia/Jakarta")
    with library.database.write() as connection:
        feed.publish(connection, [another], library.server.clock())
    assert "WITA" in admin.open("/log").text, "with two zones each time names its zone"
