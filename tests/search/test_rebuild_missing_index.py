"""A release that changes the schema of the index rebuilds it from the catalogue."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from search_library import SearchLibrary, write
from sqlalchemy import create_engine

import kiosk.store
from kiosk.domain.records import BibliographicRecord
from kiosk.services.catalogue.rebuild_missing_index import rebuild_missing_index


def test_the_index_is_rebuilt_once(library: SearchLibrary) -> None:
    with library.database.write() as connection:
        write(connection, BibliographicRecord("1", "Mountains"))
    assert library.found("mountains") == []
    assert rebuild_missing_index(library.database)
    assert library.found("mountains") == ["1"]
    assert not rebuild_missing_index(library.database)


_TITLES = """
INSERT INTO bib(id, source, source_id, digest, format, title,
                authors, subjects, isbns, other_titles)
VALUES (1, 'test', '1', x'00', 'book', 'Mountains', '[]', '[]', '[]', '[]'),
       (2, 'test', '2', x'00', 'book', 'Rivers', '[]', '[]', '[]', '[]')
"""
_ENTRIES = "INSERT INTO search_entry(id, bib_id, title) VALUES (1, 1, 'peaks'), (2, 2, 'rivers')"


@pytest.mark.parametrize("revision", ["0003", "0009", "0011"])
def test_an_index_of_an_earlier_schema_is_emptied_and_rebuilt(
    tmp_path: Path, revision: str
) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(kiosk.store.__path__[0]) / "migrations"))
    engine = create_engine(f"sqlite:///{tmp_path / 'kiosk.sqlite3'}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(_TITLES)
        connection.exec_driver_sql(_ENTRIES)
    engine.dispose()
    later = SearchLibrary(tmp_path)
    assert later.found("peaks") == later.found("mountains") == []
    assert rebuild_missing_index(later.database)
    assert later.found("mountains") == ["1"]
    later.drop("1")  # the trigger is there again
    assert later.found("mountains") == []
    with later.database.write() as connection:  # raises where words and titles differ
        connection.exec_driver_sql("INSERT INTO search_fts(search_fts) VALUES ('integrity-check')")
    later.close()
