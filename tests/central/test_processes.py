"""Real servers and real kiosks over a bad line, killed at any moment: what must hold holds.

The same rules are tried in virtual time by tests/simulation, far more often.
"""

from pathlib import Path

from tests.central.processes import wait_for
from tests.central.town import Town


def _suffered(town: Town, blows: int) -> None:
    town.proxy.rough = False
    for lobby in town.lobbies:
        lobby.start()
    wait_for(lambda: _any(town, "promises") and _any(town, "seats"))  # there is something to lose
    town.proxy.rough = True
    town.suffer(blows)
    town.settle()
    assert town.violations() == []
    assert _any(town, "requests"), "some had to wait for a time"
    assert _any(town, "asked"), "and for a seat"
    assert all(process.kills for process in (*town.servers, *town.lobbies))
    assert {"refused", "cut", "stalled"} <= set(town.proxy.faults)


def _any(town: Town, told: str) -> bool:
    """Whether any visitor was told so: an attribute of LobbyProcess."""
    return any(getattr(lobby, told) for lobby in town.lobbies)


def test_kills_and_cuts_break_no_promise(central_url: str, tmp_path: Path) -> None:
    with Town(central_url, tmp_path, 1).open(kiosks=2) as town:
        _suffered(town, blows=10)


def test_two_servers_behind_one_postgresql(postgresql_url: str, tmp_path: Path) -> None:
    """Each connection goes to either; visitors of three kiosks race for two rooms."""
    with Town(postgresql_url, tmp_path, 3, servers=2).open(kiosks=3) as town:
        _suffered(town, blows=12)


def test_a_first_copy_that_is_killed_half_way_goes_on_from_there(
    central_url: str, tmp_path: Path
) -> None:
    with Town(central_url, tmp_path, 4).open(kiosks=1, records=6_000) as town:
        lobby = town.lobbies[0]
        town.proxy.rough = False
        town.proxy.pace = 40_000
        lobby.start()
        wait_for(lambda: _fetched(lobby.folder) > 20_000)
        lobby.kill()
        had = _fetched(lobby.folder)
        assert had > 20_000
        town.proxy.pace = None
        lobby.start()
        wait_for(lambda: bool(list(lobby.folder.glob("kiosk-*.sqlite3"))))
        lobby.kill()  # while it builds the database out of the file
        assert not (lobby.folder / "current").exists()
        before = town.proxy.carried
        town.synchronise(lobby)
        assert town.proxy.carried - before < had, "the file was not fetched again"
        assert town.violations() == []
        assert len(list(lobby.folder.glob("*.sqlite3"))) == 1
        assert list(lobby.folder.glob("snapshot-*")) == []


def test_visitors_go_on_while_a_stale_kiosk_is_copied_anew(
    central_url: str, tmp_path: Path
) -> None:
    with Town(central_url, tmp_path, 5).open(kiosks=2) as town:
        lobby = town.lobbies[0]
        town.proxy.rough = False
        town.synchronise(lobby)
        town.put_records(range(4_000), "Later")
        town.forget_tombstones()
        lobby.start()
        wait_for(lambda: (lobby.folder / "current").exists())
        wait_for(lambda: len(lobby.promises) > 5)
        lobby.kill()
        town.settle()
        assert town.violations() == []


def _fetched(folder: Path) -> int:
    """Bytes of the snapshot that have come."""
    return max((part.stat().st_size for part in folder.glob("snapshot-*.part")), default=0)
