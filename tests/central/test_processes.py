"""Server and kiosk processes on an unreliable network, killed at any moment, keep all promises.

tests/simulation checks the same rules in virtual time, far more often.
"""

from pathlib import Path

import pytest

from tests.central.fleet import Fleet
from tests.central.processes import wait_for

pytestmark = pytest.mark.slow


def _run_with_faults(fleet: Fleet, blows: int) -> None:
    fleet.proxy.unreliable = False
    for kiosk in fleet.kiosks:
        kiosk.start()
    wait_for(
        lambda: _any_visitor(fleet, "promises") and _any_visitor(fleet, "seats")
    )  # there is something to lose
    fleet.proxy.unreliable = True
    fleet.inject_faults(blows)
    wait_for(lambda: {"refused", "cut", "stalled"} <= set(fleet.proxy.faults))
    fleet.end_faults_and_sync()
    assert fleet.violations() == []
    assert _any_visitor(fleet, "requests"), "some visitors waited for a time"
    assert _any_visitor(fleet, "asked"), "some visitors waited for a seat"
    assert all(process.kills for process in (*fleet.servers, *fleet.kiosks))


def _any_visitor(fleet: Fleet, attribute: str) -> bool:
    """Return whether any visitor got this answer (an attribute of KioskProcess)."""
    return any(getattr(kiosk, attribute) for kiosk in fleet.kiosks)


def test_kills_and_cuts_break_no_promise(central_url: str, tmp_path: Path) -> None:
    with Fleet(central_url, tmp_path, 1).open(kiosks=2) as fleet:
        _run_with_faults(fleet, blows=10)


def test_two_servers_behind_one_postgresql(postgresql_url: str, tmp_path: Path) -> None:
    """Connections go to either server; visitors of three kiosks race for two rooms."""
    with Fleet(postgresql_url, tmp_path, 3, servers=2).open(kiosks=3) as fleet:
        _run_with_faults(fleet, blows=12)


def test_an_interrupted_first_download_is_resumed(central_url: str, tmp_path: Path) -> None:
    with Fleet(central_url, tmp_path, 4).open(kiosks=1, records=6_000) as fleet:
        kiosk = fleet.kiosks[0]
        fleet.proxy.unreliable = False
        fleet.proxy.bytes_per_second = 40_000
        kiosk.start()
        wait_for(lambda: _downloaded_bytes(kiosk.folder) > 20_000)
        kiosk.kill()
        had = _downloaded_bytes(kiosk.folder)
        assert had > 20_000
        fleet.proxy.bytes_per_second = None
        kiosk.start()
        wait_for(lambda: bool(list(kiosk.folder.glob("kiosk-*.sqlite3"))))
        kiosk.kill()  # while it builds the database from the file
        assert not (kiosk.folder / "current").exists()
        before = fleet.proxy.bytes_to_kiosks
        fleet.sync_kiosk(kiosk)
        assert fleet.proxy.bytes_to_kiosks - before < had, "the file was not downloaded again"
        assert fleet.violations() == []
        assert len(list(kiosk.folder.glob("*.sqlite3"))) == 1
        assert list(kiosk.folder.glob("snapshot-*")) == []


def test_visitors_are_served_while_a_stale_kiosk_loads_a_snapshot(
    central_url: str, tmp_path: Path
) -> None:
    with Fleet(central_url, tmp_path, 5).open(kiosks=2) as fleet:
        kiosk = fleet.kiosks[0]
        fleet.proxy.unreliable = False
        fleet.sync_kiosk(kiosk)
        fleet.add_records(range(4_000), "Later")
        fleet.delete_old_tombstones()
        kiosk.start()
        wait_for(lambda: (kiosk.folder / "current").exists())
        wait_for(lambda: len(kiosk.promises) > 5)
        kiosk.kill()
        fleet.end_faults_and_sync()
        assert fleet.violations() == []


def _downloaded_bytes(folder: Path) -> int:
    """Return the number of bytes of the snapshot that have arrived."""
    return max((part.stat().st_size for part in folder.glob("snapshot-*.part")), default=0)
