"""``kiosk search``, ``programs`` and ``doctor``: the output for staff and for other programs."""

import json
from pathlib import Path

import pytest
from kiosk_command import Run, assert_told, parsed, runner

HIT = {"id", "source_id", "title", "authors", "year", "language", "format", "available"}

OAI = """<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
<record><header><identifier>oai:tirta.example:7</identifier></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Nyanyian Laut Selatan</dc:title>
<dc:creator>Wulandari, Sri</dc:creator></oai_dc:dc></metadata></record>
</ListRecords></OAI-PMH>"""

CALENDAR = "\r\n".join(
    [
        "BEGIN:VCALENDAR",
        *("BEGIN:VEVENT", "UID:a", "DTSTART:20261201T090000Z", "DTEND:20261201T100000Z"),
        *("SUMMARY:Klub Cerita", "LOCATION:Lobi", "X-COMMONS-SEATS:12", "END:VEVENT"),
        *("BEGIN:VEVENT", "UID:b", "DTSTART;VALUE=DATE:20261202", "SUMMARY:Pameran"),
        *("STATUS:CANCELLED", "END:VEVENT", "END:VCALENDAR", ""),
    ]
)


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("calendar")
    (folder / "programs.ics").write_text(CALENDAR, newline="")
    run = runner(folder)
    assert run("import", "programs.ics").returncode == 0
    return run


@pytest.mark.parametrize(
    "words", ["motif batik pesisir", "haryanto liem", "9789999990608", "978-999999060-8"]
)
def test_search_finds_by_title_name_and_isbn(stocked: Run, words: str) -> None:
    answer = stocked("search", words, "--json")
    assert answer.returncode == 0
    hits = parsed(answer)
    assert all(set(hit) == HIT for hit in hits)
    hit = next(hit for hit in hits if hit["source_id"] == "tirta0060")
    assert isinstance(hit.pop("id"), int)
    assert hit == {
        "source_id": "tirta0060",
        "title": "Motif Batik Pesisir",
        "authors": ["Haryanto, Liem"],
        "year": 2009,
        "language": "id",
        "format": "book",
        "available": True,
    }


def test_search_keeps_to_its_limit(stocked: Run) -> None:
    for limit in (1, 3):
        hits = parsed(stocked("search", "a", "--limit", str(limit), "--json"))
        assert len(hits) == limit
        assert all(set(hit) == HIT for hit in hits)
    assert len(parsed(stocked("search", "a", "--json"))) == 20


def test_a_record_of_oai_has_its_identifier(kiosk: Run, tmp_path: Path) -> None:
    (tmp_path / "oai.xml").write_text(OAI)
    kiosk("import", "oai.xml")
    (hit,) = parsed(kiosk("search", "nyanyian", "--json"))
    assert hit["source_id"] == "oai:tirta.example:7"
    assert hit["authors"] == ["Wulandari, Sri"]


def test_search_for_people(stocked: Run) -> None:
    answer = stocked("search", "motif batik")
    assert answer.stdout.splitlines()[0] == (
        "Motif Batik Pesisir / Haryanto, Liem; 2009; book [tirta0060]"
    )


def test_nothing_found_is_no_fault(stocked: Run) -> None:
    answer = stocked("search", "zzqqxxv", "--json")
    assert (answer.returncode, parsed(answer)) == (0, [])
    assert stocked("search", "zzqqxxv").stdout == "No results.\n"


@pytest.mark.parametrize("words", ['"', "AND OR NOT", "a* NEAR(b)", "-", "title:x ^", "'; DROP"])
def test_search_takes_any_words(stocked: Run, words: str) -> None:
    answer = stocked("search", "--json", "--", words)
    assert (answer.returncode, isinstance(parsed(answer), list)) == (0, True)


@pytest.mark.parametrize("limit", ["0", "-1", "many", "1.5", ""])
def test_a_limit_that_is_none(stocked: Run, limit: str) -> None:
    assert_told(stocked("search", "a", f"--limit={limit}"), 2, "usage:", f"“{limit}”")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_output_is_utf8_whatever_the_system_says(stocked: Run, encoding: str) -> None:
    for words in (("search", "小熊"), ("search", "小熊", "--json")):
        answer = stocked(*words, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert answer.returncode == 0
        assert "小熊去图书馆" in answer.stdout


def test_programs_of_some_days(calendar: Run) -> None:
    answer = calendar("programs", "--from", "2026-12-01", "--to", "2026-12-02", "--json")
    assert answer.returncode == 0
    club, show = parsed(answer)
    assert (club["title"], club["start"], club["end"]) == (
        "Klub Cerita",
        "2026-12-01T09:00:00+00:00",
        "2026-12-01T10:00:00+00:00",
    )
    assert (club["location"], club["seats"], club["all_day"]) == ("Lobi", 12, False)
    assert (show["title"], show["all_day"], show["cancelled"]) == ("Pameran", True, True)
    assert (show["start"], show["end"]) == ("2026-12-02", "2026-12-03")
    assert set(club) == set(show)
    one_day = calendar("programs", "--from", "2026-12-01", "--to", "2026-12-01")
    assert one_day.stdout == "2026-12-01 09:00  Klub Cerita, Lobi\n"
    next_day = calendar("programs", "--from", "2026-12-02", "--to", "2026-12-02")
    assert next_day.stdout == "2026-12-02 all day  Pameran (cancelled)\n"


def test_no_programs_is_no_fault(calendar: Run) -> None:
    days = ("--from", "1999-01-01", "--to", "1999-12-31")
    answer = calendar("programs", *days, "--json")
    assert (answer.returncode, parsed(answer)) == (0, [])
    assert calendar("programs", *days).stdout == "No programmes on these days.\n"


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "24.11.2026", "", "9999-12-31", "٢٠٢٦"])
def test_a_day_that_is_none(calendar: Run, day: str) -> None:
    for first, last in ((day, "2026-12-01"), ("2026-12-01", day)):
        answer = calendar("programs", f"--from={first}", f"--to={last}")
        assert_told(answer, 2, "usage:", f"“{day}”")


def test_days_the_wrong_way_round(calendar: Run) -> None:
    answer = calendar("programs", "--from", "2026-12-02", "--to", "2026-12-01")
    assert_told(answer, 1, "--to is before --from")


def test_doctor_of_a_library(stocked: Run) -> None:
    answer = stocked("doctor", "--json", KIOSK_BRANCH="pusat")
    checks = {check["name"]: check for check in json.loads(answer.stdout)}
    for check in checks.values():
        assert set(check) == {"name", "status", "message", "advice"}
        assert check["status"] in ("ok", "warning", "fault")
        assert check["message"]
    assert {n: checks[n]["status"] for n in ("Database", "Catalogue", "Branch", "PIN")} == {
        "Database": "ok",
        "Catalogue": "ok",
        "Branch": "ok",
        "PIN": "warning",
    }
    assert "316 titles" in checks["Catalogue"]["message"]
    assert "jv is spoken with that of id" in checks["Voices"]["message"]
    assert "for: my." in checks["Keyboards"]["message"]
    assert checks["Fonts"]["status"] == "ok"
    faults = [check for check in checks.values() if check["status"] == "fault"]
    assert answer.returncode == (1 if faults else 0)
    people = stocked("doctor", KIOSK_BRANCH="pusat")
    assert "316 titles" in people.stdout


def test_doctor_of_nothing_says_what_to_do(kiosk: Run) -> None:
    answer = kiosk("doctor")
    assert answer.returncode == 1
    assert "FAULT" in answer.stdout
    assert "kiosk import" in answer.stdout


def test_doctor_keeps_no_path_that_was_mistyped(kiosk: Run) -> None:
    kiosk("import", "none.mrc")
    (imports,) = [c for c in json.loads(kiosk("doctor", "--json").stdout) if c["name"] == "Imports"]
    assert imports["message"] == "Nothing has been imported yet."
    assert kiosk("rejects").stdout == "Nothing was rejected.\n"
