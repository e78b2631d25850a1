"""Signing in to the console, sessions, roles and error pages."""

from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import CHEAPEST

from kiosk.central.console.access import accounts, sessions
from kiosk.central.console.app import PAGES, create_server_app
from kiosk.central.console.base import audit
from tests.central.http_server import running_server
from tests.central.library import Library
from tests.clocks import ManualClock
from tests.console.conftest import PASSWORD, Staff


def recorded_actions(library: Library) -> list[tuple[str, str]]:
    with library.database.read() as connection:
        return [(e.account, e.action) for _, e in audit.newest_entries(connection, 100)]


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_nothing_works_without_signing_in(guest: Staff, path: str) -> None:
    assert str(guest.open(path).url).endswith("/console/sign-in")
    answer = guest.http.post(path, data={"do": "revoke"})
    assert str(answer.url).endswith("/console/sign-in")


def test_signing_in_and_out(guest: Staff, library: Library) -> None:
    assert str(guest.sign_in("admin").url).endswith("/console/kiosks")
    assert "admin (administrator)" in guest.page
    token = guest.http.cookies["staff"]
    guest.submit("/kiosks", "sign_out")  # the page has no such action
    assert "not possible here" in guest.page
    guest.submit("/sign-in", "sign_out")
    guest.http.cookies.set("staff", token, path="/console")
    assert str(guest.open("/kiosks").url).endswith("/sign-in"), "the old token is invalid"
    assert recorded_actions(library)[-1] == ("admin", "sign_in")


def test_an_unknown_name_costs_as_much_as_a_known_one(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = []

    class NotingHasher(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            costs.append(extract_parameters(str(hash)))
            return super().verify(hash, password)

    monkeypatch.setattr(accounts, "HASHER", NotingHasher.from_parameters(CHEAPEST))
    with library.database.read() as connection:
        for name in ("admin", "unheard of"):
            assert accounts.authenticate(connection, name, "wrong") is None
    assert costs == [CHEAPEST, CHEAPEST]


def test_the_cookie_is_restricted_to_this_server(library: Library) -> None:
    with running_server(library.server, create_server_app(library.server, secure=True)) as url:
        staff = Staff(url)
        data = {"do": "sign_in", "name": "admin", "password": PASSWORD}
        data["form_key"] = sessions.csrf_token("")
        answer = staff.http.post("/sign-in", data=data, follow_redirects=False)
        cookie = answer.headers["set-cookie"].lower()
        staff.http.close()
    for part in ("httponly", "secure", "samesite=strict", "path=/console"):
        assert part in cookie


def test_a_session_ends_after_one_idle_hour_or_twelve_hours(
    admin: Staff, clock: ManualClock
) -> None:
    for _ in range(15):
        clock.advance(minutes=50)
        admin.open("/kiosks")
    assert "Sign in" in admin.page, "twelve hours have passed"
    admin.sign_in("admin")
    clock.advance(minutes=59)
    assert "Sign in" not in admin.open("/kiosks").text
    clock.advance(minutes=61)
    assert str(admin.open("/kiosks").url).endswith("/sign-in")


def test_after_five_wrong_passwords_the_right_one_is_refused_too(
    guest: Staff, clock: ManualClock
) -> None:
    for _ in range(5):
        assert guest.sign_in("admin", "wrong").status_code == 422
        assert "Wrong name or password." in guest.page
    assert guest.sign_in("admin").status_code == 422
    assert "Too many wrong passwords. Wait 15 minutes." in guest.page
    clock.advance(minutes=16)
    assert guest.sign_in("admin").status_code == 200


def test_a_form_of_another_site_is_refused(admin: Staff, library: Library) -> None:
    kiosk = library.pair()
    form = {"do": "revoke", "kiosk": kiosk}
    assert "has expired" in admin.http.post("/kiosks", data=form).text
    assert "has expired" in admin.http.post("/kiosks", data=form | {"form_key": "0" * 64}).text
    form["form_key"] = sessions.csrf_token(admin.http.cookies["staff"])
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert "has expired" in admin.http.post("/kiosks", data=form, headers=headers).text
    assert library.server.public_key(kiosk)
    origin = str(admin.http.base_url).removesuffix("/console/")
    admin.http.post("/kiosks", data=form, headers={"Origin": origin})
    assert library.server.public_key(kiosk) is None


def test_pages_cannot_load_or_frame_other_sites(admin: Staff) -> None:
    headers = admin.open("/kiosks").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert "<script" not in admin.page
    assert "http" not in admin.page.replace("http-equiv", "")


def test_roles(viewer: Staff, librarian: Staff, admin: Staff) -> None:
    assert viewer.open("/accounts").status_code == 403
    assert "You do not have permission." in viewer.page
    assert librarian.open("/log").status_code == 403
    for staff in (viewer, librarian):
        assert "do not have permission" in staff.submit("/kiosks", "code", branch="main").text
    assert "Pairing code" in admin.submit("/kiosks", "code", branch="main").text


def test_accounts_are_created_changed_and_deleted(admin: Staff, guest: Staff) -> None:
    new = {"name": "Sari", "role": "viewer", "password": "short"}
    assert "at least 12 characters" in admin.submit("/accounts", "make", **new).text
    assert 'value="Sari"' in admin.page, "what was typed is still there"
    admin.submit("/accounts", "make", **(new | {"password": PASSWORD}))
    assert "Account created" in admin.page
    assert "already" in admin.submit("/accounts", "make", **(new | {"password": PASSWORD})).text
    admin.submit("/accounts", "role", name="Sari", role="librarian")
    assert guest.sign_in("Sari").status_code == 200
    assert "Sari (librarian)" in guest.page
    admin.submit("/accounts", "remove", name="Sari")
    assert str(guest.open("/kiosks").url).endswith("/sign-in"), "signed out at once"
    for do in ("remove", "role"):
        assert (
            "last administrator" in admin.submit("/accounts", do, name="admin", role="viewer").text
        )


def test_a_new_password_signs_all_browsers_out(viewer: Staff, guest: Staff) -> None:
    guest.sign_in("viewer")
    new = "another few plain words"
    assert "is wrong" in viewer.submit("/password", "set", old="no", new=new, again=new).text
    assert (
        "do not match" in viewer.submit("/password", "set", old=PASSWORD, new=new, again="x").text
    )
    viewer.submit("/password", "set", old=PASSWORD, new=new, again=new)
    assert str(guest.open("/kiosks").url).endswith("/sign-in")
    assert guest.sign_in("viewer", new).status_code == 200


def test_guessing_the_old_password_is_limited_like_signing_in(
    viewer: Staff, guest: Staff, clock: ManualClock
) -> None:
    new = "another few plain words"
    for _ in range(5):
        assert (
            "current password is wrong" in viewer.submit("/password", "set", old="no", new=new).text
        )
    right = viewer.submit("/password", "set", old=PASSWORD, new=new, again=new)
    assert "Too many wrong passwords. Wait 15 minutes." in right.text
    assert guest.sign_in("viewer").status_code == 422, "these attempts count at sign-in too"
    clock.advance(minutes=16)
    viewer.submit("/password", "set", old=PASSWORD, new=new, again=new)
    assert guest.sign_in("viewer", new).status_code == 200


def test_the_log_shows_who_did_what(admin: Staff, library: Library) -> None:
    kiosk = library.pair("lobby")
    admin.submit("/kiosks", "revoke", kiosk=kiosk)
    admin.open("/log")
    assert f"<strong>admin</strong>: Kiosk revoked – {kiosk}" in admin.page
    assert recorded_actions(library)[0] == ("admin", "revoke")


def test_an_unknown_page_gives_404(admin: Staff) -> None:
    assert admin.open("/nothing").status_code == 404
    assert "This page does not exist." in admin.page


def test_languages(guest: Staff) -> None:
    guest.http.headers["Accept-Language"] = "id-ID,id;q=0.9,en;q=0.5"
    guest.open("/sign-in")
    assert '<html lang="id" dir="ltr">' in guest.page
    guest.open("/sign-in?lang=en")
    assert '<html lang="en" dir="ltr">' in guest.page
    guest.open("/sign-in")
    assert '<html lang="en" dir="ltr">' in guest.page, "the choice is remembered"
    guest.open("/sign-in?lang=fa")
    assert '<html lang="fa" dir="rtl">' in guest.page
    assert "گذرواژه" in guest.page


def test_a_fault_of_the_server_gives_a_readable_page(
    admin: Staff, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("kiosk.central.fleet.pairing.list_kiosks", broken)
    answer = admin.open("/kiosks")
    assert answer.status_code == 500
    assert "Something went wrong" in admin.page
    assert "bug" not in admin.page
    library.database.close()
    monkeypatch.undo()
    with library.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE recall")
        connection.exec_driver_sql("ALTER TABLE kiosk RENAME TO other")
    assert admin.open("/kiosks").status_code == 503
    assert "The database is not responding." in admin.page
