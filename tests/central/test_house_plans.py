"""The plan of a building travels from library.toml over the server's feed to the kiosks."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.harvesting.ingest import ingest
from kiosk.domain.house.plan import House
from kiosk.protocol.messages import Change, FeedKind
from kiosk.search import index
from kiosk.sources.library_toml import read_library_toml
from kiosk.store import houses
from kiosk.store.database import Database
from kiosk.sync.apply import apply_changes

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DEMO = Path(__file__).parents[2] / "assets" / "demo" / "library.toml"


def _changes(central: CentralDatabase, since: int = 0) -> tuple[list[Change], int]:
    with central.read() as connection:
        page = feed.changes_since(connection, since, 1000, NOW)
    return page.changes, page.cursor


def _on_kiosk(kiosk: Database) -> House | None:
    with kiosk.read() as connection:
        return houses.find_house(connection, "pusat")


def test_a_plan_is_sent_changed_and_deleted(central: CentralDatabase, tmp_path: Path) -> None:
    ran = ingest(central, "library", read_library_toml(DEMO.read_bytes()), lambda: NOW)
    assert not ran.fault and not ran.rejected
    kiosk = Database(tmp_path)
    changes, cursor = _changes(central)
    with kiosk.write() as connection:
        apply_changes(connection, changes, index)
    drawn = _on_kiosk(kiosk)
    assert drawn is not None and len(drawn.floors) == 3

    changed = replace(drawn, floors=drawn.floors[:1])
    with central.write() as connection:
        assert feed.publish(connection, [changed], NOW).changed == 1
        assert feed.publish(connection, [changed], NOW).unchanged == 1
        assert feed.load_entity(connection, FeedKind.HOUSE_PLAN, "pusat") == changed
    changes, cursor = _changes(central, cursor)
    with kiosk.write() as connection:
        apply_changes(connection, changes, index)
    assert _on_kiosk(kiosk) == changed

    with central.write() as connection:
        assert feed.publish_deletions(connection, FeedKind.HOUSE_PLAN, ["pusat"], NOW) == 1
    with kiosk.write() as connection:
        apply_changes(connection, _changes(central, cursor)[0], index)
    assert _on_kiosk(kiosk) is None
    kiosk.close()


def test_a_plan_of_an_unknown_branch_is_rejected(central: CentralDatabase) -> None:
    text = b'[[house]]\nbranch = "nowhere"\n'
    ran = ingest(central, "library", read_library_toml(text), lambda: NOW)
    assert [(each.where, each.reason) for each in ran.rejects] == [
        ("house nowhere", "The branch “nowhere” is unknown.")
    ]
