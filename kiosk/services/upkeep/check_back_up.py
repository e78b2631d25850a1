"""Checking that a back-up is complete and comes from a kiosk, before it is restored."""

import contextlib
import errno
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from sqlalchemy import inspect
from tomlkit.exceptions import TOMLKitError

from kiosk import settings as settings_file
from kiosk.errors import KioskError, StoreError
from kiosk.store.database import Database
from kiosk.store.tables import metadata
from kiosk.sync import credentials

FORMAT = 1
DATA, SETTINGS, KEY, ABOUT = "kiosk.sqlite3", "kiosk.toml", "server-key.json", "about.json"
_MOST = {SETTINGS: 1024**2, KEY: 64 * 1024, ABOUT: 64 * 1024}  # the largest unpacked size in bytes
_ROOM = 64 * 1024**2  # bytes that stay free on the disk
_MAGIC = b"SQLite format 3\0"
# Tables that exist in every release.
_OLDEST = {"alembic_version", "bib", "branch", "import_run", "reservation", "space"}
_BLOCK = 1024**2
_DAMAGED = "it is damaged, or something else"


class BackUpError(KioskError):
    """A back-up that cannot be written or restored."""


@dataclass(frozen=True, slots=True)
class BackUpContents:
    """The checked and unpacked contents of a back-up.

    ``key`` is the server key, or an empty string if the kiosk had no server.
    """

    file: Path
    data: Path
    settings: dict[str, Any]
    key: str
    made: str  # ISO 8601

    @property
    def stands_alone(self) -> bool:
        """Return True if the kiosk had no server when the back-up was written."""
        if self.key:
            return False
        with _opened(self.data) as data:
            known = "SELECT 1 FROM sqlite_master WHERE name = 'feed_state'"
            if not data.execute(known).fetchone():  # from a release without server support
                return True
            return not data.execute("SELECT 1 FROM feed_state").fetchone()


def restore_error(file: Path, why: str, advice: str = "") -> BackUpError:
    choose = "Choose a file that kiosk backup wrote."
    return BackUpError(
        f"{file} cannot be restored: {why}.", f"Nothing was changed. {advice or choose}"
    )


@contextmanager
def unpack_back_up(
    file: Path, folder: Path, *, without_key: bool = False
) -> Iterator[BackUpContents]:
    """Yield the contents of the back-up in ``file``, unpacked in ``folder`` for the ``with`` block.

    Raises BackUpError if the back-up is not valid, and SettingsError if its settings are not valid.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix="restore-") as place:
        about = _unpack(file, Path(place))
        data, key = Path(place) / DATA, _text(file, Path(place) / KEY)
        if key and not without_key:
            _check_key(file, Path(place))
        try:
            settings = tomlkit.parse(_text(file, Path(place) / SETTINGS)).unwrap()
        except TOMLKitError as fault:
            raise restore_error(file, f"its settings are not TOML ({fault})") from fault
        settings_file.load(**settings)
        _check_data(file, data)
        yield BackUpContents(file, data, settings, "" if without_key else key, str(about["made"]))


def check_tables(database: Database, file: Path) -> None:
    """Raise BackUpError if a table of this release is missing after the migrations."""
    with database.read() as connection:
        known = inspect(connection)
        for table in metadata.sorted_tables:
            there = known.has_table(table.name) and known.get_columns(table.name)
            if not {c.name for c in table.columns} <= {c["name"] for c in there or ()}:
                raise restore_error(file, "its database is not a kiosk's")


def _unpack(file: Path, place: Path) -> dict[str, Any]:
    """Extract the expected files to ``place``; return the contents of about.json."""
    if not file.is_file():
        raise restore_error(file, "there is no such file")
    try:
        with zipfile.ZipFile(file) as archive:
            members = _members(file, archive, place)
            about = _about(file, archive.read(members.pop(ABOUT)))
            for name, member in members.items():
                _extract(file, archive, member, place / name)
        return about
    except KioskError:
        raise
    except Exception as fault:  # zipfile, zlib and json raise different exceptions
        number = fault.errno if isinstance(fault, OSError) else None
        reason = os.strerror(number) if number and number != errno.EINVAL else _DAMAGED
        raise restore_error(file, reason) from fault


def _members(file: Path, archive: zipfile.ZipFile, place: Path) -> dict[str, zipfile.ZipInfo]:
    found = {each.filename: each for each in archive.infolist()}
    if len(found) != len(archive.infolist()) or not set(found) <= {DATA, SETTINGS, KEY, ABOUT}:
        raise restore_error(file, "it holds files that kiosk backup does not write")
    for name in (ABOUT, DATA):
        if name not in found:
            raise restore_error(file, f"{name} is missing in it")
    if any(each.flag_bits & 1 for each in found.values()):
        raise restore_error(
            file, "it is encrypted", "Unpack it, and pack its files without a password."
        )
    room = shutil.disk_usage(place).free - _ROOM
    for name, member in found.items():
        if member.file_size > _MOST.get(name, room):
            raise restore_error(file, f"{name} in it is too large for this disk, or made to be")
    return found


def _about(file: Path, raw: bytes) -> dict[str, Any]:
    about = json.loads(raw)
    if not isinstance(about, dict) or not isinstance(about.get("format"), int):
        raise restore_error(file, "its about.json has no format number")
    if about["format"] != FORMAT:
        raise restore_error(file, f"release {about.get('release', '?')} made it")
    return {"made": "?", **about}


def _extract(file: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path) -> None:
    with archive.open(member) as packed, to.open("xb") as out:
        block = packed.read(_BLOCK)
        if to.name == DATA and not block.startswith(_MAGIC):
            raise restore_error(file, "its database is not an SQLite file")
        while block:
            out.write(block)
            block = packed.read(_BLOCK)
        if out.tell() != member.file_size:
            raise restore_error(file, _DAMAGED)


def _check_key(file: Path, place: Path) -> None:
    try:
        credentials.load_credentials(place, KEY)
    except StoreError as fault:
        advice = "With --as-new it is restored without the key, to be paired again."
        raise restore_error(file, "the key in it cannot be read", advice) from fault


def _check_data(file: Path, data: Path) -> None:
    try:
        with _opened(data) as found:
            names = {row[0] for row in found.execute("SELECT name FROM sqlite_master")}
            if not names >= _OLDEST:
                raise restore_error(file, "its database is not a kiosk's")
            if found.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise restore_error(file, "its database is damaged")
    except sqlite3.Error as fault:
        raise restore_error(file, "its database is damaged") from fault


@contextmanager
def _opened(data: Path) -> Iterator[sqlite3.Connection]:
    uri = f"{data.resolve().as_uri()}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as found:
        yield found


def _text(file: Path, path: Path) -> str:
    try:
        return path.read_text("utf-8") if path.exists() else ""
    except UnicodeDecodeError as fault:
        raise restore_error(file, f"{path.name} in it is not UTF-8 text") from fault
