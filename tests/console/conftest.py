"""Fixtures: the staff console of a server, and the people who use it."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from playwright.sync_api import Browser, Page, sync_playwright

from kiosk.central.console.access import accounts
from kiosk.central.console.access.accounts import Role
from kiosk.central.console.app import create_server_app
from kiosk.central.database import CentralDatabase
from kiosk.central.fleet import pairing
from kiosk.services.sync.sync_worker import run_sync_round
from kiosk.store.database import Database
from kiosk.sync import credentials
from kiosk.sync.pair import pair_with_server
from tests.central.http_server import running_server
from tests.central.library import Library
from tests.clocks import ManualClock
from tests.console.sample_data import fill

CHROMIUM = Path("/usr/bin/chromium")
# The browser itself must not connect to any network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HANG_MS = 300_000  # whatever takes longer never comes
PASSWORD = "four plain words here"


class Staff:
    """A browser without scripts, which follows links and submits forms as they are on the page."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=f"{url}/console", follow_redirects=True)
        self.page = ""

    def open(self, path: str) -> httpx.Response:
        answer = self.http.get(path)
        self.page = unescape(answer.text)
        return answer

    def submit(
        self, path: str, do: str, files: dict | None = None, **fields: str
    ) -> httpx.Response:
        """Open a page, and submit its form with ``fields``."""
        self.open(path)
        found = re.search(r'name="form_key" value="(\w+)"', self.page)
        key = found[1] if found else ""
        version = re.search(r'name="version" value="(\w*)"', self.page)
        data = {"form_key": key, "do": do, **fields}
        if version:
            data.setdefault("version", version[1])
        answer = self.http.post(path, data=data, files=files)
        self.page = unescape(answer.text)
        return answer

    def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        return self.submit("/sign-in", "sign_in", name=name, password=password)


@pytest.fixture(scope="package", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Hash passwords with the cheap parameters that argon2-cffi provides for tests.

    The tests of ``kiosk account`` use the real parameters, which take 64 MiB and a tenth of a
    second.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "HASHER", PasswordHasher.from_parameters(CHEAPEST))
        yield


@pytest.fixture(scope="package")
def staffed_template(
    cheap_hashes: None, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a database with an account for each role."""
    path = tmp_path_factory.mktemp("staffed") / "central.sqlite3"
    shutil.copyfile(sqlite_template, path)
    database = CentralDatabase(f"sqlite:///{path}")
    with database.write() as connection:
        for role in Role:
            accounts.create_account(connection, role, role, PASSWORD, ManualClock().now)
    database.close()
    return path


@pytest.fixture
def library(staffed_template: Path, tmp_path: Path, clock: ManualClock) -> Iterator[Library]:
    shutil.copyfile(staffed_template, tmp_path / "central.sqlite3")
    database = CentralDatabase(f"sqlite:///{tmp_path / 'central.sqlite3'}")
    yield Library(database, tmp_path / "snapshots", clock)
    database.close()


@pytest.fixture
def url(library: Library) -> Iterator[str]:
    with running_server(library.server, create_server_app(library.server, secure=False)) as address:
        yield address


@pytest.fixture
def guest(url: str) -> Iterator[Staff]:
    staff = Staff(url)
    yield staff
    staff.http.close()


def signed_in(url: str, role: Role) -> Iterator[Staff]:
    staff = Staff(url)
    staff.sign_in(role)
    yield staff
    staff.http.close()


@pytest.fixture
def admin(url: str) -> Iterator[Staff]:
    yield from signed_in(url, Role.ADMIN)


@pytest.fixture
def librarian(url: str) -> Iterator[Staff]:
    yield from signed_in(url, Role.LIBRARIAN)


@pytest.fixture
def viewer(url: str) -> Iterator[Staff]:
    yield from signed_in(url, Role.VIEWER)


@pytest.fixture
def kiosk(library: Library, url: str, tmp_path: Path) -> Iterator[Database]:
    """Yield the database of a paired kiosk."""
    with library.database.write() as connection:
        code = pairing.create_pairing_code(connection, "main", library.server.clock())
    database = Database(tmp_path / "kiosk")
    pair_with_server(database, tmp_path / "kiosk", url, code, "lobby")
    yield database
    database.close()


def synchronise(database: Database) -> None:
    mine = credentials.load_credentials(database.path.parent)
    assert mine
    run_sync_round(database, mine)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield a browser; its event loop must not run while other modules use asyncio."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed (Debian: chromium)")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, env={"HOME": home, "PATH": "/usr/bin:/bin"}
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, url: str, library: Library, clock: ManualClock) -> Iterator[Page]:
    """Yield a page signed in as an administrator of the library with sample data."""
    fill(library, clock)
    context = browser.new_context(base_url=url)
    context.set_default_timeout(HANG_MS)
    tab = context.new_page()
    failed: list[str] = []
    tab.on("requestfailed", lambda request: failed.append(request.url))
    tab.on("console", lambda m: failed.append(m.text) if m.type == "error" else None)
    tab.goto("/console/sign-in?lang=en")
    sign_in(tab, "admin", PASSWORD)
    tab.wait_for_url("**/kiosks")
    yield tab
    context.close()
    assert failed == []


def sign_in(page: Page, name: str, password: str) -> None:
    page.fill("#name", name)
    page.fill("#password", password)
    page.press("#password", "Enter")
    page.wait_for_load_state()
