"""Library systems as sources: titles and copies as two streams, on the server and on a kiosk."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, select, text

from kiosk.central import tables
from kiosk.central.credentials import environment_name
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.harvester import Harvester
from kiosk.central.harvesting.ingest import rejects_of_last_run
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.domain.branches import Branch
from kiosk.domain.records import Item, ItemStatus
from kiosk.domain.source_keys import join_key
from kiosk.protocol.bodies import SourcedRecord, SourceReading
from kiosk.protocol.messages import FeedKind
from kiosk.store import migrate
from tests.central.fake_system import HERE, LENT, SECRET, FakeSystem
from tests.central.provider import Reply, web_server
from tests.central.system_server import SECONDS, SystemServer
from tests.clocks import ManualClock


def test_titles_and_copies_are_two_streams(system_server: SystemServer, system: FakeSystem) -> None:
    system_server.add_system(system)
    run = system_server.read()
    assert (run.added, run.fault) == (6, "")
    assert system_server.items() == {}, "the copies have a reading of their own"
    reading = system_server.read_copies()
    assert (reading.titles, reading.changed, reading.fault) == (6, 6, "")
    assert system_server.items()["1"] == (Item("Pusat", status=ItemStatus.AVAILABLE),)
    assert system_server.readings() == [SourceReading("slims", system_server.clock(), 30)]


def test_a_loan_sends_one_row_and_the_time_of_the_reading(
    filled: SystemServer, system: FakeSystem
) -> None:
    before = filled.head()
    system.copies["3"] = [LENT]
    system.save()
    assert filled.read_copies().changed == 1
    assert filled.changes(before) == ["copies", "source_reading"]
    [item] = filled.items()["3"]
    assert (item.status, item.due) == (ItemStatus.ON_LOAN, date(2026, 12, 20))


def test_each_stream_has_its_own_schedule(filled: SystemServer) -> None:
    assert filled.harvester.read_due_copies() == []
    filled.clock.advance(seconds=29)
    assert filled.harvester.read_due_copies() == []
    filled.clock.advance(seconds=1)
    assert len(filled.harvester.read_due_copies()) == 1
    assert filled.harvester.harvest_due() == [], "titles are read once an hour"


def test_one_process_at_a_time_reads_the_copies(filled: SystemServer, central_url: str) -> None:
    other = Harvester(CentralDatabase(central_url), filled.clock, filled.fetcher)
    filled.clock.advance(seconds=30)
    with filled.database.write() as connection:
        busy = filled.clock() + timedelta(minutes=1)
        connection.execute(tables.copies_stream.update().values(busy_until=busy))
    assert other.read_due_copies() == []
    filled.clock.advance(minutes=2)  # the process that had claimed them is gone
    assert len(other.read_due_copies()) == 1


def test_changes_alone_leave_the_other_copies(
    system_server: SystemServer, system: FakeSystem
) -> None:
    system.incremental = True
    system.save()
    system_server.add_system(system)
    system_server.read()
    assert system_server.read_copies().titles == 6
    system.changed, system.copies["2"], system.copies["4"] = ["2", "4"], [LENT], []
    system.save()
    reading = system_server.read_copies()
    assert (reading.titles, reading.changed) == (2, 2)
    assert sorted(system_server.items()) == ["1", "2", "3", "5", "6"], "the last copy of 4 is gone"
    assert system_server.readings() == [SourceReading("slims", system_server.clock(), 30)]
    assert system_server.stream().state == "2"


def test_a_new_title_gets_its_copies_although_only_changes_are_read(
    system_server: SystemServer, system: FakeSystem
) -> None:
    """Its copies may have come while the title was not known yet."""
    system.incremental = True
    system.save()
    system_server.add_system(system)
    system_server.read()
    system_server.read_copies()
    system.titles["7"], system.copies["7"], system.changed = "Title 7", [HERE], ["7"]
    system.save()
    system_server.read_copies()
    assert "7" not in system_server.items(), "no copies of an unknown title leave the server"
    system.changed = []
    system.save()
    system_server.read()
    [reading] = system_server.harvester.read_due_copies()
    assert (reading.titles, sorted(system_server.items())) == (
        0,  # its copies were asked for, and the others were not read again
        ["1", "2", "3", "4", "5", "6", "7"],
    )


def test_titles_that_a_complete_reading_does_not_list_lose_their_copies(
    filled: SystemServer, system: FakeSystem
) -> None:
    del system.copies["1"], system.copies["2"]
    system.save()
    assert filled.read_copies().fault == ""
    assert sorted(filled.items()) == ["3", "4", "5", "6"]


def test_the_loss_of_most_copies_is_confirmed_by_staff(
    filled: SystemServer, system: FakeSystem
) -> None:
    before = filled.readings()
    for number in range(1, 5):
        del system.copies[f"{number}"]
    system.save()
    reading = filled.read_copies()
    assert reading.held == 4
    assert "4 of 6 titles" in reading.fault
    assert "--run --yes" in reading.fault
    assert len(filled.items()) == 6
    assert filled.readings() == before, "kiosks are not told that this was a good reading"
    with filled.database.write() as connection:
        upstream.allow_removal(connection, "slims", filled.clock())
    assert filled.read_copies().fault == ""
    assert sorted(filled.items()) == ["5", "6"]
    assert not filled.stream().allowed


def test_a_system_that_lists_nothing_removes_nothing(
    filled: SystemServer, system: FakeSystem
) -> None:
    system.copies = {}
    system.save()
    assert "lists no copies" in filled.read_copies().fault
    assert len(filled.items()) == 6


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("words", "The table “loan” cannot be read. Give the account its rights."),
        ("bug", "The driver for “fake” failed (ValueError)."),
        ("line", "cannot be reached"),
    ],
)
def test_a_driver_that_fails_says_so_and_changes_nothing(
    filled: SystemServer, system: FakeSystem, fault: str, told: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    items, readings, state = filled.items(), filled.readings(), filled.stream().state
    system.fault = fault
    del system.copies["6"]
    system.save()
    assert told in filled.read_copies().fault
    assert (filled.items(), filled.readings(), filled.stream().state) == (items, readings, state)
    assert told in filled.stream().fault
    assert told in filled.read().fault
    assert len(filled.titles()) == 6
    system.fault = ""
    system.save()
    assert filled.read_copies().fault == ""
    assert filled.stream().fault == ""
    with filled.database.read() as connection:
        rows = [
            str(row)
            for table in (tables.source, tables.source_run, tables.copies_stream)
            for row in connection.execute(select(table))
        ]
    assert SECRET not in caplog.text + "".join(rows)


def test_a_driver_that_cannot_close_has_still_read(
    filled: SystemServer, system: FakeSystem, caplog: pytest.LogCaptureFixture
) -> None:
    system.fault = "closing"
    system.save()
    assert filled.read_copies().fault == ""
    assert SECRET not in caplog.text


def test_one_failing_system_stops_no_other(system_server: SystemServer, system: FakeSystem) -> None:
    broken = replace(system, path=system.path.with_name("none.json"))
    system_server.add_system(broken, "broken")
    system_server.add_system(system)
    system_server.clock.advance(hours=1)
    runs = system_server.harvester.harvest_due()
    assert sorted(bool(run.fault) for run in runs) == [False, True]
    readings = system_server.harvester.read_due_copies()
    assert sorted(bool(each.fault) for each in readings) == [False, True]
    assert len(system_server.items()) == 6


def test_unknown_statuses_and_branches_are_told_and_can_be_mapped(
    system_server: SystemServer, system: FakeSystem
) -> None:
    with system_server.database.write() as connection:
        feed.publish(
            connection, [Branch("main", "Main", "UTC", aliases=("Pusat",))], system_server.clock()
        )
    system.copies["1"] = [("Pusat", "Rusak", "")]
    system.copies["2"] = [("Cabang", "available", "")]
    system.save()
    system_server.add_system(system)
    system_server.read()
    system_server.read_copies()
    notes = " ".join(system_server.stream().notes)
    assert "The status “Rusak” is not known." in notes
    assert "“Cabang” (1)" in notes
    assert system_server.items()["1"] == (Item("main", status=ItemStatus.UNKNOWN),)
    system_server.add_system(system, statuses={"Rusak": "missing"})
    system_server.read_copies()
    assert "Rusak" not in " ".join(system_server.stream().notes)
    assert system_server.items()["1"] == (Item("main", status=ItemStatus.MISSING),)


def test_copies_of_a_system_can_belong_to_the_titles_of_another_source(
    system_server: SystemServer, system: FakeSystem
) -> None:
    """A repository provides the titles, and a list their copies."""
    content = b"id,title,branch,status\n1,Mountains,Pusat,available\n"

    def answer(_path: str, _query: object, _headers: object, reply: Reply) -> None:
        reply.body = content

    system_server.add_system(system, "list", titles_of="koha")
    system.titles = {}
    system.save()
    with web_server(answer) as url:
        system_server.add(f"{url}/titles.csv", SourceKind.FILE)
        system_server.clock.advance(hours=1)
        system_server.harvester.harvest_due()
        [key] = _keys(system_server, "koha")
        system.copies = {key: [LENT]}
        system.save()
        system_server.read_copies()
        content += b"2,Rivers,Pusat,available\n"
        system_server.clock.advance(hours=1)
        system_server.harvester.harvest_due()
    [[item]] = system_server.items("koha").values()
    assert item.status is ItemStatus.ON_LOAN, "the file of titles does not say what is lent"
    assert system_server.readings()[0].source == "koha"  # type: ignore[attr-defined]


def _keys(system_server: SystemServer, source: str) -> list[str]:
    with system_server.database.read() as connection:
        found = feed.load_entities(connection, FeedKind.RECORD)
    return [
        e.record.source_id for e in found if isinstance(e, SourcedRecord) and e.source == source
    ]


def test_a_removed_system_takes_its_copies_along(filled: SystemServer) -> None:
    upstream.delete_source(filled.database, "slims", filled.clock())
    assert (filled.items(), filled.readings(), filled.titles()) == ({}, [], {})
    filled.clock.advance(hours=1)
    assert filled.harvester.read_due_copies() == []


def test_notes_on_titles_are_among_the_rejects(filled: SystemServer, system: FakeSystem) -> None:
    with filled.database.read() as connection:
        assert rejects_of_last_run(connection, "slims") == []


def test_passwords_are_in_a_file_of_their_own(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "central.sqlite3"
    server = SystemServer(CentralDatabase(f"sqlite:///{path}"), clock)
    server.add_system(FakeSystem(tmp_path / "system.json"))
    passwords = tmp_path / "central.passwords.json"
    assert passwords.stat().st_mode & 0o777 == 0o600
    assert SECRET in passwords.read_text()
    server.database.close()
    assert not any(SECRET.encode() in each.read_bytes() for each in tmp_path.glob("*sqlite3*"))
    passwords.write_text("{broken")
    again = CentralDatabase(f"sqlite:///{path}")
    with again.read() as connection, pytest.raises(Exception, match="cannot be read") as raised:
        upstream.find_source(connection, "slims")
    assert SECRET not in str(raised.value)
    again.close()
    server.fetcher.close()


def test_an_address_in_the_environment_takes_precedence(
    central: CentralDatabase, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Upstream("my slims", SourceKind.SYSTEM, "fake://h/x", SECONDS, clock(), SourceOptions())
    with central.write() as connection:
        upstream.save_source(connection, made)
    assert environment_name("my slims") == "KIOSK_ADDRESS_MY_SLIMS"
    monkeypatch.setenv("KIOSK_ADDRESS_MY_SLIMS", f"fake://u:{SECRET}@h/x")
    with central.read() as connection:
        known = upstream.find_source(connection, "my slims")
    assert known
    assert known.address == f"fake://u:{SECRET}@h/x"
    assert SECRET not in repr(known)


def test_the_migration_moves_passwords_out_of_the_database(tmp_path: Path) -> None:
    path = tmp_path / "central.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = migrate.alembic_config("kiosk.central")
        config.attributes["connection"] = connection
        command.upgrade(config, "0013")
        connection.execute(
            text("INSERT INTO source_credential VALUES ('koha', :it)"), {"it": f"http://{SECRET}@h"}
        )
    engine.dispose()
    CentralDatabase(f"sqlite:///{path}").close()
    assert SECRET in (tmp_path / "central.passwords.json").read_text()
    assert not any(SECRET.encode() in each.read_bytes() for each in tmp_path.glob("*sqlite3*"))


def test_a_system_in_a_forbidden_network_is_not_reached(
    system_server: SystemServer, system: FakeSystem
) -> None:
    system_server.fetcher.reach = system_server.fetcher.reach.of(["10.0.0.0/8"])
    system_server.add_system(system)
    assert "must not reach localhost" in system_server.read().fault
    assert "must not reach localhost" in system_server.read_copies().fault


def test_an_unknown_system_is_told(system_server: SystemServer, system: FakeSystem) -> None:
    system_server.add_system(system)
    with system_server.database.write() as connection:
        known = upstream.find_source(connection, "slims")
        assert known
        options = known.options.model_copy(update={"system": "other"})
        upstream.save_source(connection, replace(known, options=options, url=known.address))
    assert "There is no driver for “other”" in system_server.read_copies().fault


def test_unchanged_copies_follow_a_new_name_of_their_branch(filled: SystemServer) -> None:
    """The same copies are not compared again in each reading, unless something else changed."""
    assert filled.read_copies().changed == 0
    branch = Branch("main", "Main", "UTC", aliases=("Pusat",))
    with filled.database.write() as connection:
        feed.publish(connection, [branch], filled.clock())
    assert filled.read_copies().changed == 6
    assert filled.items()["1"][0].branch == "main"


def test_unchanged_copies_come_back_with_their_title(
    filled: SystemServer, system: FakeSystem
) -> None:
    assert filled.read_copies().changed == 0
    with filled.database.write() as connection:
        gone = [join_key("slims", "1", "0")]
        feed.publish_deletions(connection, FeedKind.RECORD, gone, filled.clock())
    filled.read()
    filled.read_copies()
    assert "1" in filled.items()


def test_another_process_may_have_changed_the_copies(
    filled: SystemServer,
    system: FakeSystem,
    central_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KIOSK_ADDRESS_SLIMS", system.url)  # beside PostgreSQL there is no file
    other = Harvester(CentralDatabase(central_url), filled.clock, filled.fetcher)
    system.copies["1"] = [LENT]
    system.save()
    filled.clock.advance(seconds=30)
    [reading] = other.read_due_copies()
    assert reading.changed == 1
    system.copies["1"] = [HERE]
    system.save()
    assert filled.read_copies().changed == 1


def test_notes_stay_until_all_copies_are_read_again(
    system_server: SystemServer, system: FakeSystem
) -> None:
    system.incremental, system.copies["1"] = True, [("Pusat", "Rusak", "")]
    system.save()
    system_server.add_system(system)
    system_server.read()
    system_server.read_copies()
    system_server.read_copies()
    assert system_server.stream().notes == ("The status “Rusak” is not known.",)
    system_server.add_system(system, statuses={"Rusak": "missing"})
    system_server.read_copies()
    assert system_server.stream().notes == ()
