"""A release that changes the form of the index fills it from the catalogue."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from search_library import Library, write
from sqlalchemy import create_engine

import kiosk.store
from kiosk.domain.records import BibliographicRecord
from kiosk.services.find import Find
from kiosk.services.renew_index import renew_index
from kiosk.store.database import Database


def test_the_index_is_made_anew_once(library: Library) -> None:
    with library.database.write() as connection:
        write(connection, BibliographicRecord("1", "Mountains"))
    assert library.found("mountains") == []
    assert renew_index(library.database)
    assert library.found("mountains") == ["1"]
    assert not renew_index(library.database)


def test_a_database_of_the_last_schema_is_searched_after_the_update(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(kiosk.store.__path__[0]) / "migrations"))
    engine = create_engine(f"sqlite:///{tmp_path / 'kiosk.sqlite3'}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        write(connection, BibliographicRecord("1", "Mountains"))
        connection.exec_driver_sql(
            "INSERT INTO search_entry(id, bib_id, title) VALUES (1, 1, 'mountains')"
        )
    engine.dispose()
    database = Database(tmp_path)
    assert renew_index(database)
    library = Library.__new__(Library)
    library.database, library.find = database, Find(database)
    assert library.found("mountains") == ["1"]
    library.close()


def test_an_index_of_the_form_before_is_emptied_and_made_anew(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.hold(BibliographicRecord("1", "Mountains"), BibliographicRecord("2", "Rivers"))
    with library.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0009'")
    library.close()
    later = Library(tmp_path)
    assert later.found("mountains") == []
    assert renew_index(later.database)
    assert later.found("mountains") == ["1"]
    later.drop("1")  # the trigger is there again
    assert later.found("mountains") == []
    with later.database.write() as connection:  # raises where words and titles differ
        connection.exec_driver_sql("INSERT INTO search_fts(search_fts) VALUES ('integrity-check')")
    later.close()
