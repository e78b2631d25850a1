"""Faulty MARCXML files and OAI-PMH responses."""

from pathlib import Path

import pytest
from source_files import marcxml, rejects, titles, written

from kiosk.domain.records import Format
from kiosk.sources.entries import Entry
from kiosk.sources.source_file import read_source_file

ONE, TWO, THREE = marcxml("1", "Satu"), marcxml("2", "Dua"), marcxml("3", "Tiga")


def entries(folder: Path, text: str | bytes) -> list[Entry]:
    return list(read_source_file(written(folder, "some.xml", text)))


def found(folder: Path, text: str | bytes) -> list[str]:
    return [t.title for t in titles(entries(folder, text))]


@pytest.mark.parametrize(
    "around",
    [
        "<collection>{}</collection>",
        '<collection xmlns="http://www.loc.gov/MARC21/slim">{}</collection>',
        '<x:all xmlns:x="urn:elsewhere">{}</x:all>',
        '<?xml version="1.0"?>\n<!DOCTYPE collection SYSTEM "http://example.org/x.dtd">\n<c>{}</c>',
        "{}",
    ],
)
def test_elements_around_records_are_ignored(tmp_path: Path, around: str) -> None:
    assert found(tmp_path, around.format(ONE + TWO)) == ["Satu", "Dua"]


def test_undeclared_prefixes(tmp_path: Path) -> None:
    prefixed = ONE.replace("</", "\0").replace("<", "<marc:").replace("\0", "</marc:")
    assert found(tmp_path, f"<marc:collection>{prefixed}{TWO}</marc:collection>") == ["Satu", "Dua"]


def test_several_roots_each_with_a_declaration(tmp_path: Path) -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    assert found(tmp_path, f"{head}<a>{ONE}</a>{head}<a>{TWO}</a>") == ["Satu", "Dua"]


def test_a_truncated_record_does_not_affect_others(tmp_path: Path) -> None:
    told = entries(tmp_path, f"<collection>{ONE}{TWO}{THREE[:-30]}")
    assert [t.title for t in titles(told)] == ["Satu", "Dua"]
    assert "truncated" in rejects(told)[0].reason


def test_an_unclosed_record_does_not_affect_others(tmp_path: Path) -> None:
    told = entries(tmp_path, f"<c>{ONE}{TWO.replace('</record>', '')}{THREE}</c>")
    assert [t.title for t in titles(told)] == ["Satu", "Tiga"]
    assert "another record begins" in rejects(told)[0].reason


def test_entities_that_are_not_defined(tmp_path: Path) -> None:
    text = marcxml("1", "Caf&eacute; &nosuch; &amp; A & B &#65;")
    assert found(tmp_path, text) == ["Café &nosuch; & A & B A"]


def test_a_stray_sign_in_the_text(tmp_path: Path) -> None:
    assert found(tmp_path, f"<c>{marcxml('1', 'a < b')}{TWO}</c>") == ["a < b", "Dua"]


def test_entity_expansion_is_refused(tmp_path: Path) -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE c [<!ENTITY l0 "ha">{lines}]><c>{marcxml("1", "&l9; T")}{TWO}</c>'
    assert found(tmp_path, bomb) == ["&l9; T", "Dua"]


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.txt", "the secret")
    doctype = f'<!DOCTYPE c [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    (title,) = titles(entries(tmp_path, f"{doctype}<c>{marcxml('1', 'T &x;')}</c>"))
    assert "secret" not in repr(title)


def test_records_in_comments_are_ignored(tmp_path: Path) -> None:
    assert found(tmp_path, f"<c><!-- {ONE} -->{TWO}</c>") == ["Dua"]


def test_bytes_that_are_not_utf8_are_rejected(tmp_path: Path) -> None:
    raw = f"<c>{marcxml('1', 'Caf?')}{TWO}</c>".encode().replace(b"?", b"\xe9")
    told = entries(tmp_path, raw)
    assert [t.title for t in titles(told)] == ["Dua"] and "UTF-8" in rejects(told)[0].reason


def test_the_declared_encoding_is_used(tmp_path: Path) -> None:
    raw = f'<?xml version="1.0" encoding="iso-8859-1"?><c>{marcxml("1", "Café")}</c>'
    assert found(tmp_path, raw.encode("latin-1")) == ["Café"]
    assert found(tmp_path, raw.encode()) == ["Café"]


def test_utf16(tmp_path: Path) -> None:
    raw = f'<?xml version="1.0" encoding="utf-16"?><c>{marcxml("1", "Café")}</c>'
    assert found(tmp_path, raw.encode("utf-16")) == ["Café"]


def test_a_file_without_records_is_reported(tmp_path: Path) -> None:
    (told,) = entries(tmp_path, "<html><p>Not found</p></html>")
    assert "No record" in rejects([told])[0].reason


def oai(*records: str) -> str:
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{"".join(records)}</OAI-PMH>'


def under_header(identifier: str, metadata: str) -> str:
    header = f"<header><identifier>{identifier}</identifier></header>"
    return f"<record>{header}<metadata>{metadata}</metadata></record>"


def test_oai_identifiers_name_the_records(tmp_path: Path) -> None:
    told = titles(
        entries(tmp_path, oai(under_header("oai:x:1", ONE), under_header("oai:x:2", TWO)))
    )
    assert [(t.source_id, t.title) for t in told] == [("oai:x:1", "Satu"), ("oai:x:2", "Dua")]


def test_several_titles_under_one_header_stay_distinct(tmp_path: Path) -> None:
    told = titles(entries(tmp_path, oai(under_header("oai:x:1", ONE + TWO))))
    assert [t.source_id for t in told] == ["oai:x:1", "oai:x:1#2"]


def test_dublin_core_with_what_slims_adds(tmp_path: Path) -> None:
    core = """<oai_dc:dc><dc:title>Bumi manusia</dc:title><dc:creator>Toer, P. A.</dc:creator>
    <dc:date>1980</dc:date><dc:language>Indonesia</dc:language><dc:type>Text</dc:type>
    <dc:subject><![CDATA[Fiksi & sejarah]]></dc:subject>
    <dc:classification>899.221</dc:classification>
    <dc:identifier_isbn>0439023483</dc:identifier_isbn>
    <dc:identifier>http://example.org/1</dc:identifier></oai_dc:dc>"""
    (title,) = titles(entries(tmp_path, oai(under_header("oai:slims:1", core))))
    assert (title.source_id, title.title, title.year) == ("oai:slims:1", "Bumi manusia", 1980)
    assert (title.language, title.format) == ("id", Format.BOOK)
    assert title.subjects == ("Fiksi & sejarah", "899.221")
    assert title.isbns == ("9780439023481",)


def test_headers_of_deleted_records(tmp_path: Path) -> None:
    gone = '<record><header status="deleted"><identifier>oai:x:9</identifier></header></record>'
    told = entries(tmp_path, oai(gone, under_header("oai:x:1", ONE)))
    assert [t.source_id for t in titles(told)] == ["oai:x:1"]
    assert [(r.where, r.reason) for r in rejects(told)] == [
        ("oai:x:9", "The record was deleted at the source.")
    ]
