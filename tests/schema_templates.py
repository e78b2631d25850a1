"""New SQLite databases as copies of a template, because the migrations take a quarter of a second.

The migrations themselves create the template, once in a session for each package.
"""

import shutil
import threading
from pathlib import Path

import sqlalchemy
from sqlalchemy import Engine

from kiosk.store.migrate import upgrade_schema


class SchemaTemplates:
    """Templates in ``folder``, one for each package with migrations."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copying = threading.Lock()

    def upgrade_schema(self, engine: Engine, package: str = "kiosk.store") -> None:
        """Migrate a database as ``kiosk.store.migrate.upgrade_schema`` does, but faster if empty.

        Raises StoreTooNew if the database has a revision that this release does not know.
        """
        path = Path(engine.url.database or "")
        if engine.dialect.name == "sqlite" and path.is_file():
            with self._copying:
                if path.stat().st_size == 0:
                    self._fill(path, package)
        upgrade_schema(engine, package)

    def _fill(self, path: Path, package: str) -> None:
        try:
            with path.open("r+b") as file:
                file.write(self._template(package).read_bytes())
        except OSError:  # a full disk, for example: let SQLite meet the fault
            with path.open("r+b") as file:
                file.truncate(0)

    def _template(self, package: str) -> Path:
        template = self._folder / f"{package}.sqlite3"
        if not template.exists():
            draft = template.with_suffix(".draft")
            engine = sqlalchemy.create_engine(f"sqlite:///{draft}", isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            upgrade_schema(engine, package)
            engine.dispose()
            shutil.move(draft, template)
        return template
