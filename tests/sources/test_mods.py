"""MODS records of SLiMS and repositories."""

from pathlib import Path

import pytest
from source_files import rejects, titles, written

from kiosk.domain.records import BibliographicRecord, Format, HostItem, Item
from kiosk.sources.entries import Entry, SuppressedRecord
from kiosk.sources.source_file import read_source_file

TITLE = "<titleInfo><title>Laskar pelangi</title></titleInfo>"
SLIMS = """<mods version="3.3" id="104">
 <titleInfo><title>Teori &amp;amp; praktik &lt;i&gt;Arduino&lt;/i&gt;</title></titleInfo>
 <name type="Personal Name"><namePart>Oscar Rachman</namePart><role><roleTerm>Author</roleTerm></role></name>
 <typeOfResource collection="yes">mixed material</typeOfResource>
 <originInfo><place><placeTerm>Yogyakarta</placeTerm></place><publisher>Andi</publisher>
 <dateIssued>2022</dateIssued></originInfo>
 <language><languageTerm type="code">id</languageTerm></language>
 <note>&lt;p&gt;Catatan&lt;/p&gt;</note><subject><topic>Teknik Komputer</topic></subject>
 <identifier type="isbn">978-602-8519-93-9</identifier>
 <location><physicalLocation>Perpustakaan Umum</physicalLocation><holdingSimple><copyInformation>
 <numerationAndChronology type="1">B000006</numerationAndChronology>
 <sublocation>Perpustakaan Pusat (Rak Anak)</sublocation><shelfLocator>959.8 Osc p</shelfLocator>
 </copyInformation></holdingSimple></location>
 <recordInfo><recordIdentifier>104</recordIdentifier></recordInfo></mods>"""  # noqa: E501


def entries(folder: Path, text: str) -> list[Entry]:
    return list(read_source_file(written(folder, "some.xml", text)))


def one(folder: Path, inner: str) -> BibliographicRecord:
    (title,) = titles(entries(folder, f"<mods>{inner}</mods>"))
    return title


def test_a_record_of_slims(tmp_path: Path) -> None:
    (title,) = titles(entries(tmp_path, f"<modsCollection>{SLIMS}</modsCollection>"))
    assert (title.source_id, title.title, title.authors) == (
        "104", "Teori & praktik Arduino", ("Oscar Rachman",)
    )  # fmt: skip
    assert (title.year, title.language, title.publisher) == (2022, "id", "Andi")
    assert (title.format, title.isbns) == (Format.BOOK, ("9786028519939",))
    assert title.items == (
        Item("Perpustakaan Pusat", "Rak Anak", "959.8 Osc p", barcode="B000006"),
    )


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("<titleInfo><nonSort>The</nonSort><title>hobbit</title><subTitle>there and back</subTitle>"
         "<partNumber>1</partNumber></titleInfo>", {"title": "The hobbit : there and back. 1"}),
        ("<titleInfo><nonSort>L'</nonSort><title>été</title></titleInfo>", {"title": "L'été"}),
        (TITLE + '<titleInfo type="alternative"><title>Rainbow troops</title></titleInfo>',
         {"title": "Laskar pelangi", "other_titles": ("Rainbow troops",)}),
        (TITLE + '<name><namePart type="family">Toer</namePart>'
         '<namePart type="given">Pramoedya A.</namePart><namePart type="date">1925-</namePart>'
         "</name>",
         {"authors": ("Toer, Pramoedya A.",)}),
        (TITLE + "<subject><topic>Fiksi</topic><geographic>Indonesia</geographic></subject>"
         "<subject><name><namePart>Kartini</namePart></name></subject>",
         {"subjects": ("Fiksi -- Indonesia", "Kartini")}),
        (TITLE + "<abstract>&lt;p&gt;Satu &amp;amp; dua&lt;/p&gt;</abstract>",
         {"summary": "Satu & dua"}),
        (TITLE + "<tableOfContents>Bab satu -- Bab dua</tableOfContents>",
         {"contents": ("Bab satu", "Bab dua")}),
        (TITLE + '<relatedItem type="series"><titleInfo><title>Seri</title></titleInfo>'
         "</relatedItem>",
         {"series": "Seri", "host": None}),
        (TITLE + "<genre>article</genre><relatedItem type='host'><titleInfo><title>Majalah</title>"
         "</titleInfo><identifier type='issn'>0216-0000</identifier></relatedItem>",
         {"format": Format.ARTICLE, "host": HostItem("Majalah", "", "0216-0000")}),
        (TITLE + "<location><url>https://example.org/read</url></location>",
         {"url": "https://example.org/read", "format": Format.EBOOK}),
        (TITLE + "<location><url>http://x/index.php?p=show_detail&amp;id=1</url></location>",
         {"url": "", "format": Format.BOOK}),
        (TITLE + "<originInfo><issuance>continuing</issuance></originInfo>",
         {"format": Format.SERIAL}),
        (TITLE + "<typeOfResource>moving image</typeOfResource>", {"format": Format.VIDEO}),
        (TITLE + '<note type="statement of responsibility">Andrea Hirata</note>',
         {"statement": "Andrea Hirata"}),
    ],
)  # fmt: skip
def test_a_field(tmp_path: Path, inner: str, told: dict[str, object]) -> None:
    title = one(tmp_path, inner)
    assert {name: getattr(title, name) for name in told} == told


def test_under_an_oai_header_and_with_a_prefix(tmp_path: Path) -> None:
    prefixed = f"<mods:mods>{TITLE}</mods:mods>".replace("<title", "<mods:title").replace(
        "</title", "</mods:title"
    )
    header = "<header><identifier>oai:x:{}</identifier></header>"
    records = "".join(
        f"<record>{header.format(n)}<metadata>{inner}</metadata></record>"
        for n, inner in enumerate((f"<mods>{TITLE}</mods>", prefixed), start=1)
    )
    found = titles(entries(tmp_path, f"<OAI-PMH>{records}</OAI-PMH>"))
    assert [(t.source_id, t.title) for t in found] == [
        ("oai:x:1", "Laskar pelangi"), ("oai:x:2", "Laskar pelangi")
    ]  # fmt: skip


def test_records_without_a_number_have_a_stable_id(tmp_path: Path) -> None:
    assert one(tmp_path, TITLE).source_id == one(tmp_path, TITLE).source_id != ""


def test_titles_hidden_by_slims(tmp_path: Path) -> None:
    (told,) = entries(tmp_path, SLIMS.replace("<note>", "<opac_hide>1</opac_hide><note>"))
    assert isinstance(told, SuppressedRecord) and told.source_id == "104"


def test_untitled_or_truncated_records_are_reported(tmp_path: Path) -> None:
    assert "MODS" in rejects(entries(tmp_path, "<mods><note>x</note></mods>"))[0].reason
    told = entries(tmp_path, f"<c><mods>{TITLE}</mods><mods>{TITLE}")
    assert len(titles(told)) == 1 and "truncated" in rejects(told)[0].reason


@pytest.mark.parametrize(
    ("inner", "number"),
    [
        ("<location><shelfLocator>959.8 Osc p</shelfLocator></location>", "959.8 Osc p"),
        ("<classification authority='ddc'>959.8</classification>", "959.8"),
        (
            "<classification>959.8</classification>"
            "<location><shelfLocator>959.8 Osc p</shelfLocator></location>",
            "959.8 Osc p",
        ),
        ("", ""),
    ],
)
def test_the_call_number_of_a_title_without_copies(tmp_path: Path, inner: str, number: str) -> None:
    assert one(tmp_path, TITLE + inner).call_number == number
