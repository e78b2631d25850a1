"""Lists of copies without titles: CSV, spreadsheets and JSON lines."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.records import ItemStatus
from kiosk.errors import SourceError
from kiosk.sources.copy_file import read_copy_file
from kiosk.sources.entries import Reject
from kiosk.sources.tables.copy_cells import BranchLookup
from kiosk.sources.tables.copy_rows import ListedCopy
from tests.sources.sheet_files import xlsx

BRANCHES = BranchLookup("main", {"main": "main", "perpustakaan utama": "main", "timur": "east"})
ROWS = [
    ["No Barcode", "ID Judul", "Lokasi", "Rak", "No. Panggil", "Ketersediaan"],
    ["B001", "17", "Timur", "Rak 3", "899.221 HIR l", "Tersedia"],
    ["B002", "17", "", "Rak 3", "899.221 HIR l", "Sedang dipinjam"],
    ["B003", "18", "", "", "005.4 ELL l", "Hilang"],
    ["B004", "18", "", "", "005.4 ELL l", "Entahlah"],
]
STATES = [ItemStatus.AVAILABLE, ItemStatus.ON_LOAN, ItemStatus.MISSING, ItemStatus.UNKNOWN]


def copies(path: Path) -> list[ListedCopy]:
    return [each for each in read_copy_file(path, BRANCHES) if isinstance(each, ListedCopy)]


def rejects(path: Path) -> list[Reject]:
    return [each for each in read_copy_file(path, BRANCHES) if isinstance(each, Reject)]


def as_csv(path: Path) -> Path:
    path.write_text("\n".join(";".join(row) for row in ROWS), encoding="utf-8")
    return path


def as_workbook(path: Path) -> Path:
    notes = [["Daftar eksemplar", "dicetak 30 November 2026"]]
    path.write_bytes(xlsx({"Keterangan": notes, "Eksemplar": ROWS}))
    return path


def as_json_lines(path: Path) -> Path:
    names = [*ROWS[0]]
    objects = [dict(zip(names, row, strict=True)) for row in ROWS[1:]]
    path.write_text("\n".join(map(json.dumps, objects)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("write", "name"),
    [(as_csv, "copies.csv"), (as_workbook, "copies.xlsx"), (as_json_lines, "copies.ndjson")],
)
def test_each_format_lists_the_same_copies(tmp_path: Path, write, name: str) -> None:  # type: ignore[no-untyped-def]
    found = copies(write(tmp_path / name))
    assert [each.source_id for each in found] == ["17", "17", "18", "18"]
    assert [each.item.barcode for each in found] == ["B001", "B002", "B003", "B004"]
    assert [each.item.branch for each in found] == ["east", "main", "main", "main"]
    assert [each.item.status for each in found] == STATES
    assert found[0].item.shelf == "Rak 3"
    assert found[0].item.call_number == "899.221 HIR l"


def test_a_list_of_barcodes_and_states_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "copies.csv"
    path.write_text("barcode,status\n0012,On loan\n0013,Available\n", encoding="utf-8")
    found = copies(path)
    assert [(each.source_id, each.item.barcode) for each in found] == [("", "0012"), ("", "0013")]
    assert [each.item.status for each in found] == [ItemStatus.ON_LOAN, ItemStatus.AVAILABLE]


def test_the_export_of_copies_of_slims_is_read(tmp_path: Path) -> None:
    path = tmp_path / "senayan_item_export.csv"
    path.write_text(
        '"item_code","call_number","coll_type_name","location_name","item_status_name","title",\n'
        '"B00001","005.4 Ell l","Reference","My Library","","Linux in a nutshell"\n',
        encoding="utf-8",
    )
    (found,) = copies(path)
    assert found.item.barcode == "B00001"
    assert found.item.branch == "My Library"


def test_a_damaged_line_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "copies.ndjson"
    good = [{"barcode": f"B{n}", "status": "available", "price": None} for n in range(3)]
    lines = [json.dumps(each) for each in good]
    lines[1:1] = ["{not json", "[]", ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [each.item.barcode for each in copies(path)] == ["B0", "B1", "B2"]
    assert [each.where for each in rejects(path)] == ["line 2", "line 3"]


def test_a_row_that_names_no_copy_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "copies.csv"
    path.write_text("barcode,status\n,available\nB1,available\n", encoding="utf-8")
    assert len(copies(path)) == 1
    (reject,) = rejects(path)
    assert "neither a barcode nor the id" in reject.reason


@pytest.mark.parametrize("text", ["", "\n", "name,price\nBook,3\n", "hello\n", '{"name": 1}\n'])
def test_a_file_without_copies_says_what_is_missing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as fault:
        list(read_copy_file(path, BRANCHES))
    assert str(fault.value).endswith(".")
    assert fault.value.advice


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(tmp_path_factory, data: bytes) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path_factory.getbasetemp() / "any-list"
    path.write_bytes(data)
    try:
        for each in read_copy_file(path, BRANCHES):
            assert isinstance(each, ListedCopy | Reject)
    except SourceError as fault:
        assert fault.advice
