"""MARC 21 in ISO 2709: record boundaries, character encodings, and conversion of the fields."""

from pathlib import Path

import pytest
from pymarc import Field
from source_files import data, marc, rejects, titles, written

from kiosk.domain.records import Format, ItemStatus
from kiosk.sources.entries import Entry
from kiosk.sources.source_file import read_source_file

ONE, TWO = marc("1", "Satu"), marc("2", "Dua")


def entries(folder: Path, raw: bytes) -> list[Entry]:
    return list(read_source_file(written(folder, "some.mrc", raw)))


def ids(found: list[Entry]) -> list[str]:
    return [each.source_id for each in titles(found)]


@pytest.mark.parametrize("between", [b"\n", b"\r\n", b"\0\0", b"\xef\xbb\xbf", b"\x1d", b" \x1a"])
def test_bytes_between_records_are_skipped(tmp_path: Path, between: bytes) -> None:
    found = entries(tmp_path, between + ONE + between + TWO + between)
    assert ids(found) == ["1", "2"] and not rejects(found)


@pytest.mark.parametrize("length", [b"99999", b"00000", b"00030", b"     ", b"abcde", b"09999"])
def test_a_wrong_length_loses_no_record(tmp_path: Path, length: bytes) -> None:
    found = entries(tmp_path, length + ONE[5:] + TWO)
    assert ids(found) == ["1", "2"] and not rejects(found)


def test_a_missing_terminator_loses_no_record(tmp_path: Path) -> None:
    assert ids(entries(tmp_path, ONE[:-1] + TWO)) == ["1", "2"]


def test_a_terminator_inside_a_valid_record_is_text(tmp_path: Path) -> None:
    inside = marc("3", "Tiga \x1d lagi")
    found = entries(tmp_path, ONE + inside + TWO)
    assert ids(found) == ["1", "3", "2"] and not rejects(found)


def test_a_damaged_record_is_reported_with_its_bytes(tmp_path: Path) -> None:
    broken = b"00060nam a2200049 a 4500" + b"?" * 40 + b"\x1d"
    found = entries(tmp_path, ONE + broken + TWO)
    assert ids(found) == ["1", "2"]
    (told,) = rejects(found)
    assert told.where == f"record 2 at byte {len(ONE)}" and told.raw == broken


def test_a_record_of_a_megabyte_is_read(tmp_path: Path) -> None:
    notes = [data("500", a="x" * 9_000) for _ in range(120)]
    made = b"".join(_without_lengths("9", "Besar", notes))
    assert len(made) > 1_000_000
    assert ids(entries(tmp_path, ONE + made + TWO)) == ["1", "9", "2"]


def test_a_record_of_a_megabyte_with_lengths_of_many_digits_is_read(tmp_path: Path) -> None:
    """pymarc writes such records with longer numbers in leader and directory."""
    made = marc("9", "Besar", *(data("500", a="x" * size) for size in range(9_000, 12_000, 25)))
    assert len(made) > 1_000_000 and made[5:7].isdigit()
    found = entries(tmp_path, ONE + made + TWO)
    assert ids(found) == ["1", "9", "2"]
    assert found[1].title == "Besar"


def _without_lengths(control: str, title: str, notes: list) -> tuple[bytes, ...]:  # type: ignore[type-arg]
    """Return a record too long for ISO 2709, with lengths of 99999 as some systems write."""
    fields = [("001", control.encode()), ("245", b"00\x1fa" + title.encode())]
    fields += [(n.tag, b"  \x1fa" + n["a"].encode()) for n in notes]
    directory, offset = b"", 0
    for tag, text in fields:
        entry = min(offset, 99_999)
        directory += tag.encode() + b"%04d%05d" % (min(len(text) + 1, 9999), entry)
        offset += len(text) + 1
    base = 24 + len(directory) + 1
    leader = b"99999nam a22%05d a 4500" % base
    return leader, directory, b"\x1e", b"".join(t + b"\x1e" for _, t in fields), b"\x1d"


def test_a_file_without_terminators_is_bounded(tmp_path: Path) -> None:
    found = entries(tmp_path, ONE + b"7" * 9_000_000 + b"\x1d" + TWO)
    assert ids(found) == ["1", "2"]
    assert "eight megabytes" in rejects(found)[0].reason


def test_latin_1_is_rejected_rather_than_garbled(tmp_path: Path) -> None:
    raw = marc("4", "Universit? de Paris, facult?").replace(b"?", b"\xe9")
    found = entries(tmp_path, raw.replace(b" a2", b"  2", 1) + TWO)
    assert ids(found) == ["2"]
    assert "neither UTF-8 nor MARC-8" in rejects(found)[0].reason


@pytest.mark.parametrize("flag", [b"a", b" "])
def test_marc8_and_utf8_are_detected_by_their_bytes(tmp_path: Path, flag: bytes) -> None:
    marc8 = marc("5", "??dition").replace(b"??", b"\xe2E")
    utf8 = marc("6", "Édition")
    flagged = b"".join(raw[:9] + flag + raw[10:] for raw in (marc8, utf8))
    assert [t.title for t in titles(entries(tmp_path, flagged))] == ["Édition", "Édition"]


def test_hebrew_of_marc8_under_a_utf8_flag(tmp_path: Path) -> None:
    raw = marc("7", "\x1b(2ylem\x1b(B")
    (found,) = titles(entries(tmp_path, raw))
    assert found.title and all("\u0590" < char < "\u05ff" for char in found.title)


def test_an_undecodable_field_is_skipped_and_reported(tmp_path: Path) -> None:
    note = data("505", a="Relaxin? at Camarillo ??")
    raw = marc("8", "Judul", note).replace(b"?", b"\xe1")
    found = entries(tmp_path, raw)
    assert ids(found) == ["8"]
    assert "field 505" in rejects(found)[0].where


@pytest.mark.parametrize(
    ("kind", "words"), [("z", "authority"), ("y", "holdings"), ("w", "classification")]
)
def test_records_without_titles_are_reported(tmp_path: Path, kind: str, words: str) -> None:
    raw = marc("9", "Nama", leader=f"00000n{kind}  a2200000n  4500")
    (told,) = rejects(entries(tmp_path, raw))
    assert words in told.reason


def test_a_missing_title_is_replaced_by_the_best_substitute(tmp_path: Path) -> None:
    raw = marc("1", "", data("246", a="Judul lain :", b="sub /"))
    raw += marc("2", "", data("773", t="Majalah"))
    raw += marc("3", "", data("520", a="Sebuah ringkasan."))
    raw += marc("4", "")
    found = entries(tmp_path, raw)
    assert [t.title for t in titles(found)] == ["Judul lain : sub", "Majalah", "Sebuah ringkasan"]
    assert len(rejects(found)) == 1


def test_a_title_in_the_script_of_its_language_is_preferred(tmp_path: Path) -> None:
    fields = [
        data("880", _6="245-01/(3/r", a="ألف ليلة وليلة"),
        data("880", _6="100-02", a="مجهول"),
    ]
    raw = marc("1", "Alf laylah wa-laylah", *fields).replace(b"ind d", b"ara d")
    (found,) = titles(entries(tmp_path, raw))
    assert found.title == "ألف ليلة وليلة"
    assert found.other_titles == ("Alf laylah wa-laylah",)
    assert found.authors == ("مجهول",)


def test_koha_items(tmp_path: Path) -> None:
    def item(**values: str) -> object:
        return data("952", a="PUSAT", b="CABANG", o="899.221", p="B1", **values)

    items = [item(), item(_7="1"), item(q="2026-12-01"), item(_1="2"), item(_0="1"), item(_7="-1")]
    (found,) = titles(entries(tmp_path, marc("1", "Judul", *items)))  # type: ignore[arg-type]
    assert [i.status for i in found.items] == [
        ItemStatus.AVAILABLE, ItemStatus.REFERENCE, ItemStatus.ON_LOAN, ItemStatus.MISSING,
        ItemStatus.MISSING, ItemStatus.ON_ORDER,
    ]  # fmt: skip
    assert {(i.branch, i.call_number, i.barcode) for i in found.items} == {
        ("CABANG", "899.221", "B1")
    }


def test_sirsi_items_take_the_title_s_call_number(tmp_path: Path) -> None:
    fields = [data("082", a="005.1"), data("999", l="STACKS", m="MAIN", i="X1")]
    (found,) = titles(entries(tmp_path, marc("1", "Judul", *fields)))
    assert [(i.branch, i.shelf, i.call_number, i.barcode) for i in found.items] == [
        ("MAIN", "STACKS", "005.1", "X1")
    ]


def test_holdings_become_the_copies_of_the_title_before_them(tmp_path: Path) -> None:
    fields = [Field("004", data="b1"), data("852", b="PUSAT", h="899")]
    holding = marc("h1", "", *fields, leader="00000ny  a2200000n  4500")
    (found,) = titles(entries(tmp_path, marc("b1", "Judul") + holding))
    assert [i.branch for i in found.items] == ["PUSAT"]


@pytest.mark.parametrize(
    ("leader", "fields", "kind"),
    [
        ("nam a", [], Format.BOOK),
        ("nam a", [("245", {"a": "X", "h": "[electronic resource]"})], Format.EBOOK),
        ("nas a", [], Format.SERIAL),
        ("nab a", [], Format.ARTICLE),
        ("nim a", [], Format.AUDIOBOOK),
        ("njm a", [], Format.MUSIC),
        ("ngm a", [], Format.VIDEO),
        ("ncm a", [], Format.SCORE),
        ("nem a", [], Format.MAP),
        ("nrm a", [], Format.OBJECT),
    ],
)
def test_formats(tmp_path: Path, leader: str, fields: list, kind: Format) -> None:  # type: ignore[type-arg]
    made = [data(tag, **values) for tag, values in fields]
    raw = marc("1", "" if made else "X", *made, leader=f"00000{leader[:4]}a2200000 a 4500")
    (found,) = titles(entries(tmp_path, raw))
    assert found.format is kind


def test_records_without_a_number_have_stable_ids(tmp_path: Path) -> None:
    raw = marc(" ", "Tanpa nomor")
    first, second = (ids(entries(tmp_path, raw)) for _ in range(2))
    assert first == second and first[0].startswith("hash-")


def test_the_rest_of_the_fields(tmp_path: Path) -> None:
    fields = [
        data("020", a="0-439-02348-3 (pbk.)"), data("100", a="Toer, Pramoedya Ananta,", d="1925-"),
        data("264", a="Jakarta :", b="Hasta Mitra,", c="1980."), data("490", a="Buru ;", v="1"),
        data("520", a="Ringkasan."), data("650", a="Colonies", z="Indonesia."),
        data("700", a="TOER, Pramoedya Ananta."), data("856", u="https://example.org/1"),
    ]  # fmt: skip
    (found,) = titles(entries(tmp_path, marc("1", "Bumi manusia /", *fields)))
    assert found.title == "Bumi manusia"
    assert found.authors == ("Toer, Pramoedya Ananta",)
    assert (found.year, found.language, found.publisher) == (1980, "id", "Hasta Mitra")
    assert found.isbns == ("9780439023481",)
    assert found.series == "Buru ; 1"
    assert found.subjects == ("Colonies -- Indonesia",)
    assert found.url == "https://example.org/1"


@pytest.mark.parametrize(("kind", "year"), [("s", 1980), ("m", 1980), ("q", None)])
def test_questionable_dates_give_no_year(tmp_path: Path, kind: str, year: int | None) -> None:
    raw = marc("1", "Judul", data("260", c="[198-?]"))
    (title,) = titles(entries(tmp_path, raw.replace(b"s2020    ", f"{kind}19801989".encode())))
    assert title.year == year
