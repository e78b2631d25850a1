"""A stand-alone kiosk removes titles that a later file marks as deleted or hidden."""

from pathlib import Path

import pytest
from source_files import marcxml_of, written

from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.services.imports.import_files import import_paths
from kiosk.store.database import Database

HERE = "952 __ $aMPL$bMPL$o641$p3901$yBK"


@pytest.mark.parametrize(
    ("leader", "line"),
    [("00000dam a2200000 a 4500", HERE), ("00000nam a2200000 a 4500", "942 __ $n1")],
)
def test_deleted_and_hidden_titles_are_removed(tmp_path: Path, leader: str, line: str) -> None:
    database = Database(tmp_path / "data")
    find = CatalogueSearch(database)
    one, two = (marcxml_of(f"001 {n}", f"245 10 $aJudul {n}", HERE) for n in "12")
    later = marcxml_of("001 1", "245 10 $aJudul 1", line, leader=leader)
    import_paths(database, [written(tmp_path, "a.xml", f"<c>{one}{two}</c>")], source="s")
    assert len(find.search(Query("judul")).hits) == 2
    (summary,) = import_paths(database, [written(tmp_path, "b.xml", f"<c>{later}</c>")], source="s")
    assert [hit.source_id for hit in find.search(Query("judul")).hits] == ["2"]
    assert summary.rejected == 1
    database.close()
