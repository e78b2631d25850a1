"""If a database or reader cannot handle an entry, only this entry or its source is skipped."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.harvesting.ingest import SourceRun, ingest
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord, Item
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind
from kiosk.sources.entries import Entry, Reject

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
GOOD = BibliographicRecord("good", "Taken")
PROGRAM = Program("p", "2026", "Talk", Interval(NOW, NOW.replace(hour=10)))


def ingested(central: CentralDatabase, *entries: Entry, source: str = "s") -> SourceRun:
    return ingest(central, source, iter([*entries, GOOD]), lambda: NOW)


def shown(
    central: CentralDatabase, kind: FeedKind = FeedKind.RECORD
) -> list[bodies.FeedObject | None]:
    with central.read() as connection:
        keys = sorted(feed.live_keys(connection, kind, ""))
        return [feed.load_entity(connection, kind, key) for key in keys]


@pytest.mark.parametrize(
    "odd",
    [
        BibliographicRecord("a\x00b", "Title"),
        BibliographicRecord("a", "Ti\x00tle", ("Au\x00thor",), subjects=("S\x00",)),
        BibliographicRecord("a", "Half \ud83d a pair", summary="\udc00"),
        BibliographicRecord("\udcff", "From a name that is no Unicode"),
        BibliographicRecord("a\x1fb", "The sign that joins keys"),
        BibliographicRecord("x" * 5_000, "Long number"),
        BibliographicRecord("".join(map(chr, range(0x4E00, 0x4E00 + 3_000))), "Long number"),
        BibliographicRecord("a", "x" * 300_000),
        BibliographicRecord("a", "T", items=(Item("br\x00anch", call_number="\ud800"),)),
        replace(PROGRAM, uid="p" * 9_000),
        replace(PROGRAM, uid="p\x00", title="Ta\x00lk", location="\udfff"),
        replace(PROGRAM, occurrence="o" * 9_000),
    ],
    ids=range(12),
)
def test_characters_that_databases_reject_are_dropped(central: CentralDatabase, odd: Entry) -> None:
    run = ingested(central, odd)
    assert (run.fault, run.added, run.rejected) == ("", 2, 0)
    again = ingested(central, odd)
    assert (again.unchanged, again.removed, again.rejected) == (2, 0, 0)


def test_nul_and_lone_surrogates_leave_the_rest_of_the_text(central: CentralDatabase) -> None:
    ingested(central, BibliographicRecord("a", "Ti\x00tle \ud83d"))
    titles = [
        each.record.title for each in shown(central) if isinstance(each, bodies.SourcedRecord)
    ]
    assert titles == ["Title \ufffd", "Taken"]


@pytest.mark.parametrize("code", ["x" * 5_000, "a\x1fb", "a\nb"])
def test_a_branch_with_a_code_too_long_for_an_index_is_rejected(
    central: CentralDatabase, code: str
) -> None:
    run = ingested(central, Branch(code, "Name", "Asia/Jakarta"))
    assert (run.fault, run.added, run.rejected) == ("", 1, 1)
    assert "code" in run.rejects[0].reason


def test_a_reject_is_saved_whatever_it_contains(central: CentralDatabase) -> None:
    run = ingested(central, Reject("line \x00 2", "It holds \ud800.", b"\x00\xff"))
    assert (run.fault, run.added, run.rejected) == ("", 1, 1)


@pytest.mark.parametrize("source", ["s" * 6_000, "a\udcffb", "a\x00b", "a\x1fb"])
def test_a_source_may_have_any_name(central: CentralDatabase, source: str) -> None:
    assert ingested(central, source=source).fault == ""
    assert ingested(central, source=source).unchanged == 1


@pytest.mark.parametrize("fault", [ValueError("x"), RecursionError(), KeyError("k"), MemoryError()])
def test_any_exception_of_a_reader_is_a_fault_of_its_source(
    central: CentralDatabase, fault: Exception
) -> None:
    def entries() -> Iterator[Entry]:
        yield GOOD
        raise fault

    run = ingest(central, "s", entries(), lambda: NOW)
    assert run.added == 1
    assert "cannot handle" in run.fault
    assert len(shown(central)) == 1


def test_an_entry_that_the_database_rejects_is_skipped_alone(
    central: CentralDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For example a code too long for an index of PostgreSQL that no reader has shortened."""
    monkeypatch.setattr("kiosk.sources.sanitising.MAX_NAME_BYTES", 1_000_000)
    many = [BibliographicRecord(str(number), f"Title {number}") for number in range(20)]
    digits = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(9_000))
    run = ingested(central, *many[:10], BibliographicRecord(digits, "Long"), *many[10:])
    assert run.fault == ""
    assert run.read == 22
    assert run.added + run.rejected == 22
    if not central.serial:
        assert [each.reason for each in run.rejects] == ["The database cannot hold this."]
