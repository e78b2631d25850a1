"""Other words of the same meaning, and the classes of call numbers, find titles."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from search_library import SearchLibrary

from kiosk.domain.records import BibliographicRecord, Item
from kiosk.search.synonyms.word_lists import WordLists, load_word_lists
from kiosk.services.catalogue.catalogue_search import OWN_SYNONYMS, Query, SortOrder
from kiosk.services.upkeep.check_health import CheckStatus, check_health
from kiosk.settings import Settings

SHELVED = {
    "Rahasia anggrek bulan": "635.934 4 RAH",
    "Orchids for everyone": "",
    "Merawat kucing Persia": "636.8 MER",
    "My first cats": "",
    "The car in the lake": "823 CAR",
    "Mesin diesel modern": "621.436 MES",
    "Steam and iron": "385.09 STE",
    "Sehari-hari di dapur ibu": "641.5 SEH",
    "Ayat-ayat tentang alam": "2X1.3 AYA",
    "Langit malam": "523 LAN",
    "Panduan telepon genggam": "",
    "Membeli mobil bekas": "629.222 MEM",
    "The used car handbook": "",
    "Care of the self": "158 CAR",
    "Siapa membeli?": "R 658.8 SIA",
    "Ingatan pelanggan": "658.834 2 ING",
    "Gaji dan upah": "658.32 GAJ",
    "Petals": "635.934 4 PET",
    "The wok": "TX724.5 .C5",
    "Rhythms": "780.6(09)",
    "Cooking together": "",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchLibrary]:
    opened = SearchLibrary(tmp_path_factory.mktemp("meanings"))
    opened.hold(
        *(
            BibliographicRecord(title, title, items=(Item("main", "", number),) if number else ())
            for title, number in SHELVED.items()
        )
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("anggrek", ["Rahasia anggrek bulan", "Orchids for everyone"]),
        ("orchid", ["Orchids for everyone", "Rahasia anggrek bulan"]),
        ("orchids", ["Orchids for everyone", "Rahasia anggrek bulan"]),
        ("cats", ["My first cats", "Merawat kucing Persia"]),
        ("ponsel", ["Panduan telepon genggam"]),
        ("HP", ["Panduan telepon genggam"]),
        ("used automobile", ["The used car handbook"]),
        ("books about cooking", ["Cooking together", "Sehari-hari di dapur ibu"]),
        ("resep", ["Sehari-hari di dapur ibu"]),
        ("buku tentang astronomi", ["Langit malam"]),
        ("railways", ["Steam and iron"]),
        ("tafsir", ["Ayat-ayat tentang alam"]),
        ("烹饪", ["Sehari-hari di dapur ibu", "The wok"]),
        ("musik", ["Rhythms"]),
        ("pemasaran", ["Siapa membeli?", "Ingatan pelanggan"]),
        ("cats", ["My first cats", "Merawat kucing Persia"]),
        ("orchids", ["Orchids for everyone", "Rahasia anggrek bulan", "Petals"]),
        ("الطبخ", ["Sehari-hari di dapur ibu"]),
        ("self-help", ["Care of the self"]),
    ],
)
def test_a_meaning_is_found(library: SearchLibrary, typed: str, found: list[str]) -> None:
    assert library.found(typed)[: len(found)] == found
    assert not library.find.search(Query(typed)).partial
    assert library.find.facets(Query(typed)).total == len(library.found(typed))


def test_titles_with_the_word_come_first_on_all_pages(library: SearchLibrary) -> None:
    typed = "mobil"
    every = library.found(typed)
    assert every[0] == "Membeli mobil bekas"
    assert set(every[1:]) == {"The used car handbook", "The car in the lake"}
    paged = [
        library.find.search(Query(typed), limit=1, offset=n).hits[0].source_id
        for n in range(len(every))
    ]
    assert paged == every
    assert not library.find.search(Query(typed), limit=1, offset=len(every)).hits


@pytest.mark.parametrize("order", SortOrder)
def test_every_order_shows_the_same_titles(library: SearchLibrary, order: SortOrder) -> None:
    assert set(library.found("orchid", order=order)) == set(library.found("orchid"))


@pytest.mark.parametrize(
    ("typed", "not_found"),
    [
        ("ca", "Membeli mobil bekas"),  # half a word has no meaning yet
        ("mobil kucing", "Merawat kucing Persia"),  # all words count
        ("mesin kopi", "Mesin diesel modern"),
        ("buku", "Sehari-hari di dapur ibu"),
        ("pemasaran", "Gaji dan upah"),
        ("bunga", "Merawat kucing Persia"),
    ],
)
def test_nothing_else_is_found(library: SearchLibrary, typed: str, not_found: str) -> None:
    results = library.find.search(Query(typed))
    assert results.partial or not_found not in [hit.title for hit in results.hits]


def test_staff_add_words_while_the_kiosk_runs(tmp_path: Path) -> None:
    library = SearchLibrary(tmp_path)
    library.hold(BibliographicRecord("1", "Warung kelontong", items=(Item("m", "", "381.1 W"),)))
    assert library.found("toserba") == []
    (tmp_path / OWN_SYNONYMS).write_text("# ours\nwarung; toserba\n381, pasar malam\n", "utf-8")
    assert library.found("toserba") == ["1"]
    assert library.found("pasar malam") == ["1"]
    library.close()


def test_the_lists_of_the_program_have_no_faults() -> None:
    lists = load_word_lists()
    assert lists.faults == []
    assert len(lists.synonyms) > 800
    assert len({each for classes in lists.classes.values() for each in classes}) > 900


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("mobil", "“mobil” stands alone. Write words of the same meaning on one line, with commas"
         " between them."),
        ("641", "Class 641 has no words. Write after it what it is about."),
        ("649-640, rumah", "Class 649 comes after class 640. Write the smaller one first."),
        ("200-2X9, islam", "The classes 200 to 2X9 are no range."),
        ("mobil, ?!", "“?!” is no word."),
        (f"a, {'b' * 61}", f"“{'b' * 60}…” is too long. Write at most 60 characters."),
        ("a, b c d e f g h i j", "“b c d e f g h i j” has too many words. Write at most 8."),
    ],
)  # fmt: skip
def test_a_bad_line_gets_a_sentence(line: str, fault: str) -> None:
    read = WordLists()
    read.add(f"kios, toko\n{line}\n", "synonyms.csv")
    assert read.faults == [f"synonyms.csv, line 2: {fault}"]
    assert read.synonyms[("kios",)] == [("toko",)], "the good lines count"


def test_a_bad_file_gets_a_sentence(tmp_path: Path) -> None:
    own = tmp_path / "synonyms.csv"
    own.write_bytes("kafe, café".encode("latin-1"))
    assert load_word_lists(own).faults == ["synonyms.csv is not in UTF-8. Save it as “CSV UTF-8”."]
    own.unlink()
    assert load_word_lists(own).faults == []
    own.mkdir()
    (fault,) = load_word_lists(own).faults
    assert fault.startswith("synonyms.csv cannot be read")


def test_the_doctor_names_bad_lines(tmp_path: Path) -> None:
    library = SearchLibrary(tmp_path)
    (tmp_path / OWN_SYNONYMS).write_text("warung, toserba\nkios\n", "utf-8")
    (check,) = [
        each for each in check_health(Settings(), library.database) if each.name == "Synonyms"
    ]
    assert check.status is CheckStatus.WARNING
    assert check.message.startswith("synonyms.csv, line 2: “kios” stands alone.")
    library.close()
