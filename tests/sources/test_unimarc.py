"""UNIMARC records are converted completely, or refused with a reason."""

from pathlib import Path
from typing import Any

import pytest
from pymarc import Field, Indicators, Record, Subfield
from pymarc.leader import Leader
from source_files import marcxml_of, rejects, titles, written

from kiosk.domain.records import Format, HostItem, ItemStatus
from kiosk.sources.entries import Entry
from kiosk.sources.source_file import read_source_file
from kiosk.sources.text import iso5426

BOOK, ARTICLE, ONLINE = (
    "00000nam a2200000   450 ", "00000naa a2200000   450 ", "00000nlm a2200000   450 ",
)  # fmt: skip
CODED = "100 __ $a20150101d2015    u  y0frey50      ba"
PRINCE = "200 1_ $aLe petit prince$bTexte imprimé$fAntoine de Saint-Exupéry$gill. de l'auteur"


def entries(folder: Path, *lines: str, leader: str = BOOK) -> list[Entry]:
    record = marcxml_of("001 r1", *lines, leader=leader)
    return list(read_source_file(written(folder, "some.xml", f"<c>{record}</c>")))


RECORDS: list[tuple[list[str], dict[str, Any]]] = [
    ([CODED, "010 __ $a978-2-07-036822-8$bbr.", "101 0_ $afre", PRINCE,
      "210 __ $aParis$cGallimard$d2005", "225 |_ $aFolio$v12", "330 __ $aRésumé du conte.",
      "606 __ $aContes$xHistoire$yFrance$z20e siècle", "676 __ $a843.912$v22",
      "700 _1 $aSaint-Exupéry$bAntoine de$f1900-1944$4070", "702 _1 $aLamblin$bSimone$4080"],
     {"title": "Le petit prince", "authors": ("Saint-Exupéry, Antoine de", "Lamblin, Simone"),
      "year": 2005, "language": "fr", "publisher": "Gallimard", "series": "Folio 12",
      "summary": "Résumé du conte.", "isbns": ("9782070368228",), "format": Format.BOOK,
      "subjects": ("Contes -- Histoire -- France -- 20e siècle",),
      "statement": "Antoine de Saint-Exupéry ; ill. de l'auteur"}),
    # 214 instead of 210, and copyright beside it
    ([CODED, PRINCE, "214 _0 $aParis$cGallimard$d2019", "214 _4 $dC 2018"],
     {"publisher": "Gallimard", "year": 2019}),
    # without 210 the coded date
    ([CODED, PRINCE], {"year": 2015}),
    # rest of the title, part, parallel title
    ([CODED, "200 1_ $aEncyclopédie$eun guide$hTome 3$iG-K$dEncyclopaedia$fdir. X"],
     {"title": "Encyclopédie : un guide. Tome 3, G-K = Encyclopaedia",
      "other_titles": ("Encyclopaedia",)}),
    ([CODED, "200 1_ $aCandide$aL'Ingénu"], {"title": "Candide ; L'Ingénu"}),
    # what does not sort
    ([CODED, "200 1_ $a<A >máquina de fazer espanhóis"], {"title": "A máquina de fazer espanhóis"}),
    ([CODED, "200 1_ $a<L'>étranger"], {"title": "L'étranger"}),
    ([CODED, "200 1_ $aIl *nome della rosa"], {"title": "Il nome della rosa"}),
    ([CODED, "200 1_ $aL'*altra faccia"], {"title": "L'altra faccia"}),
    ([CODED, "200 1_ $aM*A*S*H"], {"title": "M*A*S*H"}),
    ([CODED, "200 1_ $a\x88Les \x89misérables"], {"title": "Les misérables"}),
    # names
    ([CODED, PRINCE, "700 _0 $aJean-Paul$dII$cpape"], {"authors": ("Jean-Paul II",)}),
    ([CODED, PRINCE, "700 _1 $aMãe,$bValter Hugo"], {"authors": ("Mãe, Valter Hugo",)}),
    ([CODED, PRINCE, "710 02 $aFrance$bMinistère de la culture", "711 02 $aUNESCO"],
     {"authors": ("France. Ministère de la culture", "UNESCO")}),
    ([CODED, PRINCE, "701 _0 $aPlaton", "702 _1 $aChambry$bÉmile"],
     {"authors": ("Platon", "Chambry, Émile")}),
    # subjects
    ([CODED, PRINCE, "600 _1 $aMozart$bWolfgang Amadeus$xBiographie", "601 02 $aONU",
      "607 __ $aFrance$x1900", "610 0_ $amot libre"],
     {"subjects": ("Mozart, Wolfgang Amadeus -- Biographie", "ONU", "France -- 1900",
                   "mot libre")}),
    # works in it, uniform and other titles
    ([CODED, PRINCE, "327 1_ $aLe vol$aLa nuit", "464 __ $tCourrier sud"],
     {"contents": ("Le vol", "La nuit", "Courrier sud")}),
    ([CODED, PRINCE, "500 10 $aThe little prince", "517 1_ $aAutre titre"],
     {"other_titles": ("Autre titre", "The little prince")}),
    # series as a whole field after $1
    ([CODED, PRINCE, "410 _0 $1001ABC$12001_$aBestsellers$v641"], {"series": "Bestsellers 641"}),
    ([CODED, PRINCE, "461 _0 $tOeuvres complètes$v3"], {"series": "Oeuvres complètes 3"}),
    # numbers
    ([CODED, PRINCE, "010 __ $z2070368229", "073 _0 $a9782070612758"],
     {"isbns": (), "found_by": ("2070368229", "9782070612758")}),
    ([CODED, "011 __ $a0216-0000", "200 1_ $aRevue"], {"title": "Revue"}),
    # Cyrillic (RUSMARC), Chinese (CNMARC)
    ([CODED, "101 0_ $arus", "200 1_ $aМастер и Маргарита$eроман$fМихаил Булгаков",
      "210 __ $aМосква$cАСТ$d2004", "700 _1 $aБулгаков$bМ. А.$gМихаил Афанасьевич"],
     {"title": "Мастер и Маргарита : роман", "authors": ("Булгаков, М. А.",), "language": "ru",
      "publisher": "АСТ", "year": 2004}),
    ([CODED, "101 0_ $achi", "200 1_ $a红楼梦$Ahong lou meng$f曹雪芹著",
      "210 __ $a北京$c人民文学$d2006",
      "690 __ $aI242.4$v4", "701 _0 $a曹雪芹$Acao xue qin$4著"],
     {"title": "红楼梦", "language": "zh", "other_titles": ("hong lou meng",),
      "authors": ("曹雪芹", "cao xue qin"), "statement": "曹雪芹著"}),
    # two scripts side by side
    ([CODED, "101 0_ $aara", "200 1_ $601$7ba$aAlf layla", "200 1_ $601$7fa$aألف ليلة",
      "700 _0 $602$7ba$aMajhul", "700 _0 $602$7fa$aمجهول"],
     {"title": "ألف ليلة", "other_titles": ("Alf layla",), "authors": ("مجهول", "Majhul")}),
    # titles before, after, translated from
    ([CODED, "200 1_ $aRevue nouvelle", "430 __ $tRevue ancienne", "454 __ $tThe old review"],
     {"found_by": ("Revue ancienne", "The old review")}),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "told"), RECORDS, ids=lambda v: str(v)[-60:])
def test_a_record(tmp_path: Path, lines: list[str], told: dict[str, Any]) -> None:
    (title,) = titles(entries(tmp_path, *lines))
    assert {name: getattr(title, name) for name in told} == told
    assert title.source_id == "r1"


def test_articles_have_a_host(tmp_path: Path) -> None:
    lines = [CODED, "200 1_ $aUn article", "463 _0 $tLa revue$vno 3, p. 5-9$x0216-0000$099"]
    (title,) = titles(entries(tmp_path, *lines, leader=ARTICLE))
    assert title.format is Format.ARTICLE
    assert title.host == HostItem("La revue", "no 3, p. 5-9", "0216-0000", "99")


def test_online_titles(tmp_path: Path) -> None:
    lines = [CODED, "010 __ $a978-2-07-036822-8", "200 1_ $aUn livre$bRessource électronique",
             "856 4_ $uhttps://example.org/lire"]  # fmt: skip
    (title,) = titles(entries(tmp_path, *lines, leader=ONLINE))
    assert title.format is Format.EBOOK and title.digital


def test_its_copies(tmp_path: Path) -> None:
    item = "995 __ $bBIB1$cBIB2$eJEUN$f0001234$kR SAI$n2026-12-15$o0"
    (title,) = titles(entries(tmp_path, CODED, PRINCE, "676 __ $a843", item))
    (copy,) = title.items
    assert (copy.branch, copy.call_number, copy.status) == ("BIB2", "R SAI", ItemStatus.ON_LOAN)


@pytest.mark.parametrize(
    ("leader", "lines", "words"),
    [
        ("00000nx  a2200000   45  ", ["200 _1 $aHugo$bVictor$f1802-1885"], "authority"),
        ("00000nz  a2200000   45  ", ["200 _1 $aHugo$bVictor"], "authority"),
        (BOOK, [CODED, "210 __ $aParis$cGallimard$d2005"], "UNIMARC has no title"),
        ("00000nM2.01200024      h", ["331 __ $aDer Prozess", "100 __ $aKafka"], "MAB2"),
    ],
)
def test_unsupported_records_are_named(
    tmp_path: Path, leader: str, lines: list[str], words: str
) -> None:
    found = entries(tmp_path, *lines, leader=leader)
    assert titles(found) == []
    assert words in rejects(found)[0].reason


def test_marc21_stays_marc21(tmp_path: Path) -> None:
    lines = ["100 1_ $aHirata, Andrea", "245 10 $aLaskar pelangi", "210 __ $aLaskar",
             "700 1_ $aLain, Orang"]  # fmt: skip
    (title,) = titles(entries(tmp_path, *lines, leader="00000nam a2200000 a 4500"))
    assert (title.title, title.authors) == ("Laskar pelangi", ("Hirata, Andrea", "Lain, Orang"))


def binary(title: bytes, charset: bytes = b"0103") -> bytes:
    record = Record(force_utf8=True)
    record.leader = Leader(BOOK)
    record.add_field(Field("001", data="b1"))
    coded = "20150101d2015    u  y0frey" + charset.decode() + "    ba"
    record.add_field(Field("100", Indicators(" ", " "), [Subfield("a", coded)]))
    record.add_field(Field("200", Indicators("1", " "), [Subfield("a", "X" * len(title))]))
    return record.as_marc().replace(b"X" * len(title), title)


def test_iso_5426_is_decoded(tmp_path: Path) -> None:
    found = list(
        read_source_file(written(tmp_path, "a.mrc", binary(b"Les mis\xc2erables, \xc1a No\xc8el")))
    )
    assert [title.title for title in titles(found)] == ["Les misérables, à Noël"]


@pytest.mark.parametrize(
    "latin", ["Les misérables", "à la carte", "Élégie", "cœur naïf", "École", "État", "Évangile"]
)
def test_latin_1_is_refused_rather_than_garbled(tmp_path: Path, latin: str) -> None:
    raw = binary(latin.encode("cp1252"))
    found = list(read_source_file(written(tmp_path, "a.mrc", raw)))
    assert titles(found) == []
    assert "neither UTF-8 nor ISO 5426" in rejects(found)[0].reason


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xd0ca", "ça"), (b"\xe9re", "Øre"), (b"\xc9Uber", "Über"),
        (b"\xfbe", "ße"), (b"\xabcit\xc2e\xbb", "«cité»"), (b"\xcfs", "š"),
    ],
)  # fmt: skip
def test_letters_of_iso_5426(raw: bytes, text: str) -> None:
    assert iso5426.decode_iso5426(raw) == text


def test_a_lost_terminator_between_two_records(tmp_path: Path) -> None:
    raw = binary(b"Un").rstrip(b"\x1d") + binary(b"Deux")
    found = list(read_source_file(written(tmp_path, "a.mrc", raw)))
    assert [title.title for title in titles(found)] == ["Un", "Deux"]
