"""``kiosk account`` creates the first account of the console and sets new passwords."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk_command import Run, assert_told

from kiosk.central.console.access import accounts
from kiosk.central.database import CentralDatabase

PASSWORD = "four plain words here"


def role_of(home: Path, name: str, password: str) -> str:
    """Return the role of the account with this password, or "" if the sign-in fails."""
    database = CentralDatabase(f"sqlite:///{home / 'data' / 'central' / 'central.sqlite3'}")
    with database.read() as connection:
        found = accounts.authenticate(connection, name, password)
    database.close()
    return found.role if found else ""


def test_an_account_is_made_and_gets_a_new_password(kiosk: Run, tmp_path: Path) -> None:
    made = kiosk("account", "siti", "--role", "admin", "--password-stdin", typed=PASSWORD)
    assert (made.returncode, made.stderr) == (0, "")
    assert role_of(tmp_path, "siti", PASSWORD) == "admin"
    again = kiosk("account", "siti", "--password-stdin", typed="other plain words\n")
    assert again.returncode == 0
    assert role_of(tmp_path, "siti", PASSWORD) == ""
    assert role_of(tmp_path, "siti", "other plain words") == "admin"
    for path in filter(Path.is_file, tmp_path.rglob("*")):
        assert b"plain words" not in path.read_bytes()


def test_the_password_is_hashed_as_rfc_9106_advises(kiosk: Run, tmp_path: Path) -> None:
    kiosk("account", "siti", "--role", "admin", "--password-stdin", typed=PASSWORD)
    [file] = tmp_path.rglob("central.sqlite3")
    with closing(sqlite3.connect(file)) as raw:
        [(hashed,)] = raw.execute("SELECT password_hash FROM account").fetchall()
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$"), "64 MiB, three passes (section 4)"


def test_what_is_wrong_is_told(kiosk: Run) -> None:
    short = kiosk("account", "siti", "--role", "admin", "--password-stdin", typed="short\n")
    assert_told(short, 1, "12 characters")
    assert_told(kiosk("account", "siti", "--password-stdin", typed=PASSWORD), 1, "--role")
    assert_told(kiosk("account", "siti", "--role", "owner"), 2, "viewer")
    kiosk("account", "siti", "--role", "viewer", "--password-stdin", typed=PASSWORD)
    twice = kiosk("account", "siti", "--role", "admin", "--password-stdin", typed=PASSWORD)
    assert_told(twice, 1, "already")
