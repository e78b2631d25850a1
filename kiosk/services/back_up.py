"""One file that holds a kiosk: its data, its settings, and the key that its server knows."""

import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import tomlkit

from kiosk import __version__
from kiosk import settings as settings_file
from kiosk.errors import KioskError, StoreDamaged
from kiosk.services.renew_index import renew_index
from kiosk.services.repair import is_whole, repair
from kiosk.store.carry import carry_visits, stand_alone
from kiosk.store.database import Database
from kiosk.sync import credentials

_FORMAT = 1
_DATA, _SETTINGS, _KEY, _ABOUT = "kiosk.sqlite3", "kiosk.toml", "server-key.json", "about.json"


class BackUpFault(KioskError):
    """A back-up cannot be written, or is not one that can be restored."""


@dataclass(frozen=True, slots=True)
class Restored:
    """``before`` is a back-up of the state that was replaced."""

    made: str  # when the back-up was made, ISO 8601
    before: Path


def back_up(database: Database, file: Path) -> None:
    """Write all of this kiosk to ``file``, for its owner alone, while visitors go on.

    The file is there whole or not at all. Raises BackUpFault, StoreError.
    """
    try:
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            copy, draft = Path(folder) / _DATA, Path(folder) / file.name
            database.copy_to(copy)
            _pack(draft, _contents(copy, database.path.parent))
            draft.replace(file)
    except OSError as fault:
        raise BackUpFault(
            f"The back-up {file} cannot be written: {fault.strerror}.",
            "Choose a folder that exists, may be written and has room.",
        ) from fault


def _pack(draft: Path, contents: Iterator[tuple[Path, str]]) -> None:
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)  # for its owner alone
    with os.fdopen(handle, "w+b") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, inside in contents:
                archive.write(path, inside)
            archive.writestr(_ABOUT, json.dumps(_about()))
        out.flush()
        os.fsync(out.fileno())


def _contents(data: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    yield data, _DATA
    for path, inside in ((settings_file.config_path(), _SETTINGS), (folder / _KEY, _KEY)):
        if path.exists():
            yield path, inside


def _about() -> dict[str, object]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"format": _FORMAT, "release": __version__, "made": now}


def restore(folder: Path, file: Path, *, as_new: bool = False) -> Restored:
    """Put the kiosk that ``file`` holds in the place of the one in ``folder``.

    Everything is checked before anything is replaced, and the present state is kept in a
    back-up of its own. What visitors reserved since stays. ``as_new`` leaves the key out:
    two kiosks must never have the same. Raises BackUpFault, SettingsError, StoreError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _opened(file, folder) as (unpacked, made):
        texts = {name: _text(unpacked / name) for name in (_SETTINGS, _KEY)}
        if texts[_SETTINGS]:
            settings_file.load(**tomlkit.parse(texts[_SETTINGS]).unwrap())
        database = _present(folder)
        before = folder / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.zip"
        successor = database.successor(unpacked / _DATA)
        if not is_whole(successor):
            successor.close()
            raise _no_back_up(file, "its database is damaged")
        renew_index(successor)  # of an earlier release
        back_up(database, before)
        if as_new:
            with successor.write() as connection:
                stand_alone(connection)
        database.become(successor, carry_visits)
        database.close()
        _put_back(folder, texts, as_new)
    return Restored(made, before)


def _present(folder: Path) -> Database:
    try:
        return Database(folder)
    except StoreDamaged:
        repair(folder)  # the damaged file is kept beside it
        return Database(folder)


def _put_back(folder: Path, texts: dict[str, str], as_new: bool) -> None:
    if texts[_SETTINGS]:
        settings_file.save(tomlkit.parse(texts[_SETTINGS]).unwrap())
    if texts[_KEY] and not as_new:
        credentials.write(folder, texts[_KEY])


@contextmanager
def _opened(file: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    """The back-up unpacked beside the database, each part checked by its checksum."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="restore-") as place:
        try:
            with zipfile.ZipFile(file) as archive:
                about = json.loads(archive.read(_ABOUT))
                if about["format"] != _FORMAT:
                    raise _no_back_up(file, f"release {about['release']} made it")
                for name in {_DATA, _SETTINGS, _KEY} & set(archive.namelist()) | {_DATA}:
                    archive.extract(name, place)
        except OSError as fault:
            raise _no_back_up(file, fault.strerror or "it ends too early") from fault
        except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as fault:
            raise _no_back_up(file, "it is damaged, or something else") from fault
        yield Path(place), str(about["made"])


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _no_back_up(file: Path, why: str) -> BackUpFault:
    advice = "Nothing was changed. Choose a file that kiosk backup wrote."
    return BackUpFault(f"{file} cannot be restored: {why}.", advice)
