"""Wrongly decoded text is repaired if the original is certain, and left alone otherwise."""

from pathlib import Path

import pytest
from source_files import data, marc, marcxml, titles, written

from kiosk.domain.records import BibliographicRecord
from kiosk.sources.source_file import read_source_file
from kiosk.sources.text.mojibake import repair_double_encoding


def title_of(folder: Path, name: str, content: bytes | str) -> BibliographicRecord:
    (title,) = titles(list(read_source_file(written(folder, name, content))))
    return title


def encoded_again(text: str, encoding: str, times: int) -> str:
    for _ in range(times):
        raw = text.encode()
        text = "".join(bytes((n,)).decode(encoding, "ignore") or chr(n) for n in raw)
    return text


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "meant",
    [
        "Saint-Exupéry", "Developer’s library", "Война и мир", "كتاب الطبخ", "红楼梦",
        "à la carte", "CAFÉ", "Đường", "naïve — déjà", "ÉTÉ", "Céline", "© 2020 Contoh", "50 °C",
    ],
)  # fmt: skip
def test_double_encoding_is_repaired(meant: str, encoding: str, times: int) -> None:
    assert repair_double_encoding(encoded_again(meant, encoding, times)) == meant


@pytest.mark.parametrize(
    ("meant", "encoding"), [("كتاب الطبخ", "cp1256"), ("Война и мир", "cp1251")]
)
def test_double_encoding_in_other_scripts_is_repaired(meant: str, encoding: str) -> None:
    assert repair_double_encoding(encoded_again(meant, encoding, 1)) == meant


@pytest.mark.parametrize(
    "right",
    [
        "JOÃO", "CAFÉ”", "IRMÃ»", "OÙ\xa0?", "Fuß…", "CAFÉ — bar", "Ângela", "JOSÉ’S CAFÉ",
        "Ürün", "Ёлка", "كتاب", "Übersee", "“Å”", "Coração »", "NOËL…", "Straße „Fuß“", "È…",
        "Кирилл и Мефодий", "PERÙ®",
    ],
)  # fmt: skip
def test_correct_text_is_unchanged(right: str) -> None:
    assert repair_double_encoding(right) == right


def test_a_record_that_was_encoded_twice(tmp_path: Path) -> None:
    name = encoded_again("Saint-Exupéry, Antoine de", "cp1252", 1)
    raw = marc("1", encoded_again("L’été", "cp1252", 1), data("100", a=name))
    found = title_of(tmp_path, "some.mrc", raw)
    assert (found.title, found.authors) == ("L’été", ("Saint-Exupéry, Antoine de",))


EACC = "!0S!Di"  # 中国, each in three bytes of the East Asian set


@pytest.mark.parametrize(
    "spoiled",
    [
        f"$1{EACC}(B", f" $1{EACC} (B", f"$1{EACC}(B /", f"\ufffd$1{EACC}\ufffd(B", f"$1{EACC}",
    ],
)  # fmt: skip
def test_east_asian_text_that_lost_its_escapes(tmp_path: Path, spoiled: str) -> None:
    whole = title_of(tmp_path, "a.mrc", marc("1", f"\x1b$1{EACC}\x1b(B"))
    assert len(whole.title) == 2 and not whole.title.isascii()
    found = title_of(tmp_path, "b.mrc", marc("1", spoiled))
    assert found.title == whole.title


def test_lost_escapes_in_marcxml(tmp_path: Path) -> None:
    found = title_of(tmp_path, "some.xml", marcxml("1", f"\x1b$1{EACC}\x1b(B and more"))
    assert found.title.endswith(" and more") and "$1" not in found.title


@pytest.mark.parametrize("told", ["066", "880", "008"])
def test_other_sets_are_decoded_if_the_record_declares_them(tmp_path: Path, told: str) -> None:
    spoiled = "(NwOJNA I MIR(B"
    fields = {"066": data("066", c="(N"), "880": data("880", _6="500-00/(N", a="x")}
    raw = marc("1", spoiled, *([fields[told]] if told in fields else []))
    if told == "880":
        raw = marc("1", "Voina i mir", data("880", _6="245-01/(N", a=spoiled))
    if told != "066":
        raw = raw.replace(b"0 ind d", b"0 rus d")
    assert title_of(tmp_path, "some.mrc", raw).title == "Война и мир"


@pytest.mark.parametrize(
    "spoiled", ["(NwOJNA I MIR(B", "(N)QwOJNA I MIR(B", "(NwOJNA I MIR)E(B", " (NwOJNA I MIR (B"]
)
def test_the_second_set_named_beside_the_first(tmp_path: Path, spoiled: str) -> None:
    raw = marc("1", spoiled).replace(b"0 ind d", b"0 rus d")
    assert title_of(tmp_path, "some.mrc", raw).title == "Война и мир"


@pytest.mark.parametrize(
    "money", ["Only $1000", "$1949 (Balai)", "$1,000,000 question", "$1.50 a day", "$1330"]
)
def test_money_stays_money(tmp_path: Path, money: str) -> None:
    assert title_of(tmp_path, "some.mrc", marc("1", money)).title == money


def test_undeclared_brackets_stay_brackets(tmp_path: Path) -> None:
    assert title_of(tmp_path, "some.mrc", marc("1", "Volume (2nd ed.) (B")).title.startswith("Vol")
    assert title_of(tmp_path, "b.mrc", marc("1", "Only $10.50 (Budget)")).title.startswith("Only $")


@pytest.mark.parametrize(
    ("written_so", "shown"),
    [
        ("Laporan &lt;i&gt;penelitian&lt;/i&gt; H&lt;sub&gt;2&lt;/sub&gt;O",
         "Laporan penelitian H2O"),
        ("Australian cooking &amp;amp; baking", "Australian cooking & baking"),
        ("Siti &amp;quot;Nurbaya&amp;quot;", 'Siti "Nurbaya"'),
        ("R&amp;D; M&amp;M", "R&D; M&M"),
        ("a &lt; b &amp; c &gt; d", "a < b & c > d"),
        ("&lt;&lt;Der&gt;&gt; Prozess", "Der Prozess"),
        ("¬Der¬ Prozess", "Der Prozess"),
        ("C++ &lt;vector&gt; in use", "C++ <vector> in use"),
        ("Caf&amp;eacute; Jawa", "Café Jawa"),
        ("Sains&amp;#8217;lah", "Sains’lah"),
    ],
)  # fmt: skip
def test_markup_becomes_text(tmp_path: Path, written_so: str, shown: str) -> None:
    assert title_of(tmp_path, "some.xml", marcxml("1", written_so)).title == shown


def test_markup_in_a_summary_and_in_dublin_core(tmp_path: Path) -> None:
    core = (
        "<record><header><identifier>x:1</identifier></header><metadata><dc>"
        "<title>Kopi &amp;amp; teh</title>"
        "<description>&lt;p&gt;Satu&lt;/p&gt;&lt;p&gt;dua&lt;/p&gt;</description>"
        "</dc></metadata></record>"
    )
    found = title_of(tmp_path, "some.xml", core)
    assert (found.title, found.summary) == ("Kopi & teh", "Satu dua")


def test_addresses_keep_their_parameters(tmp_path: Path) -> None:
    field = data("856", u="https://example.org/read?a=1&copy=2&lt=3", z="Full text")
    found = title_of(tmp_path, "some.mrc", marc("1", "Judul", field))
    assert found.url == "https://example.org/read?a=1&copy=2&lt=3"
