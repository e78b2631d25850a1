"""Files that are not a kiosk backup are refused with a message, and nothing is changed."""

import io
import json
import os
import random
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk import settings as settings_file
from kiosk.central.database import CentralDatabase
from kiosk.cli import main
from kiosk.domain.branches import Branch
from kiosk.services.upkeep.back_up import restore_back_up, write_back_up
from kiosk.store import places
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, leases, outbox
from kiosk.sync import credentials
from tests.reliability.kiosk_data import belong_to_a_server, codes

DATA, ABOUT = "kiosk.sqlite3", "about.json"


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_CONFIG", str(tmp_path / "kiosk.toml"))
    settings_file.save({"library_name": "Now"})


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "data")
    with opened.write() as connection:
        places.save_branch(connection, Branch("now", "now"))
    yield opened
    opened.close()


@pytest.fixture
def sound(tmp_path: Path) -> dict[str, bytes]:
    """Return the parts of a backup of another kiosk, which is paired with a server."""
    other = Database(tmp_path / "other")
    with other.write() as connection:
        feed_state.start_feed(connection, "f", 7)
        places.save_branch(connection, Branch("then", "then"))
    belong_to_a_server(tmp_path / "other")
    write_back_up(other, tmp_path / "sound.zip")
    other.close()
    with zipfile.ZipFile(tmp_path / "sound.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


Parts = dict[str, bytes]


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def file_of(fill: Callable[[sqlite3.Connection], object], tmp_path: Path) -> bytes:
    path = tmp_path / "filled.sqlite3"
    path.unlink(missing_ok=True)
    filled = sqlite3.connect(path)
    fill(filled)
    filled.commit()
    filled.close()
    return path.read_bytes()


def changed(parts: Parts, fill: Callable[[sqlite3.Connection], object], tmp_path: Path) -> bytes:
    """Return the database of a backup after calling ``fill``."""
    path = tmp_path / "changed.sqlite3"
    path.write_bytes(parts[DATA])
    opened = sqlite3.connect(path)
    fill(opened)
    opened.commit()
    opened.close()
    return packed(parts | {DATA: path.read_bytes()})


def central(tmp_path: Path) -> bytes:
    CentralDatabase(f"sqlite:///{tmp_path / 'central.sqlite3'}").close()
    source = sqlite3.connect(tmp_path / "central.sqlite3")
    return file_of(source.backup, tmp_path)


def doubled(parts: Parts) -> bytes:
    out = io.BytesIO(packed(parts))
    with pytest.warns(UserWarning), zipfile.ZipFile(out, "a") as archive:
        archive.writestr(DATA, b"another")
    return out.getvalue()


def bit(raw: bytes, at: int, value: int) -> bytes:
    return raw[:at] + bytes([value]) + raw[at + 1 :]


def encrypted(parts: Parts) -> bytes:
    """Return a backup whose headers, local and central, have the encryption flag."""
    raw = bytearray(packed(parts))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := raw.find(signature, at + 1)) >= 0:
            raw[at + offset] |= 1
    return bytes(raw)


def by_method(parts: Parts, method: int) -> bytes:
    raw = bytearray(packed(parts))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = -1
        while (at := raw.find(signature, at + 1)) >= 0:
            raw[at + offset] = method
    return bytes(raw)


def bomb(parts: Parts) -> bytes:
    return packed(parts | {ABOUT: b" " * (100 * 1024**2)})


def bomb_of_a_database(parts: Parts) -> bytes:
    return packed(parts | {DATA: b"\0" * (100 * 1024**2)})


def claims_too_much(parts: Parts) -> bytes:
    """Return a backup whose central directory declares an exabyte (ZIP64)."""
    raw = packed(parts, zipfile.ZIP_STORED)
    size = len(parts[DATA]).to_bytes(4, "little")
    at = raw.rfind(size)
    return raw[:at] + b"\xfe\xff\xff\xff" + raw[at + 4 :]


def without(parts: Parts, name: str) -> bytes:
    return packed({each: parts[each] for each in parts if each != name})


def damaged_inside(parts: Parts) -> bytes:
    """Overwrite a page in the middle with noise; the checksum stays correct."""
    data = bytearray(parts[DATA])
    data[8192 : 8192 + 20_000] = random.Random(1).randbytes(20_000)
    return packed(parts | {DATA: bytes(data)})


def wrong_checksum(parts: Parts) -> bytes:
    raw = packed(parts, zipfile.ZIP_STORED)
    at = raw.find(parts[DATA]) + len(parts[DATA]) // 2
    return bit(raw, at, raw[at] ^ 1)


def broken_stream(parts: Parts) -> bytes:
    raw = packed(parts)
    at = raw.find(b"kiosk.sqlite3") + 40
    return raw[:at] + b"\xff" * 200 + raw[at + 200 :]


Make = Callable[[Parts, Path], bytes]
BROKEN: dict[str, tuple[Make, str]] = {
    "nothing": (lambda p, t: b"", "damaged, or something else"),
    "a single byte": (lambda p, t: b"x", "damaged, or something else"),
    "a text": (lambda p, t: b"title,author\n", "damaged, or something else"),
    "a foreign database": (
        lambda p, t: file_of(lambda d: d.execute("CREATE TABLE moz_places (id)"), t),
        "damaged, or something else",
    ),
    "a kiosk's database, unpacked": (lambda p, t: p[DATA], "damaged, or something else"),
    "a head of a ZIP": (lambda p, t: b"PK\x03\x04" + b"x" * 50, "damaged, or something else"),
    "an empty ZIP": (lambda p, t: packed({}), "about.json is missing"),
    "a document": (
        lambda p, t: packed({"mimetype": b"application/vnd.oasis", "content.xml": b"<a/>"}),
        "does not write",
    ),
    "half of it": (lambda p, t: packed(p)[: len(packed(p)) // 2], "damaged"),
    "without its last byte": (lambda p, t: packed(p)[:-1], "damaged"),
    "without its first bytes": (lambda p, t: packed(p)[30:], "damaged"),
    "wrong checksum": (lambda p, t: wrong_checksum(p), "damaged"),
    "broken stream": (lambda p, t: broken_stream(p), "damaged"),
    "encrypted": (lambda p, t: encrypted(p), "encrypted"),
    "an unknown method": (lambda p, t: by_method(p, 99), "damaged, or something else"),
    "another method": (lambda p, t: by_method(p, 14), "damaged, or something else"),
    "path traversal": (lambda p, t: packed(p | {"../../evil": b"x"}), "does not write"),
    "absolute path": (lambda p, t: packed(p | {"/tmp/net-evil": b"x"}), "does not write"),
    "a path with kiosk.sqlite3": (
        lambda p, t: packed({f"../{name}": content for name, content in p.items()}),
        "does not write",
    ),
    "one name twice": (lambda p, t: doubled(p), "does not write"),
    "a bomb": (lambda p, t: bomb(p), "too large"),
    "a bomb of a database": (lambda p, t: bomb_of_a_database(p), "not an SQLite file"),
    "claims too much": (lambda p, t: claims_too_much(p), "cannot be restored"),
    "no about": (lambda p, t: without(p, ABOUT), "about.json is missing"),
    "no database": (lambda p, t: without(p, DATA), "kiosk.sqlite3 is missing"),
    "a newer format": (
        lambda p, t: packed(p | {ABOUT: json.dumps({"format": 2, "release": "9.1"}).encode()}),
        "release 9.1 made it",
    ),
    "an empty database": (lambda p, t: packed(p | {DATA: b""}), "not an SQLite file"),
    "a byte as database": (lambda p, t: packed(p | {DATA: b"x"}), "not an SQLite file"),
    "a head of a database": (
        lambda p, t: packed(p | {DATA: p[DATA][:100]}),
        "its database is damaged",
    ),
    "half a database": (
        lambda p, t: packed(p | {DATA: p[DATA][: len(p[DATA]) // 2]}),
        "its database is damaged",
    ),
    "a damaged database": (lambda p, t: damaged_inside(p), "database is"),
    "another program's database": (
        lambda p, t: packed(
            p | {DATA: file_of(lambda d: d.execute("CREATE TABLE moz_places (id)"), t)}
        ),
        "not a kiosk's",
    ),
    "an empty database with a head": (
        lambda p, t: packed(p | {DATA: file_of(lambda d: d.execute("PRAGMA user_version=1"), t)}),
        "not a kiosk's",
    ),
    "a server's database": (lambda p, t: packed(p | {DATA: central(t)}), "not a kiosk's"),
    "a table is missing": (
        lambda p, t: changed(p, lambda d: d.execute("DROP TABLE outbox"), t),
        "not a kiosk's",
    ),
    "a column is missing": (
        lambda p, t: changed(p, lambda d: d.execute("ALTER TABLE space DROP COLUMN name"), t),
        "not a kiosk's",
    ),
    "no revision": (
        lambda p, t: changed(p, lambda d: d.execute("DELETE FROM alembic_version"), t),
        "not a kiosk's",
    ),
    "an older revision than it is": (
        lambda p, t: changed(
            p, lambda d: d.execute("UPDATE alembic_version SET version_num = '0003'"), t
        ),
        "not a kiosk's",
    ),
    "a newer schema": (
        lambda p, t: changed(
            p, lambda d: d.execute("UPDATE alembic_version SET version_num = '9999'"), t
        ),
        "newer release",
    ),
    "no settings": (lambda p, t: packed(p | {"kiosk.toml": b"idle_seconds = ["}), "not TOML"),
    "settings of no text": (lambda p, t: packed(p | {"kiosk.toml": b"\xff\xfe"}), "not UTF-8 text"),
    "wrong settings": (
        lambda p, t: packed(p | {"kiosk.toml": b"idle_seconds = 1\n"}),
        "idle_seconds",
    ),
    "a broken key": (lambda p, t: packed(p | {"server-key.json": b"{"}), "key in it"),
    "a deep key": (
        lambda p, t: packed(p | {"server-key.json": b"[" * 30_000}),
        "key in it",
    ),
    "a short key": (
        lambda p, t: packed(
            p | {"server-key.json": b'{"server": "s", "kiosk": "k", "key": "AAAA"}'}
        ),
        "key in it",
    ),
    "a key of no text": (lambda p, t: packed(p | {"server-key.json": b"\xff"}), "not UTF-8 text"),
    "about is a list": (lambda p, t: packed(p | {ABOUT: b"[1]"}), "has no format number"),
    "about is deep": (lambda p, t: packed(p | {ABOUT: b"[" * 50_000}), "damaged"),
    "about has no format": (lambda p, t: packed(p | {ABOUT: b"{}"}), "has no format number"),
}


def current_state(folder: Path) -> set[tuple[str, bytes]]:
    kept = (path for path in folder.rglob("*") if path.is_file())
    return {(path.name, path.read_bytes()) for path in kept if not path.name.endswith("-shm")}


@pytest.mark.parametrize("kind", BROKEN)
def test_it_is_refused_in_words_and_nothing_is_changed(
    kiosk: Database,
    sound: Parts,
    tmp_path: Path,
    kind: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    make, told = BROKEN[kind]
    file = tmp_path / "b.zip"
    file.write_bytes(make(sound, tmp_path))
    belong_to_a_server(tmp_path / "data")
    before = current_state(tmp_path / "data") | state_of_settings(tmp_path)
    assert main(["--data-dir", str(tmp_path / "data"), "restore", str(file)]) == 1
    said = capfd.readouterr()
    assert told in said.err
    assert "Traceback" not in said.err
    assert codes(kiosk) == ["now"]
    assert current_state(tmp_path / "data") | state_of_settings(tmp_path) == before
    assert not (tmp_path / "evil").exists()


def state_of_settings(tmp_path: Path) -> set[tuple[str, bytes]]:
    return {("kiosk.toml", (tmp_path / "kiosk.toml").read_bytes())}


@pytest.mark.parametrize("kind", ["a folder", "absent", "a pipe"])
def test_what_is_no_file_is_refused(
    kiosk: Database, tmp_path: Path, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "b.zip"
    if kind == "a folder":
        file.mkdir()
    elif kind == "a pipe":
        os.mkfifo(file)
    assert main(["--data-dir", str(tmp_path / "data"), "restore", str(file)]) == 1
    assert "there is no such file" in capfd.readouterr().err
    assert codes(kiosk) == ["now"]


def test_a_back_up_that_stands_alone_is_not_put_onto_a_kiosk_of_a_server(
    kiosk: Database, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    alone = Database(tmp_path / "alone")
    with alone.write() as connection:
        places.save_branch(connection, Branch("alone", "alone"))
    write_back_up(alone, tmp_path / "b.zip")
    alone.close()
    key = belong_to_a_server(tmp_path / "data")
    with kiosk.write() as connection:
        feed_state.start_feed(connection, "f", 7)
        outbox.queue_order(connection, "cancel", "{}", "id")
        leases.add_spare_codes(connection, ["111111"])
    given = ["--data-dir", str(tmp_path / "data"), "restore", str(tmp_path / "b.zip")]

    assert main(given) == 1
    assert "stands alone, and this one belongs to a server" in capfd.readouterr().err
    assert (tmp_path / "data" / "server-key.json").read_text() == key
    assert codes(kiosk) == ["now"]

    assert main([*given, "--as-new"]) == 0
    assert codes(kiosk) == ["alone"]
    assert credentials.load_credentials(tmp_path / "data") is None
    with kiosk.read() as connection:
        assert feed_state.load_feed_state(connection) is None
        assert outbox.count_orders(connection) == 0
        assert leases.count_spare_codes(connection) == 0


def test_a_broken_key_can_be_left_out(kiosk: Database, sound: Parts, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(packed(sound | {"server-key.json": b"{"}))
    restore_back_up(tmp_path / "data", tmp_path / "b.zip", as_new=True)
    assert codes(kiosk) == ["then"]
