"""Copies at branches given by code, name or alias, and at unknown branches."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.services.imports.import_files import FileSummary, import_paths
from kiosk.services.upkeep.check_health import CheckStatus, check_health
from kiosk.settings import Settings
from kiosk.store import tables
from kiosk.store.database import Database

LIBRARY = """
[[branch]]
code = "pusat"
name = "Perpustakaan Pusat"
aliases = ["CPL", "Gedung A"]
[[branch]]
code = "timur"
name = "Cabang Timur"
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "data")
    (tmp_path / "library.toml").write_text(LIBRARY)
    import_paths(made, [tmp_path / "library.toml"])
    yield made
    made.close()


def record(number: int, *branches: str) -> str:
    copies = "".join(
        f'<datafield tag="952" ind1=" " ind2=" "><subfield code="b">{branch}</subfield>'
        f'<subfield code="p">{number}-{at}</subfield></datafield>'
        for at, branch in enumerate(branches)
    )
    return (
        f'<record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">{number}'
        '</controlfield><datafield tag="245" ind1="0" ind2="0"><subfield code="a">'
        f"Buku {number}</subfield></datafield>{copies}</record>"
    )


def imported(database: Database, folder: Path, *branches: str) -> FileSummary:
    path = folder / "catalogue.xml"
    records = "".join(record(number, branch) for number, branch in enumerate(branches, 1))
    path.write_text(f"<collection>{records}</collection>")
    [told] = import_paths(database, [path])
    return told


def held(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(tables.item.c.branch).order_by(tables.item.c.id)))


@pytest.mark.parametrize(
    "called", ["pusat", "PUSAT", " Pusat ", "CPL", "cpl", "gedung  a", "perpustakaan pusat"]
)
def test_a_branch_is_known_by_each_of_its_names(
    database: Database, tmp_path: Path, called: str
) -> None:
    told = imported(database, tmp_path, called)
    assert held(database) == ["pusat"]
    assert told.rejects == []


def doctor(database: Database) -> tuple[CheckStatus, str]:
    settings = Settings(data_dir=database.path.parent, branch="pusat")
    [told] = [each for each in check_health(settings, database) if each.name == "Branch"]
    return told.status, told.message


def test_unknown_branch_codes_are_counted(database: Database, tmp_path: Path) -> None:
    assert doctor(database)[0] is CheckStatus.OK
    told = imported(database, tmp_path, "MPL", "MPL", "BPL", "timur")
    assert (told.added, told.rejected) == (4, 0)
    [note] = told.rejects
    assert "3 copies" in note.reason
    assert "“MPL” (2), “BPL” (1)" in note.reason
    assert 'aliases = ["MPL"]' in note.reason
    assert held(database) == ["MPL", "MPL", "BPL", "timur"]
    status, message = doctor(database)
    assert status is CheckStatus.WARNING
    assert "“MPL” (2), “BPL” (1)" in message
    with_aliases = LIBRARY.replace('"CPL"', '"CPL", "MPL", "BPL"')
    (tmp_path / "library.toml").write_text(with_aliases)
    import_paths(database, [tmp_path / "library.toml"])
    assert imported(database, tmp_path, "MPL", "MPL", "BPL", "timur").changed == 3
    assert held(database).count("pusat") == 3
    assert doctor(database)[0] is CheckStatus.OK


def test_copies_without_a_branch_are_not_counted(tmp_path: Path) -> None:
    database = Database(tmp_path / "data")
    assert imported(database, tmp_path, "MPL").rejects == []
    database.close()
