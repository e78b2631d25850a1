"""The canonical form ignores meaningless differences, such as the order of subjects."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.canonical_form import canonical_form
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus
from kiosk.store.catalogue import content_digest

RECORD = BibliographicRecord(
    "1",
    "Laut",
    authors=("A", "B"),
    subjects=("laut", "ikan"),
    isbns=("9789791234567", "1234-5678"),
    other_titles=("Sea", "Mer"),
    found_by=("x", "a"),
    url="https://h/read?sid=abc&id=7",
    items=(Item("pusat", barcode="2"), Item("pusat", barcode="1")),
)
AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
PROGRAM = Program("u", "o", "Kelas", Interval(AT, AT + timedelta(hours=1)), categories=("b", "a"))


@pytest.mark.parametrize(
    "other",
    [
        replace(RECORD, subjects=("ikan", "laut")),
        replace(RECORD, isbns=RECORD.isbns[::-1]),
        replace(RECORD, other_titles=RECORD.other_titles[::-1]),
        replace(RECORD, found_by=RECORD.found_by[::-1]),
        replace(RECORD, items=RECORD.items[::-1]),
        replace(RECORD, url="https://h/read?id=7&PHPSESSID=1"),
        replace(RECORD, url="https://h/read;jsessionid=0A.node1?id=7"),
    ],
)
def test_order_and_session_ids_do_not_count_as_changes(other: BibliographicRecord) -> None:
    assert content_digest(other) == content_digest(RECORD)


@pytest.mark.parametrize(
    "other",
    [
        replace(RECORD, authors=("B", "A")),  # the first one counts
        replace(RECORD, subjects=("laut",)),
        replace(RECORD, url="https://h/read?id=8"),
        replace(RECORD, items=(Item("pusat", barcode="1"), Item("timur", barcode="2"))),
        replace(
            RECORD,
            items=(Item("pusat", barcode="2", status=ItemStatus.ON_LOAN), RECORD.items[1]),
        ),
    ],
)
def test_visible_differences_count_as_changes(other: BibliographicRecord) -> None:
    assert content_digest(other) != content_digest(RECORD)


def test_order_of_categories_does_not_count() -> None:
    assert content_digest(replace(PROGRAM, categories=("a", "b"))) == content_digest(PROGRAM)
    assert content_digest(replace(PROGRAM, title="Other")) != content_digest(PROGRAM)


def test_canonical_objects_are_returned_unchanged() -> None:
    record = canonical_form(RECORD)
    assert canonical_form(record) is record
