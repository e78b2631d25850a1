"""Staff accounts: names, roles and passwords."""

import secrets
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION
from sqlalchemy import Connection, delete, select, update

from kiosk.central.console import tables
from kiosk.central.console.access import known_browsers
from kiosk.central.console.refusal import ActionRefused, marked

MIN_PASSWORD_LENGTH = 12  # characters (NIST SP 800-63B requires at least 8)
_LONGEST = 200
_GUESSES = 1e8  # guesses that a password must withstand (zxcvbn: "safely unguessable")
_LOOKED_AT = 72  # zxcvbn checks this many characters; it is slow for longer passwords
# Words that an attacker would try first at a library.
_COMMON_WORDS = ("kiosk", "library", "perpustakaan", "pustakawan", "pustaka", "katalog", "rahasia")

HASHER = PasswordHasher()  # argon2id, with the parameters that RFC 9106 recommends for 64 MiB
_at_once = threading.BoundedSemaphore(2)  # hashes running at once, each in 64 MB of memory
_in_line = threading.BoundedSemaphore(8)  # running or waiting; waiting threads serve no kiosks


class Role(StrEnum):
    """The role of an account; each role includes the permissions of the roles listed above it."""

    VIEWER = "viewer"  # may view everything
    LIBRARIAN = "librarian"  # manages reservations, programmes, opening hours and sources
    ADMIN = "admin"  # also manages kiosks, settings and accounts

    def may(self, required: "Role") -> bool:
        """Return True if this role includes ``required``."""
        order = list(Role)
        return order.index(self) >= order.index(required)


@dataclass(frozen=True, slots=True)
class Account:
    """A staff account of the console."""

    name: str
    role: Role


def create_account(
    connection: Connection, name: str, role: Role, password: str, now: datetime
) -> None:
    """Create an account. Raises ActionRefused for a taken or invalid name or a weak password."""
    name = name.strip()
    if not name or len(name) > 60 or not name.isprintable():
        raise ActionRefused(
            marked("console accounts", "A name must have 1 to 60 characters."),
            marked("console accounts", "Choose another."),
        )
    if find_account(connection, name):
        raise ActionRefused(
            marked("console accounts", "An account called “{name}” already exists."),
            marked("console accounts", "Choose another."),
            name=name,
        )
    connection.execute(
        tables.account.insert().values(
            name=name, role=role, password_hash=hash_password(password, name), made=now
        )
    )


def hash_password(password: str, name: str = "") -> str:
    """Return the argon2id hash (RFC 9106) of a password for the account ``name``.

    Raises ActionRefused if the password is too short, too long or too easy to guess.
    """
    if not MIN_PASSWORD_LENGTH <= len(password) <= _LONGEST:
        raise ActionRefused(
            marked("console accounts", "A password must have at least {count} characters."),
            marked("console accounts", "A short phrase works well."),
            count=MIN_PASSWORD_LENGTH,
        )
    if _is_weak(password, name):
        raise ActionRefused(
            marked("console accounts", "That password is too easy to guess."),
            marked("console accounts", "A short phrase works well."),
        )
    with _hashing():
        return HASHER.hash(password)


def _is_weak(password: str, name: str) -> bool:
    from zxcvbn import zxcvbn  # imported only when needed: the word lists are large

    found = zxcvbn(password[:_LOOKED_AT], user_inputs=[name, *_COMMON_WORDS])
    return float(found["guesses"]) < _GUESSES


@contextmanager
def _hashing() -> Iterator[None]:
    """Wait for permission to hash a password. Raises ActionRefused if the queue is full."""
    if not _in_line.acquire(blocking=False):
        raise ActionRefused(
            marked("console accounts", "Too many people are signing in at the moment."),
            marked("console accounts", "Please try again."),
        )
    try:
        with _at_once:
            yield
    finally:
        _in_line.release()


@cache
def _hash_of_nobody(hasher: PasswordHasher) -> str:
    """Return a dummy hash, so that checking an unknown name takes as long as a known name.

    It consists of random bytes, because a real hash would delay every start of the server.
    """
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (
        b64encode(secrets.token_bytes(size)).decode().rstrip("=")
        for size in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"


def authenticate(connection: Connection, name: str, password: str) -> Account | None:
    """Return the account with this name and password, or None if either is wrong.

    Raises ActionRefused if too many passwords are being checked.
    """
    table, name = tables.account, name.strip()
    known = select(table).where(table.c.name == name)
    row = connection.execute(known).one_or_none() if name.isprintable() else None
    try:
        with _hashing():
            HASHER.verify(row.password_hash if row else _hash_of_nobody(HASHER), password)
    except (VerificationError, InvalidHashError):
        return None
    return Account(row.name, Role(row.role)) if row else None


def find_account(connection: Connection, name: str) -> Account | None:
    """Return the account with this name, or None if there is no such account."""
    table = tables.account
    row = connection.execute(select(table).where(table.c.name == name)).one_or_none()
    return Account(row.name, Role(row.role)) if row else None


def list_accounts(connection: Connection) -> list[Account]:
    """Return all accounts, sorted by name."""
    rows = connection.execute(select(tables.account).order_by(tables.account.c.name))
    return [Account(row.name, Role(row.role)) for row in rows]


def set_password(connection: Connection, name: str, password: str) -> None:
    """Set an account's password and sign out all its browsers.

    Raises ActionRefused if the password is too weak or the account is unknown.
    """
    _update(connection, name, password_hash=hash_password(password, name))
    known_browsers.forget_browsers(connection, name)
    session = tables.staff_session
    connection.execute(delete(session).where(session.c.account == name))


def set_role(connection: Connection, name: str, role: Role) -> None:
    """Set an account's role. Raises ActionRefused if no administrator would be left."""
    if role is not Role.ADMIN:
        _require_another_admin(connection, name)
    _update(connection, name, role=role)


def delete_account(connection: Connection, name: str) -> None:
    """Delete an account and sign out its browsers.

    Raises ActionRefused if the account is unknown or no administrator would be left.
    """
    _require_another_admin(connection, name)
    session, table = tables.staff_session, tables.account
    connection.execute(delete(session).where(session.c.account == name))
    if not connection.execute(delete(table).where(table.c.name == name)).rowcount:
        raise _no_account(name)


def _require_another_admin(connection: Connection, but: str) -> None:
    others = [each for each in list_accounts(connection) if each.name != but]
    if not any(each.role is Role.ADMIN for each in others):
        raise ActionRefused(
            marked("console accounts", "This is the last administrator."),
            marked("console accounts", "Create another administrator first."),
        )


def _update(connection: Connection, name: str, **values: str) -> None:
    table = tables.account
    known = connection.execute(update(table).where(table.c.name == name).values(**values))
    if not known.rowcount:
        raise _no_account(name)


def _no_account(name: str) -> ActionRefused:
    return ActionRefused(marked("console accounts", "There is no account “{name}”."), name=name)
