"""Reading SLiMS from its MariaDB: titles, copies and loans, and only what has changed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kiosk.domain.records import Format, Item, ItemStatus
from kiosk.errors import SourceError
from kiosk.sources.entries import DeletedRecord, SuppressedRecord
from tests import mariadb
from tests.central.slims_library import NOW, OPAC, Reader, SlimsLibrary


def test_a_title_has_its_names_subjects_numbers_and_place(slims_reader: Reader) -> None:
    title = slims_reader.titles()["1"]

    assert title.title == "Sitti Nurbaya : kasih tak sampai"
    assert title.authors == ("Marah Rusli", "Siti Penerjemah", "Balai Bahasa")
    assert title.subjects == ("Kesusastraan", "Padang", "Roman")
    assert (title.year, title.language, title.format) == (2008, "id", Format.BOOK)
    assert title.isbns == ("9789794071670",)
    assert (title.publisher, title.series) == ("Balai Pustaka", "Sastra klasik")
    assert title.summary == "Kisah cinta & adat."
    assert title.statement == "oleh Marah Rusli"
    assert title.call_number == "813 Mar s"
    assert title.url == f"{OPAC}index.php?p=fstream&fid=1&bid=1"  # not the private one
    assert title.items == ()


def test_kinds_languages_and_numbers_of_other_titles(slims_reader: Reader) -> None:
    titles = slims_reader.titles()

    assert [titles[each].format for each in ("2", "4", "260", "600")] == [
        Format.MAP, Format.SERIAL, Format.EBOOK, Format.AUDIOBOOK,
    ]  # fmt: skip
    assert (titles["2"].language, titles["2"].year) == ("id", 2011)
    assert titles["4"].isbns == ("0125-9016",)
    assert titles["260"].isbns == ("9780596001087", "9780596009304")
    assert titles["260"].summary == "Catatan"
    assert titles["260"].url == "https://ebook.example.id/baca/2"
    assert titles["2"].url == ""  # for some members only
    assert titles["600"].title == "Tanpa eksemplar كتاب"


def test_attachments_without_an_address_of_the_catalogue_are_left_out(slims: SlimsLibrary) -> None:
    titles = Reader(slims.url, options={}).titles()

    assert titles["1"].url == ""
    assert titles["260"].url == "https://ebook.example.id/baca/2"


def test_covers_lie_below_the_catalogue(slims_reader: Reader) -> None:
    with slims_reader.driver() as driver:
        assert list(driver.covers([])) == [("1", f"{OPAC}images/docs/sitti.jpg")]


def test_a_hidden_title_gives_only_its_number(slims_reader: Reader) -> None:
    hidden = [each for each in slims_reader.entries() if isinstance(each, SuppressedRecord)]

    assert [each.source_id for each in hidden] == ["3"]
    assert "Rahasia" not in repr(hidden)
    assert "3" not in slims_reader.copies()


def test_each_copy_has_its_branch_shelf_number_and_state(slims_reader: Reader) -> None:
    copies = slims_reader.copies()

    assert copies["1"] == (
        Item("Perpustakaan Pusat", "Rak A1", "813 Mar s", ItemStatus.AVAILABLE, "P0001"),
        Item("Perpustakaan Pusat", "Referensi", "R 813 Mar s", ItemStatus.REFERENCE, "P0002"),
        Item("Cabang Barat", "Fiksi", "813 Mar s", ItemStatus.ON_LOAN, "P0003", date(2026, 12, 20)),
        Item("Cabang Barat", "Rak 2", "813 Mar s", ItemStatus.MISSING, "P0004"),  # a lost loan
    )
    assert copies["2"] == (
        Item("Perpustakaan Pusat", "", "912 Pet p", ItemStatus.UNKNOWN, "P0005"),
        Item("XX", "", "", ItemStatus.MISSING, "P0006"),
    )
    assert copies["4"][0].status is ItemStatus.REFERENCE
    assert "Koleksi istimewa" in " ".join(slims_reader.notes)


def test_staff_say_what_a_status_of_their_own_means(slims_reader: Reader) -> None:
    slims_reader.statuses = {"koleksi istimewa": ItemStatus.HOLD_SHELF}

    assert slims_reader.copies()["2"][0].status is ItemStatus.HOLD_SHELF
    assert slims_reader.notes == []


def test_a_loan_and_its_return_are_read_alone(slims: SlimsLibrary, slims_reader: Reader) -> None:
    slims_reader.copies()
    assert slims_reader.complete
    assert slims_reader.copies() == {}

    slims.lend("P0009", date(2026, 12, 24))
    changed = slims_reader.copies()
    assert not slims_reader.complete
    assert list(changed) == ["260"]
    assert changed["260"][0].due == date(2026, 12, 24)

    slims.give_back("P0009")
    assert slims_reader.copies()["260"][0].status is ItemStatus.AVAILABLE
    assert slims_reader.copies() == {}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE item SET site = 'Rak B' WHERE item_code = 'P0009'",
        "UPDATE item SET item_status_id = 'MIS' WHERE item_code = 'P0009'",
        "UPDATE item SET location_id = 'CBR' WHERE item_code = 'P0009'",
        "UPDATE biblio SET call_number = '005 X' WHERE biblio_id = 260",
        "UPDATE loan SET due_date = '2027-01-31' WHERE item_code = 'P0003'",
        "UPDATE mst_location SET location_name = 'Pusat' WHERE location_id = 'PST'",
        "INSERT INTO item (biblio_id, item_code, location_id) VALUES (260, 'P0099', 'PST')",
        "DELETE FROM item WHERE item_code = 'P0009'",
        "UPDATE biblio SET opac_hide = 1 WHERE biblio_id = 260",
        "UPDATE biblio SET opac_hide = 0 WHERE biblio_id = 3",
    ],
)
def test_what_changes_in_a_copy_is_read_as_a_whole_reading_has_it(
    slims: SlimsLibrary, slims_reader: Reader, change: str
) -> None:
    known = slims_reader.copies()
    slims.run(change)

    known.update(slims_reader.copies())
    whole = Reader(slims.url).copies()
    visible = set(Reader(slims.url).titles())
    assert {key: items for key, items in known.items() if key in visible and items} == {
        key: items for key, items in whole.items() if items
    }


def test_a_title_that_lost_its_last_copy_has_none(
    slims: SlimsLibrary, slims_reader: Reader
) -> None:
    slims_reader.copies()
    slims.run("DELETE FROM item WHERE item_code = 'P0009'")

    assert slims_reader.copies() == {"260": ()}


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ("UPDATE biblio SET title = 'Judul baru' WHERE biblio_id = 260", "260"),
        ("UPDATE mst_author SET author_name = 'Nama lain' WHERE author_id = 4", "260"),
        ("INSERT INTO biblio_topic VALUES (260, 2, 2)", "260"),
        ("UPDATE biblio_attachment SET access_type = 'private' WHERE biblio_id = 260", "260"),
        ("UPDATE mst_publisher SET publisher_name = 'Penerbit' WHERE publisher_id = 2", "260"),
        ("INSERT INTO biblio (biblio_id, title) VALUES (300, 'Baru')", "300"),
        ("UPDATE biblio SET opac_hide = 0 WHERE biblio_id = 3", "3"),
    ],
)
def test_any_change_of_a_title_is_read_without_reading_all(
    slims: SlimsLibrary, slims_reader: Reader, change: str, title: str
) -> None:
    before = slims_reader.titles()
    assert slims_reader.complete
    assert slims_reader.entries() == []
    slims.run(change)

    changed = slims_reader.titles()

    assert not slims_reader.complete
    assert "600" not in changed  # on another page
    assert changed[title] != before.get(title)
    assert changed[title] == Reader(slims.url).titles()[title]


def test_deleted_and_newly_hidden_titles_are_told(
    slims: SlimsLibrary, slims_reader: Reader
) -> None:
    slims_reader.entries()
    slims.run("DELETE FROM biblio WHERE biblio_id IN (2, 600)")
    slims.run("UPDATE biblio SET opac_hide = 1 WHERE biblio_id = 260")

    gone = [each for each in slims_reader.entries() if isinstance(each, DeletedRecord)]

    hidden = {each.source_id for each in gone if isinstance(each, SuppressedRecord)}
    assert hidden == {"3", "260"}
    assert {each.source_id for each in gone} - hidden == {"2", "600"}
    assert not slims_reader.complete


def test_everything_is_read_once_a_day(slims_reader: Reader) -> None:
    slims_reader.entries()
    slims_reader.copies()
    slims_reader.now = NOW + timedelta(days=1)

    assert len(slims_reader.titles()) == 5
    assert slims_reader.complete
    assert slims_reader.copies()["1"]
    assert slims_reader.complete


def test_copies_of_a_changed_title_are_read_again(
    slims: SlimsLibrary, slims_reader: Reader
) -> None:
    slims_reader.entries()
    slims_reader.copies()
    slims.run("UPDATE biblio SET title = 'Judul baru' WHERE biblio_id = 260")
    slims_reader.entries()

    assert list(slims_reader.copies()) == ["260"]


def test_an_emptied_database_changes_nothing(slims: SlimsLibrary, slims_reader: Reader) -> None:
    slims_reader.entries()
    slims.run("DELETE FROM biblio")

    with pytest.raises(SourceError, match="no titles any more"):
        slims_reader.entries()


def test_shown_titles_are_asked_for(slims: SlimsLibrary, slims_reader: Reader) -> None:
    slims.lend("P0009", date(2026, 12, 24))

    found = slims_reader.ask("260", "600", "3", "404", "no number", "1' OR 1=1")

    assert set(found) == {"260", "600"}
    assert found["260"][0].status is ItemStatus.ON_LOAN
    assert found["600"] == ()


def test_the_account_can_neither_write_nor_read_members(slims: SlimsLibrary) -> None:
    for statement in (
        "SELECT member_name FROM member",
        "SELECT member_id FROM loan",
        "SELECT * FROM loan",
        "UPDATE item SET site = 'x'",
    ):
        with pytest.raises(Exception, match="denied"):
            mariadb.execute(slims.url, statement)


def test_older_schemas_and_narrower_rights_are_told_to_staff(
    slims: SlimsLibrary, slims_reader: Reader
) -> None:
    slims.run("DROP TABLE mst_content_type, mst_media_type, mst_carrier_type, biblio_attachment")
    slims.run("ALTER TABLE biblio DROP COLUMN sor, DROP COLUMN content_type_id")

    titles = slims_reader.titles()

    assert titles["1"].statement == ""
    assert titles["1"].authors[0] == "Marah Rusli"
    assert titles["260"].url == ""
    assert "biblio.sor" in slims_reader.notes[0]
    assert "biblio_attachment.file_id" in slims_reader.notes[0]


def test_without_loans_nothing_is_said_of_copies(slims: SlimsLibrary, slims_reader: Reader) -> None:
    slims.run("DROP TABLE loan")

    with pytest.raises(SourceError, match=r"loan\.due_date"):
        slims_reader.copies()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda url: url.replace("reader_", "nobody_"), "does not accept this account"),
        (lambda url: f"{url}x", "does not accept this account|has no database"),
        (lambda url: "mysql://reader:secret@127.0.0.1:1/slims", "cannot be reached"),
        (lambda url: "mysql://reader:secret@127.0.0.1", "not the address of a MariaDB database"),
        (lambda url: "sqlite:///x", "not the address of a MariaDB database"),
        (lambda url: "reader:secret", "not the address of a database"),
    ],
)  # fmt: skip
def test_faults_are_told_without_the_password(
    slims: SlimsLibrary, change: Callable[[str], str], words: str
) -> None:
    reader = Reader(change(slims.url))

    with pytest.raises(SourceError, match=words) as caught:
        reader.copies()

    told = f"{caught.value} {caught.value.advice}"
    assert "secret" not in told
    assert "change this password" not in told


def test_a_whole_slims_is_read(whole_slims: SlimsLibrary) -> None:
    reader = Reader(whole_slims.url)

    titles, hidden = reader.titles(), reader.entries()
    copies = reader.copies()

    assert len(titles) == 2980
    assert hidden == []  # nothing has changed
    items = [item for each in copies.values() for item in each]
    assert len(items) == 4632  # 4,707 less those of hidden titles
    assert set(copies) <= set(titles)
    on_loan = [item for item in items if item.status is ItemStatus.ON_LOAN]
    assert len(on_loan) == 583
    assert all(item.due for item in on_loan)
    assert reader.notes == []


def test_a_whole_slims_has_covers(whole_slims: SlimsLibrary) -> None:
    with Reader(whole_slims.url).driver() as driver:
        assert len(list(driver.covers([]))) == 1009


def test_a_loan_in_a_whole_slims_is_read_alone(whole_slims: SlimsLibrary) -> None:
    reader = Reader(whole_slims.url)
    reader.copies()
    whole_slims.lend("B000011", date(2026, 12, 24))

    changed = reader.copies()
    whole_slims.give_back("B000011")

    assert [item.due for item in changed["109"]] == [date(2026, 12, 24)]
    assert len(changed) <= 250
