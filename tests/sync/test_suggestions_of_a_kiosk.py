"""Sending suggestions while offline, to an old server, and to a server that lost them."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.central import features, suggestions
from kiosk.central.feed import feed
from kiosk.services.suggestions import SuggestionBox
from kiosk.services.sync.sync_worker import run_sync_round
from kiosk.services.upkeep.back_up import restore_back_up, write_back_up
from kiosk.store import tables
from kiosk.store.database import Database
from kiosk.store.sync import outbox
from kiosk.sync import credentials
from kiosk.sync.credentials import load_paired_credentials
from kiosk.sync.link import NoAnswer
from kiosk.sync.pair import pair_with_server
from tests.central.http_server import running_server
from tests.central.library import Library

NOW = datetime.now(UTC)


def synchronise(kiosk: Database) -> None:
    mine = load_paired_credentials(kiosk)
    assert mine is not None
    run_sync_round(kiosk, mine)


def counts(library: Library) -> dict[str, int]:
    with library.database.read() as connection:
        return {each.text: each.count for each in suggestions.open_wishes(connection, 100)}


def waiting(kiosk: Database) -> int:
    with kiosk.read() as connection:
        return outbox.count_orders(connection)


def copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def test_a_suggestion_is_offered_once_the_server_is_known_to_handle_it(
    library: Library, kiosk: Database
) -> None:
    assert not SuggestionBox(kiosk).is_open()
    synchronise(kiosk)
    assert SuggestionBox(kiosk).is_open()


def test_what_was_suggested_offline_arrives_once(library: Library, tmp_path: Path) -> None:
    kiosk = Database(tmp_path / "kiosk")
    with running_server(library.server) as url:
        pair_with_server(kiosk, tmp_path / "kiosk", url, library.pairing_code(), "lobby")
        synchronise(kiosk)
    box = SuggestionBox(kiosk)
    box.suggest("title", "Bumi Manusia", "", NOW)
    with pytest.raises(NoAnswer):
        synchronise(kiosk)
    assert box.is_open(), "it works without the server"
    box.suggest("workshop", "", "id", NOW)
    assert waiting(kiosk) == 2
    with running_server(library.server) as url:
        known = load_paired_credentials(kiosk)
        assert known is not None
        credentials.save_credentials(tmp_path / "kiosk", replace(known, server=url))
        synchronise(kiosk)
        synchronise(kiosk)
    assert counts(library) == {"Bumi Manusia": 1, "": 1}
    assert waiting(kiosk) == 0
    kiosk.close()


def test_an_old_server_is_offered_none_and_blocks_nothing(
    library: Library, kiosk: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(features.HANDLERS, "suggest")
    synchronise(kiosk)
    box = SuggestionBox(kiosk)
    assert not box.is_open()
    box.suggest("title", "Bumi Manusia", "", NOW)  # queued before the server was put back
    with kiosk.write() as connection:
        outbox.queue_order(connection, "cancel", '{"id": "nothing"}', "")
    synchronise(kiosk)
    assert waiting(kiosk) == 0
    with kiosk.read() as connection:
        refused = connection.execute(select(tables.refused_order)).all()
        assert not outbox.list_sent_orders(connection)
    assert sorted(each.action for each in refused) == ["cancel", "suggest"]


def test_a_server_that_was_restored_is_sent_what_it_lost(
    library: Library, kiosk: Database, tmp_path: Path
) -> None:
    live, back_up_file = tmp_path / "central.sqlite3", tmp_path / "back-up.sqlite3"
    synchronise(kiosk)
    box = SuggestionBox(kiosk)
    box.suggest("title", "Known", "", NOW)
    synchronise(kiosk)
    copy(live, back_up_file)
    box.suggest("title", "Lost", "", NOW)
    synchronise(kiosk)
    assert counts(library) == {"Known": 1, "Lost": 1}
    copy(back_up_file, live)
    assert counts(library) == {"Known": 1}
    with library.database.write() as connection:
        feed.start_new_history(connection)  # as staff do after they restored a back-up
    for _ in range(2):
        synchronise(kiosk)
    assert counts(library) == {"Known": 1, "Lost": 1}


def test_what_was_sent_is_forgotten_after_two_weeks(library: Library, kiosk: Database) -> None:
    synchronise(kiosk)
    SuggestionBox(kiosk).suggest("title", "Bumi Manusia", "", NOW)
    synchronise(kiosk)

    def age(days: int) -> int:
        with kiosk.write() as connection:
            connection.execute(
                tables.sent_order.update().values(at=datetime.now(UTC) - timedelta(days=days))
            )
        synchronise(kiosk)
        with kiosk.read() as connection:
            return len(outbox.list_sent_orders(connection))

    assert age(13) == 1
    assert age(15) == 0


def test_a_kiosk_that_is_restored_counts_nothing_twice(library: Library, tmp_path: Path) -> None:
    folder, saved = tmp_path / "kiosk", tmp_path / "kiosk.back-up"
    kiosk = Database(folder)
    with running_server(library.server) as url:
        pair_with_server(kiosk, folder, url, library.pairing_code(), "lobby")
        synchronise(kiosk)
        box = SuggestionBox(kiosk)
        box.suggest("title", "Before", "", NOW)
        write_back_up(kiosk, saved)
        synchronise(kiosk)
        box.suggest("title", "After", "", NOW)
        kiosk.close()
        restore_back_up(folder, saved)
        restored = Database(folder)
        synchronise(restored)
    assert counts(library) == {"Before": 1, "After": 1}
    with restored.read() as connection:
        assert len(outbox.list_sent_orders(connection)) == 2
    restored.close()
