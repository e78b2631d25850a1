"""A disk that fails during a session is reported in words, and reading can be retried."""

import pytest

from kiosk.errors import StoreError
from kiosk.store.database import Database
from kiosk.testing.visitor import Visitor

TOLD = "Something went wrong"


def break_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Database) -> None:
        raise StoreError("The disk is gone.", "Repair it.")

    monkeypatch.setattr(Database, "read", refuse)


def test_programs(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as disk:
        break_disk(disk)
        visitor.tap("door-programs")
        assert TOLD in visitor.text("programs-summary")
        visitor.tap("open-filters")
    visitor.tap("day-1")
    assert visitor.sees("program-0")


def test_a_program_that_was_listed(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.tap("door-programs")
    title = visitor.kiosk.programs.rows.shown_rows()[0].title
    break_disk(monkeypatch)
    visitor.tap("program-0")
    assert visitor.text("program-title") == title
    assert not visitor.sees("register")


def test_spaces_and_their_times(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as disk:
        break_disk(disk)
        visitor.tap("door-spaces")
        assert TOLD in visitor.text("spaces-summary")
    visitor.tap(f"day-{visitor.kiosk.spaces.days.shown_rows()[0].value}")
    assert TOLD not in visitor.text("spaces-summary")
    with monkeypatch.context() as disk:
        break_disk(disk)
        visitor.tap("space-0")
        assert TOLD in visitor.text("slots-summary")
    visitor.tap("next-day")
    assert visitor.sees("slot-0")


def test_a_sync_and_the_end_of_a_session(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.tap("door-spaces")
    visitor.tap("space-0")
    visitor.tap("slot-0")
    visitor.tap("confirm-reservation")
    made = visitor.text("reservation-explanation")
    break_disk(monkeypatch)
    visitor.kiosk.sync.news.emit()
    assert visitor.text("reservation-explanation") == made
    visitor.kiosk.session.finish()
    assert visitor.sees("door-find")
    assert "the database cannot be read" in caplog.text
