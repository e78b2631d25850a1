"""Every real file in a supported format can be read, with plausible results."""

import re
import unicodedata
from collections import Counter
from contextlib import redirect_stderr
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from pymarc import Field, Record
from pymarc.exceptions import PymarcException

from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.sources.entries import RAW_LIMIT, Reject
from kiosk.sources.marc import marc21
from kiosk.sources.marc.iso2709 import RecordFrame, split_records
from kiosk.sources.source_file import read_source_file

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SUFFIXES = (".mrc", ".marc", ".dat", ".xml", ".ics", ".csv", ".xlsx", ".ods", ".zip")
EMPTY = "satu.csv"  # a line that ends, and no table
FILES = (
    sorted(p for p in DATA.rglob("*") if p.suffix in SUFFIXES and p.name != EMPTY)
    if DATA.is_dir()
    else []
)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(DATA)))
def test_a_real_file_is_read(path: Path) -> None:
    entries = list(read_source_file(path, now=NOW))
    assert entries
    for entry in entries:
        if isinstance(entry, Reject):
            assert entry.where
            assert entry.reason[0].isupper()
            assert entry.reason[-1] in ".)" or ":" in entry.reason
            assert len(entry.raw) <= RAW_LIMIT
        elif isinstance(entry, BibliographicRecord):
            check_title(entry)
        else:
            assert isinstance(entry, Program)
            check_program(entry)


def check_title(record: BibliographicRecord) -> None:
    assert record.source_id == record.source_id.strip() != ""
    assert record.title == record.title.strip() != ""
    assert not record.title.endswith(("/", ":", ";", " ="))
    for text in (record.title, *record.authors, *record.subjects, *record.other_titles):
        assert text.strip()
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in text)
    assert all(re.fullmatch(r"97\d{11}|\d{4}-\d{3}[\dX]", number) for number in record.isbns)
    assert record.language == "" or (record.language.isascii() and record.language.islower())
    assert len(record.language) in (0, 2, 3)
    assert record.year is None or 1000 <= record.year < 2100
    assert record.title.casefold() not in {t.casefold() for t in record.other_titles}
    assert len({a.casefold() for a in record.authors}) == len(record.authors)
    assert record.url == "" or record.url.lower().startswith("http")
    assert all(item.branch for item in record.items)


def check_program(program: Program) -> None:
    assert program.uid
    assert datetime.fromisoformat(program.occurrence).utcoffset() is not None
    assert program.title.strip()
    assert program.interval.start < program.interval.end


def test_the_same_file_reads_the_same_twice(shared_data: Path) -> None:
    for path in (
        shared_data / "marc/solrmarc/specTestRecs.mrc",
        shared_data / "ics/recurring-ical-events/issue_62_moved_event.ics",
    ):
        assert list(read_source_file(path, now=NOW)) == list(read_source_file(path, now=NOW))


def test_progress_reports_the_bytes_read(shared_data: Path) -> None:
    path = shared_data / "marc/solrmarc/uva_001_2000.mrc"
    told: list[int] = []
    for _ in read_source_file(path, progress=told.append):
        pass
    assert told == sorted(told)
    assert told[-1] == path.stat().st_size


def test_windows_1251_under_a_marc8_flag_is_rightly_decoded(shared_data: Path) -> None:
    found = list(read_source_file(shared_data / "marc/pymarc/1251.dat"))
    assert [record.title.split()[0] for record in found] == [
        "Основы", "Психологический", "Управление", "Экономика", "Мио,", "Нелинейные"
    ]  # fmt: skip


def test_romanised_russian_in_marc8_is_not_taken_for_windows_1251(shared_data: Path) -> None:
    found = {
        record.source_id: record
        for record in read_source_file(shared_data / "marc/solrmarc/uva_001_2000.mrc")
        if isinstance(record, BibliographicRecord)
    }
    assert found["u31"].title == "Oruzheĭnai͡a palata"
    assert found["u31"].authors[0] == "Pisarskai͡a, Li͡udmila Vasilʹevna"
    assert found["u76"].title == "Izbrannye rechi i statʹi"


def values(record: Record) -> Counter[tuple[str, str]]:
    def text(field: Field) -> str:
        whole = field.data or " ".join(s.code + s.value for s in field.subfields)
        return unicodedata.normalize("NFC", whole)

    return Counter((field.tag, text(field)) for field in record.fields)


def by_pymarc(frame: RecordFrame) -> Record | None:
    """Return the record as pymarc decodes it, or None if it fails or loses letters."""
    complaints = StringIO()
    with redirect_stderr(complaints):
        try:
            record = Record(frame.raw, to_unicode=True)
        except (ValueError, PymarcException):
            return None
    return None if complaints.getvalue() else record


def test_what_pymarc_decodes_without_complaint_reads_the_same(shared_data: Path) -> None:
    alike = other = 0
    for path in sorted((shared_data / "marc/solrmarc").glob("*.mrc")):
        with path.open("rb") as stream:
            for frame in split_records(stream):
                if (theirs := by_pymarc(frame)) is None:
                    continue
                different = values(theirs) - values(marc21.parse_frame(frame)[0])
                other += different.total()
                alike += len(theirs.fields) - different.total()
    assert alike > 30_000
    assert other <= 5  # accents before no letter


def test_unimarc_is_known_by_its_title(shared_data: Path) -> None:
    (record,) = read_source_file(shared_data / "marc/pymarc/testunimarc.dat")
    assert record.title == "L'altra faccia della spirale"
    assert record.authors[0].startswith("Asimov")


def test_a_subfield_code_with_an_accent_is_that_code(shared_data: Path) -> None:
    (record,) = read_source_file(shared_data / "marc/pymarc/bad_subfield_code.dat")
    assert record.title == "ActivePerl with ASP and ADO"


@pytest.mark.parametrize("name", ["utf8_with_leader_flag.dat", "utf8_without_leader_flag.dat"])
def test_utf8_is_detected_whatever_the_leader_says(shared_data: Path, name: str) -> None:
    (record,) = read_source_file(shared_data / "marc/pymarc" / name)
    text = " ".join((record.title, *record.authors, *record.subjects))
    assert "Ã" not in text and "\ufffd" not in text


def test_copies_follow_their_titles_in_oai(shared_data: Path) -> None:
    found = list(read_source_file(shared_data / "oai/scriptotek/oaipmh-bibsys.xml"))
    assert len(found) == 7
    assert sum(len(title.items) for title in found) >= 82
    assert all(title.source_id.startswith("oai:bibsys.no:") for title in found)


def test_deleted_records_are_not_titles(shared_data: Path) -> None:
    found = list(read_source_file(shared_data / "oai/sickle/ListRecords.xml"))
    assert [e.reason for e in found if isinstance(e, Reject)] == [
        "The record was deleted at the source."
    ]
    assert sum(isinstance(e, BibliographicRecord) for e in found) == 1


def test_error_responses_are_reported_with_their_code(shared_data: Path) -> None:
    (told,) = read_source_file(shared_data / "oai/sickle/idDoesNotExist.xml")
    assert "idDoesNotExist" in told.reason and "oai:lcoa1.loc.gov" in told.reason


def test_authority_records_are_not_titles(shared_data: Path) -> None:
    found = list(read_source_file(shared_data / "marc/vufind/authorityauth.mrc"))
    assert len(found) == 3
    assert all("authority record" in e.reason for e in found)


def test_marc8_and_marcxml_of_the_same_records_agree(shared_data: Path) -> None:
    binary, xml = (
        list(read_source_file(shared_data / f"marc/solrmarc/specTestRecs.{s}"))
        for s in ("mrc", "xml")
    )
    assert len(binary) == 76
    assert binary == xml
