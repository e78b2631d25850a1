"""Importing tables into a stand-alone kiosk and a server, by command and from a web server."""

import sys
from pathlib import Path

import pytest
from kiosk_command import Run, parsed

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
from sheet_files import ods, xlsx, zipped

from tests.central.provider import Reply, web_server

LIBRARY = '[[branch]]\ncode = "pusat"\nname = "Pusat"\nzone = "Asia/Jakarta"\n'
SECOND = '[[branch]]\ncode = "timur"\nname = "Timur"\nzone = "Asia/Jakarta"\n'
ROWS = [["DAFTAR BUKU"], ["No", "Judul", "Jumlah", "Kota"], [1, "Laskar Pelangi", 2, "Jakarta"]]
TEXT = "DAFTAR BUKU;;;\r\nNo;Judul;Jumlah;Kota\r\n1;Laskar Pelangi;2;Jakarta\r\n"
FILES = {
    "teks.csv": TEXT.encode(),
    "tab.txt": TEXT.replace(";", "\t").encode("utf-16"),
    "renamed.csv": xlsx({"D": ROWS}),
    "buku.xlsx": xlsx({"D": ROWS}),
    "odf.ods": ods({"D": ROWS}),
    "buku.zip": zipped({"dalam/buku.csv": TEXT}),
}
UNREAD = "These columns were not read: “Kota”."


@pytest.fixture
def library(kiosk: Run, tmp_path: Path) -> Run:
    (tmp_path / "library.toml").write_text(LIBRARY)
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    return kiosk


def test_at_a_kiosk_that_stands_alone(library: Run, tmp_path: Path) -> None:
    answer = library("import", *(tmp_path / n for n in FILES), tmp_path / "library.toml", "--json")
    *tables, _ = parsed(answer)["files"]
    assert len(tables) == len(FILES)
    for table in tables:
        assert (table["read"], table["added"], table["rejected"]) == (1, 1, 0), table["file"]
        assert UNREAD in table["rejects"][0]["reason"]
    found = parsed(library("search", "laskar", "--json"))
    assert {title["title"] for title in found} == {"Laskar Pelangi"}


def test_at_a_server(library: Run, tmp_path: Path) -> None:
    answer = library("load", *(tmp_path / n for n in FILES), tmp_path / "library.toml", "--json")
    *tables, _ = parsed(answer)
    assert len(tables) == len(FILES)
    for table in tables:
        assert (table["added"], table["rejected"], table["fault"]) == (1, 0, ""), table["file"]
        assert UNREAD in table["rejects"][0]["reason"]


@pytest.mark.parametrize("name", ["buku.xlsx", "buku.zip"])
def test_from_a_web_server(library: Run, tmp_path: Path, name: str) -> None:
    def page(_path: str, _query: dict[str, str], _headers: dict[str, str], reply: Reply) -> None:
        reply.body = FILES[name]

    library("load", tmp_path / "library.toml")
    with web_server(page) as url:
        library("source", "buku", "--file", f"{url}/{name}")
        [told] = parsed(library("source", "buku", "--run", "--json"))
    run = told["last_run"]
    assert (run["read"], run["added"], run["rejected"], run["fault"]) == (1, 1, 0, "")
    [note] = parsed(library("source", "buku", "--rejects", "--json"))
    assert UNREAD in note["reason"]


def test_where_copies_are_in_a_library_of_several_branches(library: Run, tmp_path: Path) -> None:
    (tmp_path / "library.toml").write_text(LIBRARY + SECOND)
    library("load", tmp_path / "library.toml")
    [told] = parsed(library("load", tmp_path / "teks.csv", "--json"))
    assert "--branch" in told["rejects"][-1]["reason"]
    [told] = parsed(library("load", tmp_path / "teks.csv", "--branch", "timur", "--json"))
    assert (told["changed"], len(told["rejects"])) == (1, 1)


def test_what_cannot_be_read_is_told_and_ends_nothing(library: Run, tmp_path: Path) -> None:
    bad = {
        "a.csv": b"PK\x03\x04junk",
        "b.csv": b"Judul,Pengarang\r\n,\r\n",
        "c.csv": b"\xff\xfe",
        "d.csv": b"x,y\n1,2\n",
    }
    good = {
        "cr.csv": b"Judul,Tahun\rSatu,1999\r",
        "header.csv": b"title,author\rx\nA,B\n",
        "huge.csv": b"title," + b"x" * 200_000 + b"\nA,\n",
    }
    for name, content in {**bad, **good}.items():
        (tmp_path / name).write_bytes(content)
    alone = library("import", *(tmp_path / name for name in bad), "--json")
    assert alone.returncode == 1
    answer = library("import", *(tmp_path / name for name in (*bad, *good)), "--json")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert [f["added"] for f in parsed(answer)["files"]] == [0, 0, 0, 0, 1, 1, 1]
