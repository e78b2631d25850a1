"""Tables at a kiosk that stands alone and at a server, by hand and from a web server."""

import sys
from pathlib import Path

import pytest
from kiosk_command import Run, parsed

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
from sheet_files import ods, xlsx, zipped

from tests.central.provider import Reply, answering

LIBRARY = '[[branch]]\ncode = "pusat"\nname = "Pusat"\nzone = "Asia/Jakarta"\n'
SECOND = '[[branch]]\ncode = "timur"\nname = "Timur"\nzone = "Asia/Jakarta"\n'
ROWS = [["DAFTAR BUKU"], ["No", "Judul", "Jumlah", "Kota"], [1, "Laskar Pelangi", 2, "Jakarta"]]
TEXT = "DAFTAR BUKU;;;\r\nNo;Judul;Jumlah;Kota\r\n1;Laskar Pelangi;2;Jakarta\r\n"
FILES = {
    "buku.csv": TEXT.encode(),
    "buku.txt": TEXT.replace(";", "\t").encode("utf-16"),
    "renamed.csv": xlsx({"D": ROWS}),
    "buku.xlsx": xlsx({"D": ROWS}),
    "buku.ods": ods({"D": ROWS}),
    "buku.zip": zipped({"dalam/buku.csv": TEXT}),
}
UNREAD = "These columns were not read: “Kota”."


@pytest.fixture
def library(kiosk: Run, tmp_path: Path) -> Run:
    (tmp_path / "library.toml").write_text(LIBRARY)
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    return kiosk


@pytest.mark.parametrize("name", FILES)
def test_at_a_kiosk_that_stands_alone(library: Run, tmp_path: Path, name: str) -> None:
    answer = library("import", tmp_path / name, tmp_path / "library.toml", "--json")
    table, _ = parsed(answer)["files"]
    assert (table["read"], table["added"], table["rejected"]) == (1, 1, 0)
    assert UNREAD in table["rejects"][0]["reason"]
    [title] = parsed(library("search", "laskar", "--json"))
    assert title["title"] == "Laskar Pelangi"


@pytest.mark.parametrize("name", FILES)
def test_at_a_server(library: Run, tmp_path: Path, name: str) -> None:
    [table, _] = parsed(library("load", tmp_path / name, tmp_path / "library.toml", "--json"))
    assert (table["read"], table["added"], table["rejected"], table["fault"]) == (1, 1, 0, "")
    assert UNREAD in table["rejects"][0]["reason"]


@pytest.mark.parametrize("name", FILES)
def test_from_a_web_server(library: Run, tmp_path: Path, name: str) -> None:
    def page(_path: str, _query: dict[str, str], _headers: dict[str, str], reply: Reply) -> None:
        reply.body = FILES[name]

    library("load", tmp_path / "library.toml")
    with answering(page) as url:
        library("source", "buku", "--file", f"{url}/{name}")
        [told] = parsed(library("source", "buku", "--run", "--json"))
    run = told["last_run"]
    assert (run["read"], run["added"], run["rejected"], run["fault"]) == (1, 1, 0, "")
    [note] = parsed(library("source", "buku", "--rejects", "--json"))
    assert UNREAD in note["reason"]


def test_where_copies_are_in_a_library_of_several_branches(library: Run, tmp_path: Path) -> None:
    (tmp_path / "library.toml").write_text(LIBRARY + SECOND)
    library("load", tmp_path / "library.toml")
    [told] = parsed(library("load", tmp_path / "buku.csv", "--json"))
    assert "--branch" in told["rejects"][-1]["reason"]
    [told] = parsed(library("load", tmp_path / "buku.csv", "--branch", "timur", "--json"))
    assert (told["changed"], len(told["rejects"])) == (1, 1)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04junk", b"Judul,Pengarang\r\n,\r\n", b"\xff\xfe", b"x,y\n1,2\n"]
)
def test_one_that_cannot_be_read_is_told_and_ends_nothing(
    library: Run, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    assert library("import", tmp_path / "bad.csv").returncode == 1
    answer = library("import", tmp_path / "bad.csv", tmp_path / "buku.csv", "--json")
    assert answer.returncode == 0
    assert [file["added"] for file in parsed(answer)["files"]] == [0, 1]


def test_ends_of_line_of_a_mac_end_no_other_file(library: Run, tmp_path: Path) -> None:
    for name, content in {
        "cr.csv": b"Judul,Tahun\rSatu,1999\r",
        "cr-in-header.csv": b"title,author\rx\nA,B\n",
        "huge.csv": b"title," + b"x" * 200_000 + b"\nA,\n",
    }.items():
        (tmp_path / name).write_bytes(content)
        answer = library("import", tmp_path / name, tmp_path / "buku.csv", "--json")
        assert answer.returncode == 0
        assert "Traceback" not in answer.stderr
        assert [bool(file["read"]) for file in parsed(answer)["files"]] == [True, True]
