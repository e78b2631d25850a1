"""Partners and their programs, by every spelling that calendars use; and partners by the feed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.partners import Partner
from kiosk.protocol import bodies
from kiosk.protocol.messages import Change
from kiosk.search import index
from kiosk.services.bookings.partner_directory import PartnerDirectory
from kiosk.services.bookings.program_search import ProgramSearch
from kiosk.services.imports.import_files import import_paths
from kiosk.store import partners
from kiosk.store.database import Database
from kiosk.sync.apply import apply_changes

NOW = datetime(2026, 12, 1, tzinfo=UTC)
HOUSE = Partner("Rumah Bahasa", "Mengajar.", aliases=("RB",), names={"en": "Language House"})


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "kiosk.sqlite")
    yield made
    made.close()


@pytest.fixture
def directory(database: Database, tmp_path: Path) -> PartnerDirectory:
    """Return a directory in which a partner has three spellings, and another is not described."""
    names = ("Rumah Bahasa", "rb", "LANGUAGE HOUSE", "Rumah", "")
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:2026120{number + 1}T020000Z\r\nDURATION:PT1H\r\n"
        f"SUMMARY:Program {number}\r\nORGANIZER;CN={name}:mailto:a@example.org\r\nEND:VEVENT\r\n"
        for number, name in enumerate(names)
    )
    path = tmp_path / "programs.ics"
    path.write_text(f"BEGIN:VCALENDAR\r\n{body}END:VCALENDAR\r\n", newline="")
    import_paths(database, [path], zone="UTC")
    with database.write() as connection:
        partners.save_partner(connection, HOUSE)
    return PartnerDirectory(database, ProgramSearch(database))


def test_a_partner_has_the_programs_of_all_its_spellings(directory: PartnerDirectory) -> None:
    assert directory.coming(NOW) == [Partner("Rumah"), HOUSE]
    assert directory.find("language house") == HOUSE
    found = directory.programs(HOUSE, NOW, 9)
    assert [each.title for each in found] == ["Program 0", "Program 1", "Program 2"]
    assert [each.title for each in directory.programs(Partner("Rumah"), NOW, 9)] == ["Program 3"]


def test_a_partner_without_coming_programs_is_not_listed(directory: PartnerDirectory) -> None:
    assert directory.coming(NOW + timedelta(days=3)) == [Partner("Rumah")]
    assert directory.programs(HOUSE, NOW + timedelta(days=3), 9) == []


def test_partners_come_and_go_with_the_feed(database: Database) -> None:
    kind, key = bodies.kind_of(HOUSE), bodies.key_of(HOUSE)
    for body, expected in ((bodies.dump_body(HOUSE), [HOUSE]), (None, [])):
        with database.write() as connection:
            apply_changes(connection, [Change(seq=1, kind=kind, key=key, body=body)], index)
        with database.read() as connection:
            assert partners.list_partners(connection) == expected
