"""Requests that no browser sends get a 4xx status and never reach the database."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.central.console.access import accounts
from kiosk.central.console.access.accounts import Role
from kiosk.central.console.app import PAGES
from kiosk.central.console.pages.signing_in import PAGES as OPEN_PAGES
from kiosk.central.database import CentralDatabase
from tests.central.library import Library
from tests.clocks import ManualClock
from tests.console.conftest import PASSWORD, Staff

NUL = "a\0b"
# PostgreSQL compresses long index keys before it measures them, but cannot compress these.
LONG = "".join(random.Random(1).choices([chr(n) for n in range(0x4E00, 0x9FFF)], k=1_900))
# Fields that a form checks before the hostile one.
BASE = {
    "code": "main",
    "name": "N",
    "zone": "Asia/Jakarta",
    "first": "2026-12-01",
    "kind": "study_room",
    "capacity": "4",
    "slot": "30",
    "longest": "60",
    "buffer": "0",
    "ahead": "7",
    "branch": "main",
    "url": "http://127.0.0.1:9/x",
    "every": "60",
    "day": "2026-12-01",
    "start": "09:00",
    "minutes": "60",
    "space": "room1",
    "id": "r",
    "role": "viewer",
    "password": "seven other plain words",
    "source": "s",
    "uid": "p",
    "kiosk": "k",
}


@pytest.fixture
def library(central_url: str, tmp_path: Path, clock: ManualClock) -> Iterator[Library]:
    database = CentralDatabase(central_url)
    filled = Library(database, tmp_path / "snapshots", clock)
    with database.write() as connection:
        accounts.create_account(connection, Role.ADMIN, Role.ADMIN, PASSWORD, clock())
    yield filled
    database.close()


def test_a_nul_in_an_address_or_a_form_is_refused(admin: Staff) -> None:
    for path in ("/source?name=", "/program?source=", "/program?uid=", "/log?before="):
        assert admin.http.get(f"{path}a%00b").status_code == 400, path
    odd = dict.fromkeys(BASE, NUL)
    for page in (*PAGES, *OPEN_PAGES):
        for deed in page.actions:
            answer = admin.http.post(page.path, data={"do": deed, **odd})
            assert answer.status_code == 400, (page.path, deed)


KEYS = (
    ("/branch", "save", {"code": LONG}),
    ("/space", "save", {"code": LONG}),
    ("/space", "save", {"branch": LONG}),
    ("/space", "remove", {"code": LONG}),
    ("/sources", "add", {"name": LONG, "kind": "file"}),
    ("/sources", "connect", {"name": LONG, "system": "slims", "copies_every": "60"}),
    ("/sources", "connect", {"name": "s", "url": "http://[", "user": "u", "copies_every": "60"}),
    ("/sources", "connect", {"name": "s", "authority": LONG, "copies_every": "60"}),
    ("/source", "run", {"name": LONG}),
    ("/source", "remove", {"name": LONG}),
    ("/source", "covers", {"name": LONG}),
    ("/source", "covers", {"name": "koha", "folder": "x" * 1_990}),
    ("/source", "covers", {"name": "koha", "folder": "~nobody-here"}),
    ("/source", "covers", {"name": "koha", "service": "http://[{isbn}"}),
    ("/program", "save", {"uid": LONG}),
    ("/reservations", "find", {"code": LONG}),
    ("/reservations", "cancel", {"id": LONG}),
    ("/reservations", "move", {"space": LONG}),
    ("/kiosks", "code", {"branch": LONG}),
    ("/kiosks", "revoke", {"kiosk": LONG}),
    ("/accounts", "remove", {"name": LONG}),
)


def test_texts_that_are_too_long_for_a_key_are_refused(admin: Staff) -> None:
    admin.open("/branches")
    key = re.search(r'name="form_key" value="(\w+)"', admin.page)
    assert key
    for path, deed, odd in KEYS:
        fields = {**BASE, "form_key": key[1], "do": deed, "version": "", **odd}
        answer = admin.http.post(path, data=fields, follow_redirects=False)
        assert answer.status_code in {200, 422}, (path, deed, list(odd))
    assert admin.open("/branches").status_code == 200


@pytest.mark.parametrize("charset", ["raw_unicode_escape", "unicode_escape", "punycode"])
@pytest.mark.parametrize("text", [rb"\ud800", rb"\x00", b"xn--\x80"])
def test_a_form_in_a_wrong_charset_is_refused(admin: Staff, charset: str, text: bytes) -> None:
    part = b'--X\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    fields = ((b"do", b"open"), (b"code", text), (text, b"x"))
    body = b"".join(part % field for field in fields) + b"--X--\r\n"
    kind = f"multipart/form-data; boundary=X; charset={charset}"
    answer = admin.http.post("/branch", content=body, headers={"Content-Type": kind})
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("origin", ["http://[::1", "http://]", "null", "x"])
def test_a_form_with_a_malformed_origin_is_refused(admin: Staff, origin: str) -> None:
    admin.open("/branch?code=main")
    admin.http.headers["Origin"] = origin
    assert admin.submit("/branch", "open", code="main", day="2026-12-01").status_code == 422


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("9999-12-31", ""),
        ("9999-01-01", "9999-12-31"),
        ("9998-12-31", "9999-12-31"),
        ("0001-01-01", ""),
        ("1899-12-31", "1900-01-02"),
        ("2200-01-01", ""),
    ],
)
def test_a_closure_outside_the_supported_years_is_refused(
    admin: Staff, first: str, last: str
) -> None:
    answer = admin.submit("/branch?code=main", "close", code="main", first=first, last=last)
    assert answer.status_code == 422
    assert "is not a date such as" in admin.page


def test_removing_an_unknown_account_is_refused(admin: Staff) -> None:
    assert admin.submit("/accounts", "remove", name="nobody").status_code == 422
    assert "There is no account “nobody”." in admin.page
    admin.open("/log")
    assert "nobody" not in admin.page
