"""A real PostgreSQL of one's own, for as long as it is needed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine

from tests.central.ports import free_port

_numbers = count()


def binaries() -> Path | None:
    """The folder of the newest initdb, as Debian installs it; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].parent if found else None


@contextmanager
def running(options: str = "-c fsync=off") -> Iterator[str]:
    """The URL of a server on a new folder, without a database's name."""
    programs = binaries()
    assert programs, "PostgreSQL is not installed"
    top = Path(tempfile.mkdtemp(prefix="kiosk-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(top, "postgres")
    port = free_port()
    told = f"-p {port} -k {top} -c listen_addresses=127.0.0.1 {options}"
    _as_user(
        [programs / "initdb", "-D", top / "data", "-A", "trust", "-U", "postgres", "-E", "UTF8"]
    )
    control = [programs / "pg_ctl", "-D", top / "data", "-w"]
    _as_user([*control, "-o", told, "-l", top / "log", "start"])
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}"
    finally:
        _as_user([*control, "-m", "immediate", "stop"])
        shutil.rmtree(top, ignore_errors=True)


def new_database(server: str) -> str:
    """The URL of an empty database at ``server``."""
    name = f"kiosk{next(_numbers)}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return f"{server}/{name}"


def _as_user(command: list[str | Path]) -> None:
    """Run ``command``, as the user postgres where we are root: PostgreSQL refuses root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*prefix, *map(str, command)], check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=120
    )
