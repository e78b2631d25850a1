"""Every page of the console with sample data, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.central.console.access import accounts
from kiosk.central.console.access.accounts import Role
from kiosk.central.console.app import PAGES
from kiosk.central.database import CentralDatabase
from tests.central.library import Library
from tests.clocks import ManualClock
from tests.console.conftest import PASSWORD, Staff
from tests.console.sample_data import at, fill

# Texts on each page that come from the sample data.
SHOWN = {
    "/kiosks": "Children’s floor",
    "/reservations": "123456",
    "/programs": "circle",
    "/suggestions": "Bumi Manusia",
    "/program": "circle",
    "/branches": "Main",
    "/branch": "Christmas",
    "/space": "room1",
    "/space-times": "Painting",
    "/house": "Welcome desk",
    "/sources": "https://koha.example/oai",
    "/source": "It has no title.",
    "/settings": "Languages offered",
    "/statistics": "batik tulis",
    "/accounts": "administrator",
    "/password": "Your password",
    "/log": "Signed in",
}


@pytest.fixture
def library(central_url: str, tmp_path: Path, clock: ManualClock) -> Iterator[Library]:
    database = CentralDatabase(central_url)
    filled = Library(database, tmp_path / "snapshots", clock)
    with database.write() as connection:
        accounts.create_account(connection, Role.ADMIN, Role.ADMIN, PASSWORD, clock())
    fill(filled, clock)
    yield filled
    database.close()


def test_every_page_shows_the_sample_data(admin: Staff) -> None:
    assert set(SHOWN) == {page.path for page in PAGES}
    for address, words in SHOWN.items():
        assert admin.open(at(address).removeprefix("/console")).status_code == 200, address
        assert words in admin.page, address
