"""Temporary PostgreSQL servers for tests."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from tests.central.ports import free_port

_numbers = count()


def binaries() -> Path | None:
    """Return the folder of the newest initdb, as installed by Debian, or None if not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].parent if found else None


@contextmanager
def running_postgresql(options: str = "-c fsync=off") -> Iterator[str]:
    """Run a PostgreSQL server in a new folder, and yield its URL without a database name."""
    top = _new_folder("kiosk-postgresql-")
    if os.geteuid() == 0:
        shutil.chown(top, "postgres")
    port = free_port()
    server_options = f"-p {port} -k {top} -c listen_addresses=127.0.0.1 {options}"
    _as_user(
        [_program("initdb"), "-D", top / "data", "-A", "trust", "-U", "postgres", "-E", "UTF8"]
    )
    control = [_program("pg_ctl"), "-D", top / "data", "-w"]
    _as_user([*control, "-o", server_options, "-l", top / "log", "start"])
    _end_with_this(top)
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}"
    finally:
        if (top / "data" / "postmaster.pid").exists():  # unless it was stopped already
            _as_user([*control, "-m", "immediate", "stop"])
        shutil.rmtree(top, ignore_errors=True)


_WATCH = """
while kill -0 "$1" 2>/dev/null && [ -e "$2" ]; do sleep 1; done
[ -e "$2/data/postmaster.pid" ] && kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")"
rm -rf "$2"
"""


def _end_with_this(top: Path) -> None:
    """Stop the server in ``top`` when this process ends, even if this process is killed."""
    watch = ["sh", "-c", _WATCH, "watch", str(os.getpid()), str(top)]
    quiet = subprocess.DEVNULL
    subprocess.Popen(watch, start_new_session=True, stdin=quiet, stdout=quiet, stderr=quiet)


def crash(server: str) -> None:
    """Stop the server at the URL ``server`` abruptly, as a machine fault would."""
    folder = _ask(server, "SHOW data_directory")
    _as_user([_program("pg_ctl"), "-D", str(folder), "-m", "immediate", "-w", "stop"])


@contextmanager
def standby(server: str) -> Iterator["Standby"]:
    """Run a standby that receives every commit of ``server`` before the client is answered."""
    follower = Standby(server)
    try:
        _ask(server, "ALTER SYSTEM SET synchronous_standby_names = '*'")
        _ask(server, "SELECT pg_reload_conf()")
        yield follower
    finally:
        follower.stop()


class Standby:
    """A server that replicates another server until it is promoted."""

    def __init__(self, server: str) -> None:
        self._top = _new_folder("kiosk-standby-")
        if os.geteuid() == 0:
            shutil.chown(self._top, "postgres")
        leader, port = str(make_url(server).port), str(free_port())
        self.ports = leader, port
        data = self._top / "data"
        source = ["-h", "127.0.0.1", "-p", leader, "-U", "postgres"]
        _as_user([_program("pg_basebackup"), "-D", data, "-R", "-c", "fast", *source])
        self._control = [_program("pg_ctl"), "-D", data, "-w"]
        server_options = f"-p {port} -k {self._top} -c listen_addresses=127.0.0.1 -c fsync=off"
        _as_user([*self._control, "-o", server_options, "-l", self._top / "log", "start"])
        _end_with_this(self._top)

    def url(self, database: str) -> str:
        """Return a URL of ``database`` that leads to the server that accepts writes."""
        hosts = "&".join(f"host=127.0.0.1:{port}" for port in self.ports)
        end = f"{hosts}&target_session_attrs=read-write"
        return f"postgresql+psycopg://postgres@/{database}?{end}"

    def promote(self) -> None:
        # The promoted server has no standby, so it must not wait for one.
        setting = "synchronous_standby_names = ''"
        with (self._top / "data" / "postgresql.auto.conf").open("a") as settings:
            settings.write(f"{setting}\n")
        _as_user([*self._control, "promote"])

    def stop(self) -> None:
        _as_user([*self._control, "-m", "immediate", "stop"])
        shutil.rmtree(self._top, ignore_errors=True)


def create_database(server: str, template: str = "template1") -> str:
    """Create a database on ``server`` as a copy of ``template``, and return its URL."""
    name = f"kiosk{next(_numbers)}"
    _ask(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return f"{server}/{name}"


def drop_database(url: str) -> None:
    """Delete the database with this URL; connections to it end."""
    server, _, name = url.rpartition("/")
    _ask(server, f"DROP DATABASE {name} WITH (FORCE)")


def _new_folder(prefix: str) -> Path:
    """Create a folder for a server, in memory if pytest keeps its folders there.

    Each database has 8 MB in hundreds of files, which a disk writes slowly.
    """
    return Path(tempfile.mkdtemp(prefix=prefix, dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))


def _ask(server: str, sql: str) -> object:
    """Return the first value of the result, or None if the result has no rows."""
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        answer = connection.exec_driver_sql(sql)
        value = answer.scalar() if answer.returns_rows else None
    engine.dispose()
    return value


def _program(name: str) -> Path:
    folder = binaries()
    assert folder, "PostgreSQL is not installed"
    return folder / name


def _as_user(command: list[str | Path]) -> None:
    """Run ``command``; as root, switch to the user postgres, as PostgreSQL refuses root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*prefix, *map(str, command)], check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=120
    )
