"""Titles and copies in two tables, as SLiMS exports them, are merged."""

from itertools import permutations
from pathlib import Path

import pytest
from source_files import written
from sqlalchemy import select

from kiosk.services.imports.import_files import FileSummary, import_paths
from kiosk.store import tables
from kiosk.store.database import Database

LIBRARY = '[[branch]]\ncode = "pusat"\nname = "Perpustakaan Pusat"\nzone = "Asia/Jakarta"\n'
TITLES = (
    '"title","authors","publish_year","call_number","item_code"\n'
    '"Satu","<Ani>","1999","813 ANI s","<B1><B2>"\n"Dua","<Budi>","2000","","<B3>"\n'
)
COPIES = (
    '"item_code","call_number","location_name","item_status_name","site","title",\n'
    '"B1","","Perpustakaan Pusat","No Loan","Rak 1","Satu"\n'
    '"B2","","Cabang Timur","","","Satu"\n"B9","900 X","Perpustakaan Pusat","","","Lain"\n'
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    content = {"library.toml": LIBRARY, "biblio.csv": TITLES, "item.csv": COPIES}
    return {name: written(tmp_path, name, text) for name, text in content.items()}


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "kiosk.sqlite3")


def copies(database: Database) -> set[tuple[str, ...]]:
    bib, item = tables.bib, tables.item
    with database.read() as connection:
        rows = connection.execute(
            select(
                bib.c.title, item.c.barcode, item.c.branch, item.c.shelf, item.c.call_number,
                item.c.status,
            ).select_from(bib.join(item, item.c.bib_id == bib.c.id))
        )  # fmt: skip
        return {tuple(row) for row in rows}


RIGHT = {
    ("Satu", "B1", "pusat", "Rak 1", "813 ANI s", "reference"),
    ("Satu", "B2", "Cabang Timur", "", "813 ANI s", "unknown"),
    ("Dua", "B3", "pusat", "", "", "unknown"),
    ("Lain", "B9", "pusat", "", "900 X", "unknown"),
}


def taken(database: Database, *paths: Path, source: str = "") -> dict[str, FileSummary]:
    found = import_paths(database, paths, source=source)
    return {Path(each.file).name: each for each in found}


@pytest.mark.parametrize("order", list(permutations(("library.toml", "biblio.csv", "item.csv"))))
def test_titles_and_copies_in_any_order(
    database: Database, files: dict[str, Path], order: tuple[str, ...]
) -> None:
    found = taken(database, *(files[name] for name in order))
    assert list(found) == list(order)
    assert copies(database) == RIGHT
    assert (found["biblio.csv"].added, found["item.csv"].added) == (2, 1)
    assert "2 copies were given" in found["item.csv"].rejects[-1].reason


def test_titles_and_copies_of_one_source(database: Database, files: dict[str, Path]) -> None:
    taken(database, files["library.toml"])
    taken(database, files["item.csv"], files["biblio.csv"], source="slims")
    assert copies(database) == RIGHT


def test_copies_alone_are_titles_with_copies(database: Database, files: dict[str, Path]) -> None:
    taken(database, files["library.toml"], files["item.csv"])
    assert {row[:2] for row in copies(database)} == {("Satu", "B1"), ("Satu", "B2"), ("Lain", "B9")}


def test_a_list_of_books_is_not_a_table_of_copies(
    database: Database, files: dict[str, Path], tmp_path: Path
) -> None:
    gifts = written(tmp_path, "hibah.csv", "Judul,Pengarang,No Induk\nSatu,Ani,B1\n")
    found = taken(database, files["library.toml"], files["biblio.csv"], gifts)
    assert found["hibah.csv"].added == 1
