"""Suggestions on the server: counted together, closed, deleted."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.central import suggestions, tables
from kiosk.central.database import CentralDatabase
from kiosk.central.housekeeping import clean_up
from kiosk.protocol.messages import Order
from tests.central.library import Library
from tests.central.suggestions import suggestion, wishes
from tests.clocks import ManualClock


@pytest.fixture
def library(central_url: str, tmp_path: Path, clock: ManualClock) -> Iterator[Library]:
    database = CentralDatabase(central_url)
    yield Library(database, tmp_path / "snapshots", clock)
    database.close()


def rows(library: Library) -> int:
    with library.database.read() as connection:
        return len(connection.execute(select(suggestions.suggestion)).all())


def close(library: Library, id: str) -> bool:
    with library.database.write() as connection:
        return suggestions.close(connection, id, library.server.clock())


def test_the_same_wishes_are_counted_together(library: Library) -> None:
    kiosk, other = library.pair(), library.pair()
    library.send(kiosk, suggestion("1", text="Bumi Manusia"), suggestion("2", text="Tari Bali"))
    library.send(other, suggestion("3", text="  bumi   MANUSIA"), suggestion("4", "workshop"))
    library.send(other, suggestion("5", "workshop", language="id"))
    found = [(each.kind, each.text, each.language, each.count) for each in wishes(library)]
    assert found[0][3] == 2
    assert found[0][1].strip().casefold().startswith("bumi")
    assert sorted(found[1:]) == [
        ("title", "Tari Bali", "", 1),
        ("workshop", "", "", 1),
        ("workshop", "", "id", 1),
    ]


def test_an_order_that_comes_twice_counts_once(library: Library) -> None:
    kiosk = library.pair()
    for _ in range(3):
        assert library.send(kiosk, suggestion("1", text="Bumi Manusia")) == {}
    assert [each.count for each in wishes(library)] == [1]


def test_neither_the_kiosk_nor_the_time_is_kept(library: Library) -> None:
    kiosk = library.pair()
    library.send(kiosk, suggestion("order-1", text="Bumi Manusia"))
    with library.database.read() as connection:
        [row] = connection.execute(select(suggestions.suggestion)).all()
    assert kiosk not in row
    assert "order-1" not in row
    assert (row.day.hour, row.day.minute, row.day.second) == (0, 0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "title", "text": " "},
        {"kind": "title", "text": "x" * 101},
        {"kind": "workshop", "text": "a name"},
        {"kind": "party"},
        {"text": "Bumi Manusia"},
        {"kind": "workshop", "language": "x" * 21},
    ],
    ids=str,
)
def test_what_is_no_suggestion_is_refused_alone(library: Library, wrong: dict[str, str]) -> None:
    kiosk = library.pair()
    bad = Order(id="1", action="suggest", body=json.dumps(wrong))
    refused = library.send(kiosk, bad, suggestion("2", text="Bumi Manusia"))
    assert list(refused) == ["1"]
    assert [each.text for each in wishes(library)] == ["Bumi Manusia"]


def test_a_closed_wish_is_listed_again_when_somebody_else_has_it(library: Library) -> None:
    kiosk = library.pair()
    library.send(kiosk, suggestion("1", text="Bumi"), suggestion("2", text="bumi"))
    [wish] = wishes(library)
    assert close(library, wish.id)
    assert not wishes(library)
    assert not close(library, wish.id), "it is closed already"
    library.send(kiosk, suggestion("3", text="Bumi"))
    assert [each.count for each in wishes(library)] == [1]


def test_closed_ones_are_forgotten_after_a_month_and_open_ones_after_a_year(
    library: Library, clock: ManualClock
) -> None:
    library.send(library.pair(), suggestion("1", text="Closed"), suggestion("2", text="Open"))
    [closed] = [each for each in wishes(library) if each.text == "Closed"]
    close(library, closed.id)
    [forget] = suggestions.FEATURE.retention
    for days, left in ((29, 2), (31, 1), (364, 1), (367, 0)):
        with library.database.write() as connection:
            forget(connection, clock() + timedelta(days=days))
        assert rows(library) == left, days


def test_a_server_forgets_by_itself(library: Library, clock: ManualClock) -> None:
    library.send(library.pair(), suggestion("1", text="Closed"))
    close(library, wishes(library)[0].id)
    for _ in range(32):
        clock.advance(days=1)
        clean_up(library.server)
    assert rows(library) == 0


def test_more_than_ten_thousand_are_refused(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "_MOST", 2)
    kiosk = library.pair()
    orders = [suggestion(str(n), text=f"Title {n}") for n in range(3)]
    assert list(library.send(kiosk, *orders)) == ["2"]


def test_a_grant_lists_the_orders_that_the_server_handles(library: Library) -> None:
    assert "suggest" in library.grant(library.pair()).actions


def test_the_order_is_noted_with_its_kiosk_as_every_order_is(library: Library) -> None:
    kiosk = library.pair()
    library.send(kiosk, suggestion("1", text="Bumi"))
    with library.database.read() as connection:
        noted = connection.execute(select(tables.taken_order)).one()
    assert (noted.kiosk, noted.id, noted.refused) == (kiosk, "1", "")
