"""Copies in the fields of each library system, without guessed statuses."""

from datetime import date
from pathlib import Path

import pytest
from source_files import marcxml_of, rejects, titles, written

from kiosk.domain.records import ItemStatus
from kiosk.sources import item_statuses
from kiosk.sources.entries import DeletedRecord, Entry, SuppressedRecord
from kiosk.sources.source_file import read_source_file

HERE, OUT, INSIDE, GONE, ASK, ORDERED, KEPT, MOVING = (
    ItemStatus.AVAILABLE, ItemStatus.ON_LOAN, ItemStatus.REFERENCE, ItemStatus.MISSING,
    ItemStatus.UNKNOWN, ItemStatus.ON_ORDER, ItemStatus.HOLD_SHELF, ItemStatus.IN_TRANSIT,
)  # fmt: skip
Copy = tuple[str, str, str, str, ItemStatus]
KOHA = "952 __ $aMPL$bMPL$cGEN$o641 GRA$p3901$yBK"
UNIMARC = "995 __ $bBIB1$cBIB1$eJEUN$f0001234$kR SAI"
FOLIO = "952 ff $aUniv$bCity$cInstitut$dMain$eQA76 .B3$ibook$mA148$pCan circulate"
SIERRA = "945 __ $aQA76 .B3$g1$i3205$j0$lmain$o-$p$q-$r-$t1$y.i1000"
SIRSI = "999 __ $aQA76$wLC$c1$iX1$lSTACKS$mMAIN$rY$sY$tBOOK"
AVA = "AVA __ $0991$822$a01INST$bMAIN$cStacks$dQA76$jGEN$k0$p1$qMain Library"
OAI2 = "852 4_ $aStacks$bBR1$cML 60$dBR4$gCONC7"
PLAIN = "852 __ $aORG$bPUSAT$cRak$h813$iABC"


def copy(branch: str, shelf: str, number: str, barcode: str, status: ItemStatus) -> Copy:
    return branch, shelf, number, barcode, status


def koha(status: ItemStatus, branch: str = "MPL") -> list[Copy]:
    return [copy(branch, "GEN", "641 GRA", "3901", status)]


def unimarc(status: ItemStatus) -> list[Copy]:
    return [copy("BIB1", "JEUN", "R SAI", "0001234", status)]


def sierra(status: ItemStatus) -> list[Copy]:
    return [copy("main", "", "QA76 .B3", "3205", status)]


def sirsi(status: ItemStatus) -> list[Copy]:
    return [copy("MAIN", "STACKS", "QA76", "X1", status)]


def oai2(status: ItemStatus) -> list[Copy]:
    return [copy("BR4", "Stacks", "ML 60", "CONC7", status)]


def piece(status: ItemStatus, barcode: str = "B1") -> Copy:
    return copy("PUSAT", "Rak", "813 ABC", barcode, status)


RECORDS: list[tuple[list[str], list[Copy]]] = [
    # Koha
    ([KOHA], koha(HERE)),
    ([KOHA + "$00$10$40$70"], koha(HERE)),
    ([KOHA + "$10$q2026-12-20"], koha(OUT)),
    ([KOHA + "$11"], koha(GONE)),
    ([KOHA + "$12$q2026-10-01"], koha(GONE)),  # lost by who borrowed it
    ([KOHA + "$14"], koha(GONE)),
    ([KOHA + "$41"], koha(GONE)),
    ([KOHA + "$01"], koha(GONE)),
    ([KOHA + "$51"], koha(ASK)),
    ([KOHA + "$q0000-00-00"], koha(HERE)),
    ([KOHA + "$50"], koha(HERE)),
    ([KOHA + "$zLibrary use only"], koha(INSIDE)),
    ([KOHA + "$zGift of the author"], koha(HERE)),
    ([KOHA + "$71"], koha(INSIDE)),
    ([KOHA + "$72"], koha(ASK)),  # by default the staff collection
    ([KOHA + "$7-1"], koha(ORDERED)),
    ([KOHA + "$0Not withdrawn$1Not lost$4Not damaged$7Available"], koha(HERE)),  # expanded_avs
    ([KOHA + "$0Tidak ditarik$1Tidak hilang$5Not restricted"], koha(HERE)),
    ([KOHA + "$1Long overdue (lost)"], koha(GONE)),
    ([KOHA + "$1Mystère"], koha(ASK)),  # a word that is not understood is no promise
    ([KOHA + "$1Mystère$q2026-12-20"], koha(OUT)),
    ([KOHA + "$5Restricted access"], koha(ASK)),
    ([KOHA + "$7Not for loan"], koha(INSIDE)),
    ([KOHA + "$7Staff collection"], koha(ASK)),
    ([KOHA.replace("$yBK", "$yREF")], koha(INSIDE)),
    ([KOHA.replace("$yBK", "$yREF") + "$q2026-12-20"], koha(OUT)),
    ([KOHA.replace("$yBK", "$yREF") + "$72"], koha(ASK)),
    ([KOHA + "$71$q2026-12-20"], koha(OUT)),
    ([KOHA.replace("$bMPL", "$bCPL")], koha(HERE, "CPL")),
    (["952 __ $adigital files not viewed; td12 2013-7-16"], []),
    # UNIMARC 995
    ([UNIMARC + "$o0"], unimarc(HERE)),
    ([UNIMARC + "$n2026-12-15$o0"], unimarc(OUT)),
    ([UNIMARC + "$o1"], unimarc(INSIDE)),
    ([UNIMARC + "$21$o0"], unimarc(GONE)),
    ([UNIMARC + "$31$o0"], unimarc(ASK)),
    ([UNIMARC], unimarc(ASK)),
    (["995 __ $a(CPomAG)00000001"], []),
    # FOLIO
    ([FOLIO + "$t0"], [copy("Institut", "Main", "QA76 .B3", "A148", ASK)]),
    ([FOLIO.replace("$d", "$dInactive ")], [copy("Institut", "Main", "QA76 .B3", "A148", ASK)]),
    ([FOLIO + "$jv.2"], [copy("Institut", "Main", "QA76 .B3 v.2", "A148", ASK)]),
    ([FOLIO + "$fFol$gsuf"], [copy("Institut", "Main", "Fol QA76 .B3 suf", "A148", ASK)]),
    ([FOLIO.replace("ff", "__")], [copy("Institut", "Main", "QA76 .B3", "A148", ASK)]),
    ([FOLIO + "$t1", FOLIO], [copy("Institut", "Main", "QA76 .B3", "A148", ASK)]),
    # Sierra, Millennium
    ([SIERRA + "$s-"], sierra(HERE)),
    ([SIERRA + "$s-$h12-20-26"], sierra(OUT)),
    ([SIERRA + "$s-$h  -  -  "], sierra(HERE)),
    ([SIERRA + "$sm"], sierra(GONE)),
    ([SIERRA + "$sn"], sierra(GONE)),
    ([SIERRA + "$so"], sierra(INSIDE)),
    ([SIERRA + "$st"], sierra(MOVING)),
    ([SIERRA + "$s!"], sierra(KEPT)),
    ([SIERRA], sierra(ASK)),
    (["945 __ $lxwb"], []),
    # Virtua
    (["949 __ $AVIRTUAITEM$D90000$F1$X18$634444$aIr 506$oITEM TYPE : bk"],
     [copy("90000", "", "Ir 506", "34444", ASK)]),
    # SirsiDynix
    ([SIRSI], sirsi(ASK)),
    ([SIRSI + "$kCHECKEDOUT"], sirsi(OUT)),
    ([SIRSI + "$kLOST-PAID"], sirsi(GONE)),
    ([SIRSI + "$kMISSING"], sirsi(GONE)),
    ([SIRSI + "$kREF-DESK"], sirsi(INSIDE)),
    ([SIRSI + "$kINTRANSIT"], sirsi(MOVING)),
    ([SIRSI + "$kHOLDS"], sirsi(KEPT)),
    ([SIRSI + "$kON-ORDER"], sirsi(ORDERED)),
    (["949 __ $aB0456X$b823.394$cHAR$lMAIN$mSTN$MStandard Loan"], []),  # OLIB
    (["949 __ $aQA76$i32$lmain$mBack at the desk$t1"], []),  # to load Sierra with
    (["999 ff $i43d2$s9f1"], []),  # FOLIO's identifiers
    # Alma, Aleph
    ([AVA + "$eavailable$f1$g0"], [copy("MAIN", "Stacks", "QA76", "", HERE)]),
    ([AVA + "$eavailable$f3$g1"],
     [copy("MAIN", "Stacks", "QA76", "", status) for status in (HERE, HERE, ASK)]),
    ([AVA + "$eunavailable$f1$g1"], [copy("MAIN", "Stacks", "QA76", "", ASK)]),
    ([AVA + "$echeck_holdings"], [copy("MAIN", "Stacks", "QA76", "", ASK)]),
    # Evergreen
    ([OAI2 + "$nAvailable"], oai2(HERE)),
    ([OAI2 + "$nReshelving"], oai2(HERE)),
    ([OAI2], oai2(ASK)),
    ([OAI2 + "$nChecked out"], oai2(OUT)),
    ([OAI2 + "$nLost and Paid"], oai2(GONE)),
    ([OAI2 + "$nLong Overdue"], oai2(GONE)),
    ([OAI2 + "$nIn transit"], oai2(MOVING)),
    ([OAI2 + "$nOn holds shelf"], oai2(KEPT)),
    ([OAI2 + "$nDiscard/Weed"], oai2(GONE)),
    (["852 4_ $bPUSAT$bCABANG$cStacks$j813 ABC$gbook$pB3$nAvailable"],
     [copy("CABANG", "Stacks", "813 ABC", "B3", HERE)]),
    (["852 4_ $bPUSAT$cStacks$gB3$j813 ABC$nChecked out"],
     [copy("PUSAT", "Stacks", "813 ABC", "B3", OUT)]),
    (["852 0_ $bPUSAT$cStacks$gB3$j813 ABC$nio"],  # MARC 21: $n is a country
     [copy("PUSAT", "Stacks", "813 ABC", "", ASK)]),
    (["852 4_ $bPUSAT$bCABANG$cStacks$j813 ABC$pB3$xreference"],
     [copy("CABANG", "Stacks", "813 ABC", "B3", INSIDE)]),
    (["852 4_ $bPUSAT$bCABANG$cStacks$j813 ABC$pB3$xunholdable$xnoncirculating"],
     [copy("CABANG", "Stacks", "813 ABC", "B3", INSIDE)]),
    (["852 4_ $bPUSAT$bPUSAT$cStacks$j813$pB2$xhidden", "852 4_ $bPUSAT$bPUSAT$cStacks$j813$pB3"],
     [copy("PUSAT", "Stacks", "813", "B3", ASK)]),
    # MARC 21 itself
    ([PLAIN], [piece(ASK, "")]),
    ([PLAIN + "$zLibrary use only."], [piece(INSIDE, "")]),
    ([PLAIN + "$xSEND TO STACKS W/O BOX"], [piece(ASK, "")]),
    ([PLAIN, "876 __ $pB1$jAvailable", "876 __ $pB2$jChecked out", "876 __ $pB3$jMissing"],
     [piece(HERE), piece(OUT, "B2"), piece(GONE, "B3")]),
    ([PLAIN, "876 __ $pB1$jAvailable$hLibrary use only"], [piece(INSIDE)]),
    ([PLAIN, "876 __ $pB1$hReference"], [piece(INSIDE)]),
    ([PLAIN, "876 __ $pB1"], [piece(ASK)]),
    ([PLAIN + "$81", PLAIN.replace("PUSAT", "TIMUR") + "$82", "876 __ $82.1$pB1$jAvailable"],
     [piece(ASK, ""), copy("TIMUR", "Rak", "813 ABC", "B1", HERE)]),
    ([PLAIN, PLAIN, "876 __ $pB1$jAvailable"], [piece(ASK, ""), piece(ASK, "")]),
    (["852 __ $aLibrary of Congress$bPrints Division$bReading Room$ndcu"],
     [copy("Prints Division", "", "", "", ASK)]),
    # none at all
    (["990 ## $a00001/2018"], []),
]  # fmt: skip


def entries(folder: Path, *lines: str, leader: str = "00000nam a2200000 a 4500") -> list[Entry]:
    record = marcxml_of("001 r1", "245 10 $aJudul", *lines, leader=leader)
    return list(read_source_file(written(folder, "some.xml", f"<c>{record}</c>")))


@pytest.mark.parametrize(("lines", "copies"), RECORDS, ids=lambda v: str(v)[:70])
def test_copies(tmp_path: Path, lines: list[str], copies: list[Copy]) -> None:
    (title,) = titles(entries(tmp_path, *lines))
    found = [(i.branch, i.shelf, i.call_number, i.barcode, i.status) for i in title.items]
    assert found == copies


@pytest.mark.parametrize(
    ("line", "due"),
    [
        (KOHA + "$q2026-12-20", date(2026, 12, 20)),
        (KOHA + "$q2026-12-20 23:59:00", date(2026, 12, 20)),
        (KOHA + "$q20 December", None),
        (KOHA + "$q2026-13-45", None),
        (KOHA + "$q2026-12-20$11", None),  # lost by who borrowed it
        (UNIMARC + "$n2026-12-20$o0", date(2026, 12, 20)),
        (UNIMARC + "$n20261220", date(2026, 12, 20)),
    ],
)
def test_the_day_on_which_koha_expects_a_copy(tmp_path: Path, line: str, due: date | None) -> None:
    (title,) = titles(entries(tmp_path, line))
    assert [item.due for item in title.items] == [due]


def test_hidden_copies_are_reported(tmp_path: Path) -> None:
    shown = "852 4_ $bP$bP$cStacks$j813$pB3"
    found = entries(tmp_path, shown, shown + "$xhidden", shown + "$xhidden")
    assert [len(title.items) for title in titles(found)] == [1]
    (told,) = rejects(found)
    assert told.reason.startswith("2 copies were left out")


@pytest.mark.parametrize(
    "line",
    [
        "942 __ $n1$cBK",
        "852 4_ $bPUSAT$bPUSAT$cStacks$j813 ABC$pB2$xhidden",
        FOLIO + "$t1",
        "999 ff $i43d2$t1",
        "999 ff $i43d2$ttrue",
        "852 0_ $bPUSAT$h813$xSuppressed from OPAC",
        SIERRA.replace("$o-", "$on"),
        "STA __ $aSUPPRESSED",
        "DEL __ $aY",
        "980 __ $cDELETED",
    ],
)
def test_hidden_titles_are_suppressed_and_reported(tmp_path: Path, line: str) -> None:
    (told,) = entries(tmp_path, line)
    assert isinstance(told, SuppressedRecord)
    assert told.source_id == "r1"
    assert "hides" in told.reason


def test_sierra_hides_a_title_by_its_code(tmp_path: Path) -> None:
    (told,) = entries(tmp_path, "907 __ $a.b10000006$b01-01-26", "998 __ $amain$cm$da$en$feng")
    assert isinstance(told, SuppressedRecord)
    number, hidden = "907 __ $a.b10000006", "998 __ $amain$en"
    assert titles(entries(tmp_path, number, hidden, hidden)) == []
    assert len(titles(entries(tmp_path, number, hidden, "998 __ $atimur$e-"))) == 1
    assert len(titles(entries(tmp_path, "998 __ $amain$cm$da$en$feng"))) == 1  # not Sierra's


@pytest.mark.parametrize(
    "line",
    ["942 __ $n0$cBK", "942 __ $cBK", "999 ff $i43d2$t0", "998 __ $en", "980 __ $aBOOK"],
)
def test_visible_titles_are_shown(tmp_path: Path, line: str) -> None:
    assert len(titles(entries(tmp_path, line))) == 1


def test_an_online_title_with_hidden_copies_stays(tmp_path: Path) -> None:
    online = "856 40 $uhttps://example.org/read$yFull text"
    hidden = "852 4_ $bPUSAT$bPUSAT$cStacks$j813$pB2$xhidden"
    assert len(titles(entries(tmp_path, online, hidden))) == 1


def test_records_deleted_by_the_leader(tmp_path: Path) -> None:
    (told,) = entries(tmp_path, leader="00000dam a2200000 a 4500")
    assert isinstance(told, DeletedRecord) and not isinstance(told, SuppressedRecord)
    assert told.source_id == "r1"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Available", HERE), ("AVAILABLE.", HERE), ("On shelf", HERE), ("Not Charged", HERE),
        ("Tersedia", HERE), ("Disponible", HERE), ("在架", HERE), ("متاح", HERE),
        ("Checked Out", OUT), ("Due 12-12-26", OUT), ("Charged", OUT), ("Overdue", OUT),
        ("Sedang dipinjam", OUT), ("Dipinjam", OUT), ("On loan until Friday", OUT),
        ("Lost", GONE), ("Lost--Library Applied", GONE), ("Missing", GONE), ("Hilang", GONE),
        ("Damaged", GONE), ("Withdrawn", GONE), ("Claims returned", GONE), ("Rusak berat", GONE),
        ("Library use only", INSIDE), ("Non-circulating", INSIDE), ("Not for loan", INSIDE),
        ("Tidak dipinjamkan", INSIDE), ("Tidak dapat dipinjam", INSIDE), ("Referensi", INSIDE),
        ("Not available", ASK), ("Unavailable", ASK), ("Tidak tersedia", ASK), ("", ASK),
        ("In transit", MOVING), ("On hold", ASK), ("On order", ORDERED), ("In process", ASK),
        ("In transit to the hold shelf", MOVING), ("Missing in transit", GONE),
        ("Not available: in transit", MOVING), ("Not in transit", ASK), ("Reserved", ASK),
        ("Awaiting pickup", KEPT), ("On holds shelf", KEPT), ("Ready for pick-up", KEPT),
        ("Ordered", ORDERED), ("Not yet ordered", ASK), ("Shelved in order", ASK),
        ("Dalam pemesanan", ORDERED), ("Dipesan", ORDERED), ("Belum dipesan", ASK),
        ("Sedang dikirim", MOVING), ("Tidak tersedia, sedang dikirim", MOVING),
        ("Dalam perjalanan", MOVING), ("Menunggu diambil", KEPT), ("Rak reservasi", KEPT),
        ("En commande", ORDERED), ("En tránsito", MOVING), ("Abholbereit", KEPT),
        ("在途", MOVING), ("订购中", ORDERED), ("未订购", ASK), ("بانتظار الاستلام", KEPT),
        ("قيد الطلب", ORDERED), ("في الطريق", MOVING),
        ("Discharged", ASK), ("Not checked out", ASK), ("Available soon", ASK), ("1", ASK),
        ("Dapat dipinjam", ASK), ("In cataloging", ASK), ("Reference, on loan", OUT),
        ("Indisponible", ASK), ("Lost and found desk, available", GONE),
    ],
)  # fmt: skip
def test_statuses_in_words(words: str, status: ItemStatus) -> None:
    assert item_statuses.status_from_text(words) is status


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        ([SIERRA + "$s-$h12-20-26"], date(2026, 12, 20)),
        ([SIERRA + "$s-$h20-12-2026 23:59"], date(2026, 12, 20)),
        ([SIERRA + "$s-$h05-12-26"], None),  # in May or in December
        ([SIERRA + "$sm$h12-20-26"], None),  # missing
        ([PLAIN, "876 __ $pB1$jOn loan until 20 December 2026"], date(2026, 12, 20)),
        ([PLAIN, "878 __ $pB1$jDipinjam s.d. 20-12-2026"], date(2026, 12, 20)),
        ([PLAIN, "876 __ $pB1$jAvailable since 2026-11-20"], None),
    ],
)
def test_the_day_on_which_a_copy_is_due(tmp_path: Path, lines: list[str], due: date | None) -> None:
    (title,) = titles(entries(tmp_path, *lines))
    assert [item.due for item in title.items] == [due]


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["050 00 $aQA76.73$b.P98 2020", "082 04 $a005.133"], "QA76.73 .P98 2020"),
        (["082 04 $a899.221", "090 __ $a899.221$bHIR l"], "899.221 HIR l"),
        (["082 ## $a899.221 3", "084 ## $a899.221 3 HIR l"], "899.221 3 HIR l"),  # INLISLite
        (["084 __ $a005.4/32 22"], "005.4/32 22"),
        (["099 __ $aFIC AUS"], "FIC AUS"),
        (["082 00 $a813/.54$220"], "813.54"),
        (["650 _0 $aNovels"], ""),
    ],
)
def test_the_call_number_of_a_title_without_copies(
    tmp_path: Path, lines: list[str], number: str
) -> None:
    (title,) = titles(entries(tmp_path, *lines))
    assert (title.call_number, title.items) == (number, ())


def test_a_title_with_copies_leaves_call_numbers_to_them(tmp_path: Path) -> None:
    (title,) = titles(entries(tmp_path, "082 04 $a899.221", "852 __ $bPUSAT$cRak"))
    assert (title.call_number, title.items[0].call_number) == ("", "899.221")
