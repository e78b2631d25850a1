"""A catalogue page about a title is never shown as the online title itself."""

from pathlib import Path

import pytest
from source_files import marcxml_of, titles, written

from kiosk.domain.records import BibliographicRecord, Format
from kiosk.sources.entries import SuppressedRecord
from kiosk.sources.source_file import read_source_file
from kiosk.sources.text.title_urls import accept_title_url

COPY = "952 __ $aMPL$bMPL$o641$p3901$yBK"
SERIAL = "00000nas a2200000 a 4500"


@pytest.mark.parametrize(
    "page",
    [
        "http://perpus.example//index.php?p=show_detail&id=1",
        "https://koha.example/cgi-bin/koha/opac-detail.pl?biblionumber=12",
        "https://opac.example/bib/4711",
        "https://eg.example/eg/opac/record/123?locg=1",
        "http://inlis.example/opac/detail-opac?id=1",
        "https://pmb.example/opac_css/index.php?lvl=notice_display&id=9",
        "http://aleph.example/F/?func=direct&doc_number=000012345",
        "https://sierra.example/record=b1000001",
        "https://encore.example/iii/encore/record/C__Rb1000001",
        "https://x.ent.sirsi.net/client/en_US/default/search/detailnonmodal/ent:$002f",
        "http://horizon.example/ipac20/ipac.jsp?index=BIB&term=1",
        "https://voyager.example/vwebv/holdingsInfo?bibId=12",
        "https://primo.example/discovery/fulldisplay?docid=alma99",
        "https://alma.example/permalink/01X/abc/alma99",
        "https://www.worldcat.org/title/12345",
        "https://search.worldcat.org/title/12345",
        "https://vufind.example/Record/000123",
        "https://blacklight.example/catalog/123456",
        "https://lccn.loc.gov/2001012345",
        "https://katalog.example/judul/12",
        "http://inlis.example/uploaded_files/sampul_koleksi/original/Monograf/1.jpg",
        "http://perpus.example/lib/minigalnano/createthumb.php?filename=images/docs/a.jpg&width=200",
        "ftp://example.org/x.pdf", "perpus.example/1", "",
    ],
)  # fmt: skip
def test_urls_of_catalogue_pages_are_skipped(page: str) -> None:
    assert accept_title_url(page) == ""


@pytest.mark.parametrize(
    "title",
    [
        "https://example.org/read/42",
        "https://repository.example/handle/123456789/17",
        "https://doi.org/10.1000/182",
        "https://opac.example/uploads/skripsi.pdf",
        "http://perpus.example/index.php?p=fstream&fid=12&bid=3",
        "https://archive.org/details/bumi-manusia",
        "https://www.gutenberg.org/ebooks/1342",
        "https://journal.example/index.php/j/article/view/77",
        "https://proxy.example/login?url=https://x.example/a",
        "https://www.youtube.com/watch?v=abc",
    ],
)
def test_urls_of_titles_are_kept(title: str) -> None:
    assert accept_title_url(title) == title


def test_spaces_in_urls_are_escaped() -> None:
    assert accept_title_url("https://x.example/a b") == "https://x.example/a%20b"


def test_pictures_may_have_picture_urls() -> None:
    url = "https://example.org/scan/1.jpg"
    assert accept_title_url(url, picture=True) == url


def one(folder: Path, *lines: str, leader: str) -> BibliographicRecord:
    record = marcxml_of("001 r1", "245 10 $aJudul", *lines, leader=leader)
    (title,) = titles(list(read_source_file(written(folder, "some.xml", f"<c>{record}</c>"))))
    return title


READ = "$uhttps://example.org/read"


@pytest.mark.parametrize(
    ("lines", "digital"),
    [
        (["856 40 " + READ], True),
        (["856 41 " + READ, COPY], True),
        (["AVE __ $lMAIN$mE-journals" + READ], True),
        (["856 42 " + READ], False),
        (["856 4_ " + READ], True),
        (["856 4_ " + READ, COPY], False),
        (["856 4_ " + READ, COPY, "338 __ $aonline resource$bcr$2rdacarrier"], True),
        (["856 40 $3Table of contents" + READ], False),
        (["856 40 " + READ + "$yDaftar isi"], False),
        (["856 40 " + READ + "$zLihat di OPAC"], False),
        (["856 40 $uhttp://perpus.example/index.php?p=show_detail&id=1"], False),
        (["856 40 $uhttp://perpus.example/index.php?p=show_detail&id=1" + READ], True),
    ],
)
def test_a_serial_is_online_only_with_its_own_url(
    tmp_path: Path, lines: list[str], digital: bool
) -> None:
    assert one(tmp_path, *lines, leader=SERIAL).digital is digital


def core(folder: Path, *elements: str) -> list[object]:
    inner = "".join(elements)
    text = (
        "<record><header><identifier>oai:slims:1</identifier></header><metadata>"
        f"<dc><title>Judul</title>{inner}</dc></metadata></record>"
    )
    return list(read_source_file(written(folder, "some.xml", text)))


def test_dublin_core_of_slims_is_not_read_online(tmp_path: Path) -> None:
    page = "<identifier>http://x.example//index.php?p=show_detail&amp;id=1</identifier>"
    (title,) = core(tmp_path, page, "<identifier>005.13 Jan p</identifier>", "<type>Film</type>")
    assert isinstance(title, BibliographicRecord)
    assert (title.url, title.digital, title.format) == ("", False, Format.VIDEO)
    assert title.found_by == ("005.13 Jan p",)


def test_slims_opac_hide(tmp_path: Path) -> None:
    (told,) = core(tmp_path, "<opac_hide>1</opac_hide>")
    assert isinstance(told, SuppressedRecord) and told.source_id == "oai:slims:1"
    assert isinstance(core(tmp_path, "<opac_hide>0</opac_hide>")[0], BibliographicRecord)
