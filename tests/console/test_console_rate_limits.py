"""Guessing passwords and codes in the console is limited, and locks out no other user."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import httpx
import pytest

from kiosk.central.console.access import accounts, known_browsers, sessions
from kiosk.central.console.app import create_server_app
from kiosk.central.console.refusal import ActionRefused
from kiosk.central.fleet.client_networks import client_network
from tests.central.http_server import running_server
from tests.central.library import Library
from tests.clocks import ManualClock
from tests.console.conftest import PASSWORD, Staff

WRONG, RIGHT = "Wrong name or password", "Sign out"
STOPPED = "Too many wrong passwords. Wait 15 minutes."


@pytest.fixture
def url(library: Library) -> Iterator[str]:
    """Run the console behind a local proxy that forwards the client's address."""
    app = create_server_app(library.server, secure=False)
    with running_server(library.server, app, trusted_proxies=["127.0.0.1"]) as address:
        yield address


class Browser:
    """Signs in from ``address`` (as forwarded by the proxy) and keeps cookies."""

    def __init__(self, url: str, address: str) -> None:
        headers = {"X-Forwarded-For": address}
        self.http = httpx.Client(base_url=f"{url}/console", headers=headers, timeout=60)
        self.http.follow_redirects = True

    def sign_in(self, name: str, password: str) -> str:
        form = {"do": "sign_in", "name": name, "password": password}
        form["form_key"] = sessions.csrf_token(self.http.cookies.get("staff", ""))
        page = unescape(self.http.post("/sign-in", data=form).text)
        return next((words for words in (STOPPED, WRONG, RIGHT) if words in page), page)

    def sign_out(self) -> None:
        self.http.cookies.delete("staff")


def test_guesses_from_elsewhere_lock_nobody_out(url: str) -> None:
    for n in range(30):
        assert Browser(url, f"203.0.113.{n}").sign_in("admin", "wrong") == WRONG
    assert Browser(url, "198.51.100.7").sign_in("admin", PASSWORD) == RIGHT


def test_guessing_one_account_does_not_lock_others_at_that_address(url: str) -> None:
    guesser = Browser(url, "203.0.113.1")
    assert [guesser.sign_in("admin", "wrong") for _ in range(7)] == [WRONG] * 5 + [STOPPED] * 2
    assert guesser.sign_in("admin", PASSWORD) == STOPPED
    assert Browser(url, "203.0.113.1").sign_in("viewer", PASSWORD) == RIGHT


def test_nobody_can_lock_out_a_known_browser(url: str) -> None:
    own = Browser(url, "203.0.113.1")
    assert own.sign_in("admin", PASSWORD) == RIGHT
    own.sign_out()
    for n in range(25):
        Browser(url, "203.0.113.1").sign_in("admin" if n < 5 else f"name {n}", "wrong")
    assert Browser(url, "203.0.113.1").sign_in("admin", PASSWORD) == STOPPED
    assert own.sign_in("admin", PASSWORD) == RIGHT
    own.sign_out()
    assert [own.sign_in("admin", "wrong") for _ in range(7)] == [WRONG] * 5 + [STOPPED] * 2


def test_a_browser_is_known_only_for_its_own_account(url: str) -> None:
    thief = Browser(url, "203.0.113.1")
    assert thief.sign_in("viewer", PASSWORD) == RIGHT
    thief.sign_out()
    found = [thief.sign_in("admin", "wrong") for _ in range(7)]
    assert found == [WRONG] * 5 + [STOPPED] * 2


def test_a_new_password_forgets_all_known_browsers(library: Library, clock: ManualClock) -> None:
    with library.database.write() as connection:
        token = known_browsers.remember_browser(connection, "", "admin", clock())
        assert known_browsers.is_known_browser(connection, token, "admin", clock())
        accounts.set_password(connection, "admin", "some other plain words")
        assert not known_browsers.is_known_browser(connection, token, "admin", clock())


def test_trying_one_password_at_many_accounts_is_limited(url: str) -> None:
    guesser = Browser(url, "203.0.113.1")
    found = [guesser.sign_in(f"name {n}", "wrong") for n in range(25)]
    assert found == [WRONG] * 20 + [STOPPED] * 5


def test_forwarded_addresses_from_strangers_are_ignored(library: Library) -> None:
    app = create_server_app(library.server, secure=False)
    with running_server(library.server, app, trusted_proxies=["192.0.2.1"]) as url:
        found = [Browser(url, f"203.0.113.{n}").sign_in("admin", "wrong") for n in range(7)]
    assert found == [WRONG] * 5 + [STOPPED] * 2


def test_of_several_forwarded_addresses_the_last_untrusted_one_counts(url: str) -> None:
    found = [Browser(url, f"10.0.0.{n}, 203.0.113.9").sign_in("admin", "wrong") for n in range(7)]
    assert found == [WRONG] * 5 + [STOPPED] * 2


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_one_ipv6_household_counts_as_one_client(address: str, network: str) -> None:
    assert client_network(address) == network


class CountingHasher:
    """Verifies passwords like ``accounts.HASHER``, but slowly enough for calls to overlap.

    ``at_work`` records, for each call, how many passwords were being verified at the same time.
    """

    def __init__(self) -> None:
        self.at_work: list[int] = []
        self._hasher = accounts.HASHER
        self._running = 0

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def verify(self, hashed: str, password: str) -> bool:
        self._running += 1
        self.at_work.append(self._running)
        try:
            time.sleep(0.02)
            return self._hasher.verify(hashed, password)
        finally:
            self._running -= 1


@pytest.fixture
def hasher(monkeypatch: pytest.MonkeyPatch) -> CountingHasher:
    hasher = CountingHasher()
    monkeypatch.setattr(accounts, "HASHER", hasher)
    return hasher


def guess_concurrently(browsers: list[Browser]) -> list[str]:
    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(lambda each: each.sign_in("admin", "wrong"), browsers))


def test_forty_concurrent_attempts_are_limited_to_five(url: str, hasher: CountingHasher) -> None:
    found = guess_concurrently([Browser(url, "203.0.113.1") for _ in range(40)])
    assert found.count(WRONG) == 5
    assert found.count(STOPPED) == 35
    assert len(hasher.at_work) == 5


def test_few_passwords_are_hashed_at_the_same_time(url: str, hasher: CountingHasher) -> None:
    found = guess_concurrently([Browser(url, f"203.0.113.{n}") for n in range(40)])
    assert max(hasher.at_work) <= 2
    busy = "Too many people are signing in at the moment."
    assert all(each == WRONG or busy in each for each in found)
    assert Browser(url, "203.0.113.7").sign_in("admin", PASSWORD) == RIGHT


@pytest.mark.parametrize("name", ["x" * 1_900, "'; --", "\u202e", "Ü" * 300])
def test_odd_account_names_are_simply_wrong(url: str, name: str) -> None:
    assert Browser(url, "203.0.113.1").sign_in(name, "wrong") == WRONG


WEAK = (
    "aaaaaaaaaaaa", "            ", "ääääääääääää", "abababababab", "abcabcabcabc", "aaaaaabbbbbb",
    "123456789012", "000000000000", "abcdefghijkl", "qwertyuiopas", "1q2w3e4r5t6y", "asdfghjklzxc",
    "passwordpassword", "Password123!", "adminadminadmin", "letmein12345", "Sari12345678",
    "librarylibrary", "kioskkioskkiosk", "perpustakaan", "perpustakaan1", "k" * 200, "7" * 12,
    "图书馆图书馆图书馆图书馆", "2026-11-29-12",
)  # fmt: skip


@pytest.mark.parametrize("password", WEAK)
def test_a_common_password_is_refused(password: str) -> None:
    with pytest.raises(ActionRefused, match="easy to guess"):
        accounts.hash_password(password, "Sari")


@pytest.mark.parametrize(
    "password", ["four plain words here", "kopi susu enak", "dingin hujan sore", "Tr4-lampu-kuning"]
)
def test_a_password_of_a_few_words_is_accepted(password: str) -> None:
    assert accounts.hash_password(password, "Sari").startswith("$argon2id$")


def test_guessing_booking_codes_at_the_console_is_limited(
    viewer: Staff, librarian: Staff, clock: ManualClock
) -> None:
    said = [viewer.submit("/reservations", "find", code=f"{n:06}").status_code for n in range(22)]
    assert said == [200] * 20 + [422] * 2
    assert "Too many wrong codes" in viewer.page
    assert librarian.submit("/reservations", "find", code="000001").status_code == 200
    clock.advance(minutes=1)
    assert viewer.submit("/reservations", "find", code="000001").status_code == 200
