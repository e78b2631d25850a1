"""INLISLite 3: the driver reads a MariaDB with an account that may read no members."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.systems.driver import SystemConnection, SystemDriver
from kiosk.central.harvesting.systems.registry import connect
from kiosk.domain.records import BibliographicRecord, Format, Item, ItemStatus
from kiosk.errors import SourceError
from kiosk.sources.entries import SuppressedRecord
from tests import mariadb as server

SCHEMA = Path(__file__).parent / "inlislite.sql"
NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
GRANTS = Path(__file__).parents[2] / "packaging" / "inlislite" / "grants.sql"
WHO = "'kiosk'@'192.168.1.10'"


@pytest.fixture
def database(mariadb: str) -> Iterator[str]:
    url = server.create_database(mariadb, SCHEMA)
    yield url
    server.drop_database(url)


@pytest.fixture
def reader(mariadb: str, database: str) -> Iterator[str]:
    """Yield the URL of the database with an account that has only the rights we ask for."""
    name = database.rpartition("/")[2]
    grants = GRANTS.read_text().replace("inlislite_v3.", f"{name}.")
    server.load(database, grants.replace(WHO, "reader@127.0.0.1").encode())
    yield server.with_account(database, "reader", "change this password")
    server.execute(mariadb, "DROP USER reader@127.0.0.1")


def open_driver(url: str, state: str = "", **statuses: ItemStatus) -> SystemDriver:
    return connect(
        "inlislite",
        SystemConnection(
            url, Fetcher(), ZoneInfo("Asia/Jakarta"), NOW, statuses=statuses, state=state
        ),
    )


def titles(driver: SystemDriver) -> dict[str, BibliographicRecord]:
    found = driver.read_titles()
    return {each.source_id: each for each in found if isinstance(each, BibliographicRecord)}


def copies(driver: SystemDriver) -> dict[str, Item]:
    return {item.barcode: item for title in driver.read_copies() for item in title.items}


def test_titles_come_from_their_marc_fields(reader: str) -> None:
    driver = open_driver(reader)
    found = titles(driver)
    assert driver.titles_complete
    assert set(found) == {"1", "2", "4"}
    rainbow = found["1"]
    assert rainbow.title == "Laskar pelangi"
    assert rainbow.authors == ("Andrea Hirata",)
    assert rainbow.publisher == "Bentang Pustaka"
    assert (rainbow.year, rainbow.language, rainbow.format) == (2008, "id", Format.BOOK)
    assert rainbow.subjects == ("Fiksi Indonesia",)
    assert rainbow.isbns == ("9786028519939",)
    assert rainbow.call_number == "899.221 3 HIR l"
    assert rainbow.url == ""  # the address of a cover is no digital title
    assert rainbow.items == ()


def test_a_title_without_marc_fields_comes_from_its_columns(reader: str) -> None:
    song = titles(open_driver(reader))["4"]
    assert (song.title, song.authors, song.year) == ("Lagu anak", ("A.T. Mahmud",), 1999)
    assert song.format is Format.MUSIC


def test_the_language_is_that_of_the_column_if_no_field_gives_it(reader: str) -> None:
    assert titles(open_driver(reader))["2"].language == "id"


def test_a_title_that_the_opac_hides_is_hidden(reader: str) -> None:
    driver = open_driver(reader)
    hidden = [each for each in driver.read_titles() if isinstance(each, SuppressedRecord)]
    assert [each.source_id for each in hidden] == ["3"]
    assert "B31" not in copies(driver)


def test_copies_have_place_state_and_day_of_return(reader: str) -> None:
    driver = open_driver(reader)
    found = copies(driver)
    assert driver.copies_complete
    assert found["B11"] == Item(
        "Perpustakaan Pusat", "Ruang Umum", "899.221 3 HIR l", ItemStatus.AVAILABLE, "B11"
    )
    lent = found["B12"]
    assert (lent.status, lent.due) == (ItemStatus.ON_LOAN, date(2026, 12, 4))
    assert (lent.branch, lent.call_number) == ("Cabang Timur", "899.221 3 HIR l")
    assert found["B13"].status is ItemStatus.MISSING
    assert found["B15"].status is ItemStatus.HOLD_SHELF
    assert found["B21"].status is ItemStatus.REFERENCE


def test_an_unknown_status_is_told_and_can_be_mapped(reader: str) -> None:
    driver = open_driver(reader)
    assert copies(driver)["B14"].status is ItemStatus.UNKNOWN
    (note,) = driver.notes()
    assert "“Diolah” (1)" in note
    mapped = open_driver(reader, Diolah=ItemStatus.ON_ORDER)
    assert copies(mapped)["B14"].status is ItemStatus.ON_ORDER
    assert not mapped.notes()


def test_a_loan_and_its_return_are_seen_when_asked(database: str, reader: str) -> None:
    driver = open_driver(reader)
    server.execute(database, "UPDATE collections SET Status_id = 5 WHERE ID = 21")
    server.execute(
        database,
        "INSERT INTO collectionloanitems (DueDate, LoanStatus, Collection_id, member_id)"
        " VALUES ('2026-12-10', 'Loan', 21, 77)",
    )
    (title,) = driver.ask(["2"])
    assert (title.items[0].status, title.items[0].due) == (ItemStatus.ON_LOAN, date(2026, 12, 10))
    server.execute(database, "UPDATE collectionloanitems SET LoanStatus = 'Return'")
    server.execute(database, "UPDATE collections SET Status_id = 1 WHERE ID = 21")
    (title,) = driver.ask(["2"])
    assert (title.items[0].status, title.items[0].due) == (ItemStatus.REFERENCE, None)


def test_a_title_without_copies_is_answered_and_a_strange_id_is_not(reader: str) -> None:
    answers = {each.source_id: each.items for each in open_driver(reader).ask(["4", "x' OR 1=1"])}
    assert answers == {"4": ()}


def test_later_only_changed_titles_are_read_and_from_time_to_time_all(
    database: str, reader: str
) -> None:
    first = open_driver(reader)
    assert len(titles(first)) == 3
    server.execute(database, "UPDATE catalogs SET UpdateDate = NOW() WHERE ID = 2")
    second = open_driver(reader, first.state)
    assert set(titles(second)) == {"2"}
    assert not second.titles_complete
    assert titles(open_driver(reader, '{"whole": "2020-01-01T00:00:00"}')).keys() == {"1", "2", "4"}
    assert titles(open_driver(reader, "damaged")).keys() == {"1", "2", "4"}


def test_another_database_is_refused_in_words(database: str, reader: str) -> None:
    server.execute(database, "DROP TABLE collections")
    with pytest.raises(SourceError) as fault:
        list(open_driver(reader).read_copies())
    assert "“collections”" in str(fault.value)
    assert "INLISLite 3" in fault.value.advice
    assert "password" not in f"{fault.value} {fault.value.advice}"


def test_members_are_not_readable_by_the_account(reader: str) -> None:
    with pytest.raises(Exception, match="denied"):
        server.execute(reader, "SELECT * FROM members")
