"""Records are found by contents and other names, and articles link to their host item."""

from pathlib import Path

import pytest
from search_library import SearchLibrary

from kiosk.domain.records import HostItem
from kiosk.services.catalogue.catalogue_search import Query
from kiosk.services.imports.import_files import import_paths
from tests.sources.source_files import marcxml_of

RECORDS = [
    ["001 tales", "245 00 $aAn anthology of island tales",
     "505 00 $tThe drowned village /$rA. Writer --$tMoon over Merapi /$rB. Writer."],
    ["001 plays", "245 10 $aSelected plays",
     "505 0_ $aThe widow of Lasem -- Night market -- Ken Arok."],
    ["001 novels", "100 1_ $aAuthor, One.", "245 10 $aTwo short novels",
     "700 12 $aAuthor, One.$tThe silver kris.", "700 12 $aPoe, Edgar Allan.$tThe raven."],
    ["001 film", "245 10 $aA film", "700 1_ $iBased on:$aToer, Pramoedya$tBumi manusia."],
    ["001 method", "245 10 $aMetodologi penelitian$cSuharsimi Arikunto ; editor, Budi."],
    ["001 named", "100 1_ $aHirata, Andrea", "245 10 $aEdensor$cAndrea Hirata ; foto, Cahyo Rupa"],
    ["001 twice", "245 10 $aSatu judul", "245 10 $aJudul ganda"],
    ["001 cancelled", "020 __ $a9780306406157 (vol. 1)", "020 __ $z9786020000000",
     "245 10 $aWith a cancelled number"],
    ["001 wrong", "020 __ $a978-602-1234-99-9 (hbk.)", "245 10 $aWith a wrong number"],
    ["001 other", "245 10 $aOn paper", "776 08 $aThe same on line$z9780439023481"],
    ["001 article", "100 1_ $aPenulis, Satu.", "245 10 $aHujan di hutan kota",
     "773 0_ $tMajalah Contoh$gVol. 3, no. 2 (2020), hlm. 5-9$x0216-0000"],
    ["001 magazine", "022 __ $a0216-0000", "245 00 $aMajalah Contoh", "780 00 $tMajalah Lama"],
    ["001 chapter", "245 10 $aBab dua", "773 0_ $7nnam$aRendra, W.S.$tKumpulan (Jakarta)$w(ID)big"],
    ["001 big", "245 10 $aKumpulan esai"],
    ["001 lonely", "245 10 $aTanpa induk", "773 0_ $tTidak ada di sini"],
]  # fmt: skip


@pytest.fixture
def filled(library: SearchLibrary, tmp_path: Path) -> SearchLibrary:
    path = tmp_path / "catalogue.xml"
    path.write_text(f"<c>{''.join(marcxml_of(*lines) for lines in RECORDS)}</c>")
    import_paths(library.database, [path], source="s")
    return library


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("drowned village", "tales"), ("moon over merapi", "tales"), ("B. Writer", "tales"),
        ("widow of lasem", "plays"), ("ken arok", "plays"), ("the silver kris", "novels"),
        ("poe raven", "novels"), ("bumi manusia", "film"), ("pramoedya", "film"),
        ("suharsimi arikunto", "method"), ("cahyo rupa", "named"), ("judul ganda", "twice"),
        ("9786020000000", "cancelled"), ("978-602-0000-00-0", "cancelled"),
        ("9786021234999", "wrong"), ("9780439023481", "other"), ("majalah lama", "magazine"),
        ("hujan kota", "article"),
    ],
)  # fmt: skip
def test_is_found(filled: SearchLibrary, words: str, title: str) -> None:
    assert filled.found(words) == [title]


def test_a_host_ranks_before_its_parts(filled: SearchLibrary) -> None:
    assert filled.found("majalah contoh") == ["magazine", "article"]
    assert filled.found("0216-0000") == ["magazine", "article"]


def record(filled: SearchLibrary, source_id: str) -> tuple[HostItem | None, str, tuple[str, ...]]:
    hits = filled.find.search(Query(), limit=50).hits
    hit = next(each for each in hits if each.source_id == source_id)
    found = filled.find.record(hit.id)
    assert found is not None
    return found.record.host, found.host_title, found.record.contents


@pytest.mark.parametrize(
    ("source_id", "host", "here"),
    [
        ("article", HostItem("Majalah Contoh", "Vol. 3, no. 2 (2020), hlm. 5-9", "0216-0000"),
         "Majalah Contoh"),
        ("chapter", HostItem("Kumpulan (Jakarta)", "", "", "big"), "Kumpulan esai"),
        ("lonely", HostItem("Tidak ada di sini"), ""),
        ("magazine", None, ""),
    ],
)  # fmt: skip
def test_a_part_names_its_host(
    filled: SearchLibrary, source_id: str, host: HostItem, here: str
) -> None:
    assert record(filled, source_id)[:2] == (host, here)


@pytest.mark.parametrize(
    ("source_id", "contents"),
    [
        ("tales", ("The drowned village / A. Writer", "Moon over Merapi / B. Writer")),
        ("plays", ("The widow of Lasem", "Night market", "Ken Arok")),
        ("novels", ("The silver kris", "The raven / Poe, Edgar Allan")),
        ("film", ()),
    ],
)
def test_the_contents_are_listed(
    filled: SearchLibrary, source_id: str, contents: tuple[str, ...]
) -> None:
    assert record(filled, source_id)[2] == contents
