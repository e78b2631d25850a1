"""Excel and OpenDocument spreadsheets, and archives: imported, or refused with a reason."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sheet_files import Rows, ods, xlsx, zipped
from source_files import marc, rejects, titles, written
from test_tables import HERE, summary_line

from kiosk.errors import SourceError
from kiosk.sources.entries import Entry, ImportNote
from kiosk.sources.source_file import read_source_file


def entries(folder: Path, raw: bytes, name: str = "buku.xlsx") -> list[Entry]:
    return list(read_source_file(written(folder, name, raw), branches=HERE))


def read_titles(folder: Path, raw: bytes, name: str = "buku.xlsx") -> list[str]:
    return [summary_line(each) for each in titles(entries(folder, raw, name))]


SHEETS: list[tuple[str, Rows, list[str]]] = [
    (
        "numbers as cells",
        [["Judul", "ISBN", "Tahun", "No. Panggil", "Jumlah"],
         ["Satu", 9786020000121, 2006, 899.221, 2], ["Dua", 439023483, 2006.0, 25.04, 1],
         ["Tiga", 9.786020000121e12, "2006", "005", None]],
        ["Satu | 2006 | 9786020000121 | 899.221 | x2", "Dua | 2006 | 9780439023481 | 025.04 | x1",
         "Tiga | 2006 | 9786020000121 | 005 | x1"],
    ),
    (
        "leading zeros in text",
        [["Judul", "No Induk"], ["Satu", "000123"], ["Dua", 124]],
        ["Satu | x1 | 000123", "Dua | x1 | 124"],
    ),
    (
        "a letterhead, blank rows and a total",
        [["DAFTAR BUKU"], [], ["No", "Judul", "Pengarang", "Jml"], [1, "Satu", "A", 2],
         [None, None, None, None], [2, "Dua", "B", 1], [None, "JUMLAH", None, 3]],
        ["Satu | A | x2", "Dua | B | x1"],
    ),
    (
        "cells of several lines",
        [["Judul", "Pengarang"], ["Satu\nHari", "Ani\nBudi"]],
        ["Satu Hari | Ani; Budi | x1"],
    ),
    (
        "a title and nothing else",
        [["Judul"], ["Satu"]],
        ["Satu | x1"],
    ),
]  # fmt: skip


@pytest.mark.parametrize("make", [xlsx, ods])
@pytest.mark.parametrize(
    ("rows", "right"), [each[1:] for each in SHEETS], ids=[each[0] for each in SHEETS]
)
def test_a_sheet_as_librarians_make_them(tmp_path: Path, make, rows, right) -> None:  # type: ignore[no-untyped-def]
    assert read_titles(tmp_path, make({"Data": rows})) == right


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.ods", "a.xlsx", "a", "a.mrc", "a.zip"])
def test_the_file_name_does_not_matter(tmp_path: Path, name: str) -> None:
    rows = [["Judul", "Pengarang"], ["Satu", "A"]]
    assert read_titles(tmp_path, xlsx({"Data": rows}), name) == ["Satu | A | x1"]
    assert read_titles(tmp_path, ods({"Data": rows}), name) == ["Satu | A | x1"]


@pytest.mark.parametrize(
    ("excel", "odf", "year"),
    [("day:38718", "day:2006-01-01", "2006"), ("day:38718.5", "day:2006-01-01T12:00:00", "2006"),
     ("day:2006", "day:1905-06-28", "2006"), ("=2006", 2006, "2006")],
)  # fmt: skip
def test_years_formatted_as_dates(tmp_path: Path, excel: str, odf: str | int, year: str) -> None:
    """The third cell is the number 2006 in a column formatted as dates."""
    right = [f"Satu | {year} | x1"]
    assert read_titles(tmp_path, xlsx({"D": [["Judul", "Tahun"], ["Satu", excel]]})) == right
    assert read_titles(tmp_path, ods({"D": [["Judul", "Tahun"], ["Satu", odf]]})) == right


def test_the_value_of_a_formula(tmp_path: Path) -> None:
    assert read_titles(tmp_path, xlsx({"D": [["Judul", "Rak"], ["=Satu", "=A1"]]})) == [
        "Satu | A1 | x1"
    ]


def test_several_sheets_with_and_without_titles(tmp_path: Path) -> None:
    book = xlsx(
        {
            "Fiksi": [["Judul", "Pengarang"], ["Satu", "A"], [None, "B"]],
            "Kosong": [],
            "Petunjuk": [["Isilah lembar Fiksi"]],
            "Daftar": [["Judul", "Pengarang"], ["Rahasia", "B"]],
            "Ilmu": [["Title", "Author"], ["Two", "C"]],
        },
        hidden=["Daftar"],
    )
    found = entries(tmp_path, book)
    assert [summary_line(each) for each in titles(found)] == ["Satu | A | x1", "Two | C | x1"]
    told = {each.where: each.reason for each in rejects(found)}
    assert told["sheet “Fiksi”, row 3"] == "The row has no title."
    assert "No column" in told["sheet “Petunjuk”"]
    assert "hidden" in told["sheet “Daftar”"]


def test_vertically_merged_cells_apply_to_each_copy(tmp_path: Path) -> None:
    rows = [["Judul", "Pengarang", "No Induk"], ["Satu", "A", "1"], [None, None, "2"],
            [None, None, "3"], ["Dua", "B", "4"]]  # fmt: skip
    assert read_titles(tmp_path, xlsx({"D": rows}, merged=["A2:A4", "B2:B4"])) == [
        "Satu | A | x3 | 1 2 3",
        "Dua | B | x1 | 4",
    ]
    span = (
        "<table:table-row><table:table-cell table:number-rows-spanned='2'><text:p>Satu</text:p>"
        "</table:table-cell><table:table-cell><text:p>1</text:p></table:table-cell>"
        "</table:table-row><table:table-row><table:covered-table-cell/><table:table-cell>"
        "<text:p>2</text:p></table:table-cell></table:table-row>"
    )
    head = (
        "<table:table-row><table:table-cell><text:p>Judul</text:p></table:table-cell>"
        "<table:table-cell><text:p>No Induk</text:p></table:table-cell></table:table-row>"
    )
    assert read_titles(tmp_path, ods({"D": head + span})) == ["Satu | x2 | 1 2"]


def test_opendocument_as_offices_write_it(tmp_path: Path) -> None:
    """Repeated cells and rows, spaces and breaks as elements, and comments."""
    sheet = (
        "<table:table-row table:number-rows-repeated='2'><table:table-cell "
        "table:number-columns-repeated='1024'/></table:table-row>"
        "<table:table-header-rows><table:table-row><table:table-cell><text:p>Judul</text:p>"
        "</table:table-cell><table:table-cell><text:p>Pengarang</text:p></table:table-cell>"
        "<table:table-cell table:number-columns-repeated='16382'/></table:table-row>"
        "</table:table-header-rows><table:table-row><table:table-cell><office:annotation>"
        "<text:p>a comment</text:p></office:annotation><text:p>Satu<text:s text:c='2'/>dua"
        "<text:line-break/><text:span>tiga</text:span></text:p></table:table-cell>"
        "<table:table-cell><text:p>A</text:p></table:table-cell></table:table-row>"
        "<table:table-row table:number-rows-repeated='1048570'><table:table-cell "
        "table:number-columns-repeated='16384'/></table:table-row>"
    )
    hidden = (
        "<table:table table:name='H' table:style-name='ta2'><table:table-row><table:table-cell>"
        "<text:p>Judul</text:p></table:table-cell></table:table-row></table:table>"
    )
    styles = (
        "<style:style style:name='ta2' style:family='table'><style:table-properties "
        "table:display='false'/></style:style>"
    )
    raw = ods({"D": sheet, "H": hidden}, styles=styles)
    assert read_titles(tmp_path, raw) == ["Satu dua tiga | A | x1"]


def bomb() -> bytes:
    """Return an archive of 200 KB that unpacks to 200 MB but declares 1 KB."""
    raw = bytearray(zipped({"xl/workbook.xml": b" " * 200_000_000}))
    directory = raw.rindex(b"PK\x01\x02")
    raw[directory + 24 : directory + 28] = (1024).to_bytes(4, "little")
    raw[22:26] = (1024).to_bytes(4, "little")
    return bytes(raw)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: zipped({f"{n}.csv": b"Judul\n" + b" " * 60_000_000 for n in range(10)}), "512 MB"),
        (bomb, "damaged"),
        (lambda: zipped({f"{n}.csv": b"x" for n in range(2_100)}), "2,000"),
        (
            lambda: xlsx(
                {"D": [["Judul"], ["A"]]}, more={"xl/worksheets/sheet1.xml": ENTITIES}
            ),
            "entities",
        ),
        (lambda: ods({"D": [["Judul"], ["A"]]}, before=ENTITIES), "entities"),
        (
            lambda: xlsx({"D": [["Judul"]]}, more={
                "xl/worksheets/sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/'
                'spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
                '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
            }),
            "row 1,048,576",
        ),
        (lambda: zipped({"xl/workbook.bin": b"x"}), "xlsb"),
        (lambda: zipped({"word/document.xml": b"<x/>"}), "Word"),
        (lambda: zipped({"xl/workbook.xml": b"not xml"}), "cannot be read"),
        (lambda: zipped({"content.xml": b"<a><b"}), "damaged"),
        (lambda: b"PK\x03\x04 and nothing more", "damaged"),
        (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2_000, "cannot be read"),
        (lambda: xlsx({"D": [["Nama", "Alamat"], ["A", "B"]]}), "contains titles"),
        (lambda: xlsx({"D": []}), "are empty"),
        (lambda: zipped({}), "no file"),
        (lambda: zipped({"__MACOSX/._buku.csv": b"x"}), "no file"),
    ],
    ids=range(16),
)  # fmt: skip
def test_unreadable_spreadsheets_are_refused_with_a_reason(
    tmp_path: Path, make: Callable[[], bytes], told: str
) -> None:
    with pytest.raises(SourceError) as refused:
        entries(tmp_path, make())
    assert told in f"{refused.value} {refused.value.advice}"


def test_an_archive_locked_by_a_password(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.csv": b"Judul\nSatu\n"}))
    for at in (6, raw.rindex(b"PK\x01\x02") + 8):
        raw[at] |= 1
    with pytest.raises(SourceError, match="password"):
        entries(tmp_path, bytes(raw), "a.zip")


def test_every_file_of_an_archive(tmp_path: Path) -> None:
    inner = xlsx({"D": [["Judul", "Pengarang"], ["Satu", "A"]]})
    raw = zipped(
        {
            "buku/satu.xlsx": inner,
            "../../etc/dua.csv": "Judul;Pengarang\nDua;B\n;C\n",
            "__MACOSX/buku/._satu.xlsx": b"\x00\x05\x16\x07",
            ".DS_Store": b"x",
            "buku/tiga.mrc": marc("1", "Tiga"),
            "foto.jpg": b"\xff\xd8\xff",
            "kosong.csv": b"",
            "lagi.zip": zipped({"x.csv": b"Judul\nX\n"}),
            "x" * 300 + ".csv": "Judul;Pengarang\nEmpat;D\n",
            "nama\\aneh.csv": "Judul;Pengarang\nLima;E\n",
        }
    )
    found = entries(tmp_path, raw, "buku.zip")
    assert [title.title for title in titles(found)] == ["Satu", "Dua", "Tiga", "Empat", "Lima"]
    told = {each.where: each.reason for each in rejects(found)}
    assert told["../../etc/dua.csv: line 3"] == "The row has no title."
    assert "unknown type" in told["foto.jpg"]
    assert "empty" in told["kosong.csv"]
    assert "within an archive" in told["lagi.zip"]
    assert not (tmp_path.parent / "etc").exists()


def test_a_damaged_file_in_an_archive_does_not_affect_others(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.csv": "Judul;Rak\nSatu;1\n", "b.csv": "Judul;Rak\nDua;2\n"}))
    raw[raw.index(b"a.csv") + 8] ^= 0xFF
    found = entries(tmp_path, bytes(raw), "a.zip")
    assert [title.title for title in titles(found)] == ["Dua"]
    assert "damaged" in rejects(found)[0].reason


@pytest.mark.parametrize("make", [xlsx, ods])
def test_no_damage_to_a_spreadsheet_raises_anything_else(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    whole = make({"D": [["Judul", "Tahun"], ["Satu", 2006], ["Dua", "day:38718"]]})
    parts = {}
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, content in parts.items():
        for at in range(0, len(content), max(1, len(content) // 12)):
            for broken in (content[:at], content[:at] + b"<x>" + content[at:], b""):
                try:
                    entries(tmp_path, zipped({**parts, name: broken}))
                except SourceError as fault:
                    assert str(fault)


def test_unread_columns_are_reported(tmp_path: Path) -> None:
    found = entries(tmp_path, xlsx({"D": [["Judul", "Kota"], ["Satu", "Bandung"]]}))
    (note,) = rejects(found)
    assert isinstance(note, ImportNote)
    assert "“Kota”" in note.reason
