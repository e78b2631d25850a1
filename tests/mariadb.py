"""Temporary MariaDB servers for tests of the drivers of library systems."""

import getpass
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pymysql
from pymysql.constants import CLIENT
from sqlalchemy.engine import URL, make_url

from tests.central.ports import free_port

_numbers = count()
_START_SECONDS = 120.0

# A small server that forgets its writes if the machine stops.
_FAST = (
    "--skip-log-bin", "--skip-name-resolve", "--performance-schema=OFF",
    "--innodb-buffer-pool-size=16M", "--innodb-log-file-size=8M",
    "--innodb-flush-log-at-trx-commit=0", "--innodb-use-native-aio=0", "--key-buffer-size=16M",
)  # fmt: skip


def is_installed() -> bool:
    """Return whether the programs of a MariaDB server and its client are installed."""
    return all(map(_program, ("mariadbd", "mariadb-install-db", "mariadb")))


@contextmanager
def running_mariadb(*options: str) -> Iterator[str]:
    """Run a MariaDB server in a new folder, and yield its URL without a database name.

    ``options`` are further options of the server.
    """
    top = Path(tempfile.mkdtemp(prefix="kiosk-mariadb-", dir=os.getenv("PYTEST_DEBUG_TEMPROOT")))
    user, port = getpass.getuser(), free_port()
    data = f"--datadir={top / 'data'}"
    # Never the settings of this computer: --no-defaults must be the first argument.
    install = [_program("mariadb-install-db"), "--no-defaults", data, f"--user={user}"]
    _run([*install, "--auth-root-authentication-method=normal", "--skip-test-db"])
    server = [_program("mariadbd"), "--no-defaults", data, f"--user={user}", *_FAST, *options]
    address = [f"--port={port}", "--bind-address=127.0.0.1", f"--socket={top / 'socket'}"]
    with (top / "log").open("wb") as log:
        process = subprocess.Popen([*server, *address], stdout=log, stderr=log, cwd="/")
    _end_with_this(process.pid, top)
    try:
        url = f"mysql+pymysql://root@127.0.0.1:{port}"
        _wait_for(url, process, top / "log")
        yield url
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(top, ignore_errors=True)


def create_database(server: str, schema: Path | None = None) -> str:
    """Create a database on ``server`` from the SQL file ``schema``, and return its URL."""
    name = f"library{next(_numbers)}"
    execute(server, f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
    url = f"{server}/{name}"
    if schema is not None:
        load(url, schema.read_bytes())
    return url


def drop_database(url: str) -> None:
    """Delete the database with this URL."""
    server, _, name = url.rpartition("/")
    execute(server, f"DROP DATABASE {name}")


def load(url: str, sql: bytes) -> None:
    """Run the statements of ``sql``, such as a dump, in the database with this URL."""
    parts = make_url(url)
    client = [_program("mariadb"), "--no-defaults", "--default-character-set=utf8mb4"]
    address = [f"--host={parts.host}", f"--port={parts.port}", f"--user={parts.username}"]
    _run([*client, *address, str(parts.database)], sql)


def execute(url: str, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Run ``sql``, one statement or several without values, and return the rows of the first."""
    with _connect(make_url(url)) as connection, connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        rows = list(cursor.fetchall())
        while cursor.nextset():
            pass
        connection.commit()
    return rows


def with_account(url: str, name: str, password: str) -> str:
    """Return ``url`` with another account."""
    parts = make_url(url).set(username=name, password=password)
    return parts.render_as_string(hide_password=False)


def _connect(parts: URL) -> "pymysql.Connection[pymysql.cursors.Cursor]":
    assert parts.host and parts.port
    return pymysql.connect(
        host=parts.host, port=parts.port, user=parts.username, password=parts.password or "",
        database=parts.database, charset="utf8mb4", client_flag=CLIENT.MULTI_STATEMENTS,
    )  # fmt: skip


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            execute(url, "SELECT 1")
            return
        except pymysql.OperationalError:
            assert process.poll() is None and time.monotonic() < end, log.read_text()
            time.sleep(0.05)


_WATCH = """
while kill -0 "$1" 2>/dev/null && kill -0 "$2" 2>/dev/null; do sleep 1; done
kill -0 "$1" 2>/dev/null && exit
kill -KILL "$2" 2>/dev/null
rm -rf "$3"
"""


def _end_with_this(server: int, top: Path) -> None:
    """Stop the server when this process ends, even if this process is killed."""
    watch = ["sh", "-c", _WATCH, "watch", str(os.getpid()), str(server), str(top)]
    quiet = subprocess.DEVNULL
    subprocess.Popen(watch, start_new_session=True, stdin=quiet, stdout=quiet, stderr=quiet)


def _program(name: str) -> str:
    """Return the path of a program; the server is not in the search path of every user."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""


def _run(command: list[str], given: bytes = b"") -> None:
    subprocess.run(
        command, check=True, cwd="/", input=given, stdout=subprocess.DEVNULL, timeout=300
    )
