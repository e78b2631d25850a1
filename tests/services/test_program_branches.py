"""Programmes are filtered by the branch that their location names."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.domain.branches import Branch
from kiosk.domain.space_names import SpaceNames
from kiosk.domain.spaces import Space
from kiosk.services.bookings.program_search import ProgramFilter, ProgramSearch
from kiosk.services.imports.import_files import import_paths
from kiosk.store import places
from kiosk.store.database import Database

BRANCHES = [Branch("pusat", "Pusat", names=(("en", "Central"),)), Branch("kota", "Kota")]
SPACES = [
    Space("aula", "pusat", "Aula", aliases=("Hall",)),
    Space("baca-1", "pusat", "Ruang Baca"),
    Space("baca-2", "kota", "Ruang Baca"),
]
LOCATIONS = {
    "Aula": "pusat",
    "hall, level 2": "pusat",
    "Ruang Baca, Kota": "kota",
    "CENTRAL": "pusat",
    "Ruang Baca": "",  # a room of this name is in both
    "Aula, Kota": "kota",
    "Pusat, Kota": "",
    "Central Park": "",
    "": "",
}
SINCE, UNTIL = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(("location", "branch"), LOCATIONS.items())
def test_a_location_names_one_branch_or_none(location: str, branch: str) -> None:
    assert SpaceNames(SPACES, BRANCHES).branch_of(location) == branch


def test_programs_are_filtered_by_the_branch_that_is_known(tmp_path: Path) -> None:
    database = Database(tmp_path / "kiosk.sqlite")
    with database.write() as connection:
        for branch in BRANCHES:
            places.save_branch(connection, branch)
        for space in SPACES:
            places.save_space(connection, space)
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:202612{number + 2:02}T020000Z\r\n"
        f"DURATION:PT1H\r\nSUMMARY:{number}\r\n"
        f"LOCATION:{location.replace(',', chr(92) + ',')}\r\nEND:VEVENT\r\n"
        for number, location in enumerate(LOCATIONS)
    )
    path = tmp_path / "programs.ics"
    path.write_text(f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n", newline="")
    import_paths(database, [path], zone="UTC")
    search = ProgramSearch(database)
    assert [each.code for each in search.facets(SINCE).branches] == ["pusat", "kota"]
    for code in ("pusat", "kota"):
        wanted = ProgramFilter(branches=frozenset({code}))
        found = {each.location for each in search.between(SINCE, UNTIL, wanted)}
        assert found == {location for location, branch in LOCATIONS.items() if branch == code}
    first = search.next_start(SINCE, ProgramFilter(branches=frozenset({"kota"})))
    assert first == datetime(2026, 12, 4, 2, tzinfo=UTC)
    assert search.next_start(SINCE, ProgramFilter(branches=frozenset({"gone"}))) is None
    database.close()
