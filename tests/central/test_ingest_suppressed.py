"""Titles that a source deletes or suppresses leave the feed; suppressed titles are reported."""

from datetime import UTC, datetime

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.harvesting.ingest import SourceRun, ingest
from kiosk.domain.records import BibliographicRecord
from kiosk.protocol.messages import FeedKind
from kiosk.sources.entries import DeletedRecord, Entry, SuppressedRecord

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
ONE, TWO = BibliographicRecord("1", "Satu"), BibliographicRecord("2", "Dua")
HIDDEN = SuppressedRecord("record 1 at byte 0", "The source hides it.", b"", "1")
GONE = DeletedRecord("record 1 at byte 0", "It was deleted.", b"", "1")


def ingested(central: CentralDatabase, *entries: Entry, whole: bool = False) -> SourceRun:
    return ingest(central, "s", iter(entries), lambda: NOW, is_complete=lambda: whole)


def keys(central: CentralDatabase) -> int:
    with central.read() as connection:
        return len(feed.live_keys(connection, FeedKind.RECORD, ""))


def test_a_title_that_is_suppressed_later_is_removed_and_reported(central: CentralDatabase) -> None:
    ingested(central, ONE, TWO)
    run = ingested(central, HIDDEN)
    assert (run.read, run.rejected, run.removed, run.unchanged) == (1, 1, 0, 0)
    assert [each.reason for each in run.rejects] == ["The source hides it."]
    assert keys(central) == 1


def test_a_suppressed_title_is_removed_in_a_complete_run_too(central: CentralDatabase) -> None:
    ingested(central, ONE, TWO)
    ingested(central, HIDDEN, TWO, whole=True)
    assert keys(central) == 1


def test_a_suppressed_title_that_was_never_there_is_reported(central: CentralDatabase) -> None:
    assert ingested(central, HIDDEN, TWO).rejected == 1


def test_a_deleted_title_in_a_file_is_removed_by_its_control_number(
    central: CentralDatabase,
) -> None:
    ingested(central, ONE, TWO)
    run = ingested(central, GONE)
    assert (run.removed, run.rejected) == (1, 0)
    assert keys(central) == 1
