"""Recognising exports of the same list by the names that browsers and staff give them."""

import pytest

from kiosk.sources.list_names import list_key, list_name

COPIES = (
    "buku (1).csv|buku(1).csv|buku (12).csv|buku - Copy.csv|buku - Copy (2).csv|"
    "Copy of buku.csv|buku copy.csv|buku copy 2.csv|Salinan buku.csv|Salinan dari buku.csv|"
    "buku - Salinan.csv|Copie de buku.csv|Copia de buku.csv|buku - copia (3).csv|"
    "buku - 副本.csv|buku（1）.csv|buku [1].csv|نسخة من buku.csv|BUKU.csv"
)
DATED = (
    "buku_2026-11-29.csv|buku-20261129.csv|buku20261129.csv|buku 29-11-2026.csv|"
    "buku_2026_11.csv|2026-11 buku.csv|20261129-buku.csv|buku Nov 2026.csv|"
    "buku november 2026.csv|buku 29 November 2026.csv|buku desember 2026.csv|"
    "buku août 2026.csv|buku-29.11.26.csv|buku_20261129_143000.csv|"
    "buku-2026-11-29T14-30-00Z.csv|buku-2026-11-29 (1).csv|buku 2026-2027.csv|"
    "buku 2026_27.csv|buku_1764412800.csv|buku.2026.csv|buku-2026Q4.csv|buku-2026-W48.csv|"
    "buku ٢٠٢٦.csv|buku 2026年11月29日.csv|buku 1448.csv|buku 11-2026.csv"
)
OTHERS = (
    "buku 2.csv|buku-1.csv|buku-part1.csv|1984.csv|copy.csv|salinan.csv|(1).csv|may.csv|"
    "maret.csv|koleksi mayor.csv|kelas 7-8.csv|anak 3-5 tahun.csv|9789791234567.csv|"
    "seri 1000.csv|rak 1300.csv|library.toml|a.tar.gz|katalog|2026.csv|mei 2026.csv"
)


@pytest.mark.parametrize("name", f"{COPIES}|{DATED}".split("|"))
def test_the_next_export_of_a_list_is_recognised(name: str) -> None:
    assert list_key(name) == "buku.csv"


@pytest.mark.parametrize("name", OTHERS.split("|"))
def test_names_without_copy_marks_are_unchanged(name: str) -> None:
    assert list_name(name) == name


@pytest.mark.parametrize("name", ["buku.xlsx", "Buku (1).ods", "buku-2026.tsv", "buku.TXT"])
def test_other_formats_of_a_list_have_the_same_key(name: str) -> None:
    assert list_key(name) == "buku.csv"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kelas 2 2026.csv", "kelas 3 2026.csv"),
        ("top 100 2026.csv", "top 50 2026.csv"),
        ("koleksi mayor 2026.csv", "koleksi minor 2026.csv"),
        ("books-1.mrc", "books-2.mrc"),
        ("buku.csv", "buku.mrc"),
        ("1984.csv", "2001.csv"),
        ("ramai 2026.csv", "ra.csv"),
    ],
)
def test_two_lists_are_kept_apart(first: str, second: str) -> None:
    assert list_key(first) != list_key(second)
