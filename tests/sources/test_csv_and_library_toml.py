"""CSV files, library.toml, and detecting the kind of a file."""

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from source_files import calendar, event, marc, marcxml, programs, rejects, titles, written

from kiosk.domain.branches import Branch, Closure, WeeklyHours
from kiosk.domain.spaces import Space, SpaceKind
from kiosk.errors import SourceError
from kiosk.sources.entries import Entry
from kiosk.sources.source_file import load_csv_mapping, read_source_file

LIBRARY = """
[[space]]
code = "r1"
branch = "pusat"
name = "Ruang 1"
names = { en = "Room 1", ar = "غرفة 1" }
kind = "study_room"
capacity = 6
policy = { slot_minutes = 15, longest_minutes = 60 }
[[space]]
code = "bad"
branch = "pusat"
name = "Bad"
capacity = -1
[[branch]]
code = "pusat"
name = "Pusat"
names = { en = "Centre" }
zone = "Asia/Jakarta"
[branch.hours]
mon = ["09:00-12:00", "13:00-17:00"]
sat = ["20:00-24:00"]
[[branch.closure]]
day = 2026-08-17
reason = "Merdeka"
[[branch]]
code = "x"
name = "X"
zone = "Asia/Atlantis"
"""


def test_branches_come_before_spaces_and_bad_ones_alone_are_rejected(tmp_path: Path) -> None:
    found = list(read_source_file(written(tmp_path, "library.toml", LIBRARY)))
    branch, space = (e for e in found if isinstance(e, Branch | Space))
    assert isinstance(branch, Branch) and isinstance(space, Space)
    assert branch.hours == (
        WeeklyHours(0, time(9), time(12)),
        WeeklyHours(0, time(13), time(17)),
        WeeklyHours(5, time(20), time(0)),
    )
    assert branch.closures == (Closure(date(2026, 8, 17), "Merdeka"),)
    assert (space.kind, space.capacity) == (SpaceKind.STUDY_ROOM, 6)
    assert space.policy.slot_length == timedelta(minutes=15)
    assert space.name_in("ar", "id") == ("غرفة 1", "ar")
    assert space.name_in("fr", "id") == ("Ruang 1", "id")
    assert branch.name_in("en", "id") == ("Centre", "en")
    assert [r.where for r in rejects(found)] == ["branch x", "space bad"]
    assert "Asia/Atlantis" in rejects(found)[0].reason


def test_invalid_toml(tmp_path: Path) -> None:
    (told,) = read_source_file(written(tmp_path, "library.toml", "[[branch]\n"))
    assert "Line 1 is not valid: [[branch]." in rejects([told])[0].reason


CSV = '''id,title,author,year,isbn,branch,status
1,"Satu ""kata""",A;B,1999,0439023483,PUSAT,dipinjam
2,"Lost quote,A,2000,,,
3,Tiga,"two
lines",2001,,,
4,5" disk,X,2002,,,
5,,X,2002,,,
6,Enam,a,b,c,d,e,f
7,Tujuh,Y,2003,978-0-439-02348-1,,
'''


def test_bad_rows_are_rejected_one_by_one(tmp_path: Path) -> None:
    found = list(read_source_file(written(tmp_path, "some.csv", CSV)))
    assert [t.source_id for t in titles(found)] == ["1", "3", "4", "7"]
    assert [r.where for r in rejects(found)] == ["line 3", "line 7", "line 8"]
    first = titles(found)[0]
    assert (first.title, first.authors, first.year) == ('Satu "kata"', ("A", "B"), 1999)
    assert first.available is False


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_is_decoded_by_its_bytes(tmp_path: Path, encoding: str) -> None:
    raw = "title;author\r\nCafé;Éva\r\n".encode(encoding)
    (title,) = titles(list(read_source_file(written(tmp_path, "some.csv", raw))))
    assert (title.title, title.authors) == ("Café", ("Éva",))


def test_a_mapping_that_staff_wrote(tmp_path: Path) -> None:
    mapping = written(
        tmp_path, "map.toml",
        '[columns]\ntitle = ["Nama"]\nformat = ["Jenis"]\n[format_names]\nPeta = "map"\n',
    )  # fmt: skip
    path = written(tmp_path, "list.txt", "Nama,Jenis\nSatu,Peta\nDua,\n")
    found = titles(list(read_source_file(path, mapping=load_csv_mapping(str(mapping)))))
    assert [(t.title, t.format.value) for t in found] == [("Satu", "map"), ("Dua", "book")]


@pytest.mark.parametrize(
    "text", ["[columns]\nnonsense = ['x']", "not toml", "[columns]\ntitle = 1"]
)
def test_a_mapping_that_is_wrong(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError):
        load_csv_mapping(str(written(tmp_path, "map.toml", text)))


def test_no_column_of_titles(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="contains titles"):
        list(read_source_file(written(tmp_path, "some.csv", "a,b\n1,2\n")))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (marc("1", "Satu"), titles),
        (marcxml("1", "Satu"), titles),
        (calendar(event("Satu")), programs),
    ],
)
@pytest.mark.parametrize("name", ["export", "export.txt", "export.dat", "export.xml"])
def test_content_takes_precedence_over_the_name(
    tmp_path: Path, content: bytes, kind: Callable[[list[Entry]], list[Any]], name: str
) -> None:
    assert [e.title for e in kind(list(read_source_file(written(tmp_path, name, content))))] == [
        "Satu"
    ]


def test_missing_and_unknown_files(tmp_path: Path) -> None:
    for path in (tmp_path / "none.mrc", tmp_path, written(tmp_path, "photo.jpg", b"\xff\xd8\xff")):
        with pytest.raises(SourceError) as told:
            list(read_source_file(path))
        assert told.value.advice
