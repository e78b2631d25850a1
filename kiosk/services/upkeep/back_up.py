"""Back-ups: one file with the data, the settings and the server key of a kiosk."""

import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from kiosk import __version__
from kiosk import settings as settings_file
from kiosk.errors import StoreDamaged
from kiosk.services.catalogue.rebuild_missing_index import rebuild_missing_index
from kiosk.services.upkeep.check_back_up import (
    ABOUT,
    DATA,
    FORMAT,
    KEY,
    SETTINGS,
    BackUpContents,
    BackUpError,
    check_tables,
    restore_error,
    unpack_back_up,
)
from kiosk.services.upkeep.repair import repair_database
from kiosk.store.database import Database
from kiosk.store.recovery.restore_merge import merge_bookings, merge_bookings_standalone
from kiosk.sync import credentials


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """The result of a restore. ``before`` is a back-up of the data that the restore replaced."""

    made: str  # when the back-up was made, ISO 8601
    before: Path


def write_back_up(database: Database, file: Path) -> None:
    """Write a back-up of this kiosk to ``file``, even while visitors use the kiosk.

    The file is written atomically, and only the owner of the file may read it. Raises BackUpError
    if the file cannot be written, and StoreError if the database cannot be read.
    """
    if file.exists() and not file.is_file():  # never replace a folder or a device
        raise BackUpError(f"{file} is not a file.", "Choose another name for the back-up.")
    try:
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            copy, draft = Path(folder) / DATA, Path(folder) / file.name
            database.copy_to(copy)
            _pack(draft, _contents(copy, database.path.parent))
            draft.replace(file)
    except OSError as fault:
        raise BackUpError(
            f"The back-up {file} cannot be written: {fault.strerror}.",
            "Choose a folder that exists, may be written and has room.",
        ) from fault


def _pack(draft: Path, contents: Iterator[tuple[Path, str]]) -> None:
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)  # readable only by its owner
    with os.fdopen(handle, "w+b") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, inside in contents:
                archive.write(path, inside)
            archive.writestr(ABOUT, json.dumps(_about()))
        out.flush()
        os.fsync(out.fileno())


def _contents(data: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    yield data, DATA
    for path, inside in ((settings_file.config_path(), SETTINGS), (folder / KEY, KEY)):
        if path.exists():
            yield path, inside


def _about() -> dict[str, object]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"format": FORMAT, "release": __version__, "made": now}


def restore_back_up(folder: Path, file: Path, *, as_new: bool = False) -> RestoreResult:
    """Restore the back-up in ``file`` to the kiosk in ``folder``.

    The whole back-up is checked before anything is replaced, and the present data is saved in
    another back-up first. Bookings made since the back-up are kept. ``as_new`` omits the server
    key, because two kiosks must never share a key. Raises BackUpError or SettingsError if the
    back-up is not valid, and StoreError if the database cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with unpack_back_up(file, folder, without_key=as_new) as found:
        if not as_new and found.stands_alone and (folder / KEY).exists():
            raise restore_error(
                file,
                "it is of a kiosk that stands alone, and this one belongs to a server",
                "With --as-new this kiosk leaves its server and stands alone as well.",
            )
        with closing(_present(folder)) as database, _replacement(database, found) as replacement:
            before = folder / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.zip"
            write_back_up(database, before)
            database.replace_with(
                replacement, merge_bookings_standalone if as_new else merge_bookings
            )
        _put_back(folder, found, as_new)
    return RestoreResult(found.made, before)


@contextmanager
def _replacement(database: Database, found: BackUpContents) -> Iterator[Database]:
    """Yield the database of the back-up, migrated to this release; delete the files on failure."""
    try:
        replacement = database.create_replacement(found.data)
    except DatabaseError as fault:
        raise restore_error(found.file, "its database is not a kiosk's") from fault
    try:
        check_tables(replacement, found.file)
        rebuild_missing_index(replacement)  # the back-up may come from an earlier release
        yield replacement
    except BaseException:
        replacement.delete_files()
        raise


def _present(folder: Path) -> Database:
    try:
        return Database(folder)
    except StoreDamaged:
        repair_database(folder)  # the damaged file is kept beside the new database
        return Database(folder)


def _put_back(folder: Path, found: BackUpContents, as_new: bool) -> None:
    if found.settings:
        settings_file.save(found.settings)
    if as_new:
        (folder / KEY).unlink(missing_ok=True)
    elif found.key:
        credentials.write_key_file(folder, found.key)
