"""Reading a library system's MariaDB or MySQL with an account that may only read."""

import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import pymysql
from pymysql import MySQLError
from sqlalchemy import RowMapping, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from kiosk.central.harvesting.reach import Reach
from kiosk.central.harvesting.systems.driver import SystemConnection
from kiosk.central.harvesting.tls import tls_context
from kiosk.errors import SourceError

_PORT = 3306
_CONNECT_SECONDS = 10.0
_ANSWER_SECONDS = 300.0  # of one query
_SCHEMES = ("mysql", "mariadb", "mysql+pymysql", "mariadb+pymysql")
# Sent once for each connection. A server that is too old for one of them does without it.
_SESSION = ("SET SESSION sql_mode = ''", "SET SESSION TRANSACTION READ ONLY")

_EXAMPLE = "mysql://reader:password@192.168.1.5/database"
_ACCOUNT = "Check the user name and the password, and that the account may connect from here."
_RIGHTS = "Give the account the rights that docs/systems.md lists."
_LATER = "It will be tried again later."


class SystemDatabase:
    """A library system's database. Every error is raised as SourceError, without the password.

    A connection is opened by the first query and kept until ``close``. Each query takes at most
    ``seconds``, and so does connecting.
    """

    def __init__(self, connection: SystemConnection, seconds: float = _ANSWER_SECONDS) -> None:
        url = _database_url(connection.address)
        self._host = url.host or "The database"
        self._name = url.database or ""
        self._engine = create_engine(
            url,
            isolation_level="AUTOCOMMIT",  # each query sees what the system has written by then
            pool_size=1,
            max_overflow=0,
            pool_recycle=60,
            hide_parameters=True,
            connect_args={
                "charset": "utf8mb4",
                "connect_timeout": min(seconds, _CONNECT_SECONDS),
                "read_timeout": seconds,
                "write_timeout": seconds,
                **_certificates(connection),
            },
        )
        event.listen(self._engine, "connect", _only_read)
        reach = connection.fetcher.reach
        event.listen(
            self._engine, "do_connect", lambda _d, _r, _args, given: _connected(given, reach)
        )

    def columns(self) -> Mapping[str, frozenset[str]]:
        """Return the names of the columns that the account may read, by table, in lower case."""
        found: dict[str, set[str]] = {}
        for row in self.rows(
            "SELECT LOWER(table_name) AS named, LOWER(column_name) AS part"
            " FROM information_schema.columns WHERE table_schema = DATABASE()"
        ):
            found.setdefault(row["named"], set()).add(row["part"])
        return {table: frozenset(names) for table, names in found.items()}

    def rows(self, sql: str, **values: object) -> Sequence[RowMapping]:
        """Return all rows of the result of ``sql``, in which ``:name`` stands for a value."""
        try:
            with self._engine.connect() as connection:
                return connection.execute(text(sql), values).mappings().all()
        except DBAPIError as fault:
            raise self._explained(fault) from fault
        except (OSError, RuntimeError) as fault:  # the certificate, or a way to log in
            raise SourceError(f"{self._host} could not be read: {fault}.", _LATER) from fault

    def close(self) -> None:
        """Close the connection."""
        self._engine.dispose()

    def _explained(self, fault: DBAPIError) -> SourceError:
        """Return the error in words; the numbers are those of MariaDB's manual."""
        number = fault.orig.args[0] if fault.orig and fault.orig.args else 0
        if number in (1044, 1045, 1698, 1130):
            return SourceError(f"{self._host} does not accept this account.", _ACCOUNT)
        if number == 1049:
            advice = "The name of the database is the last part of the address."
            return SourceError(f"{self._host} has no database “{self._name}”.", advice)
        if number in (1142, 1143, 1146, 1054):
            return SourceError(f"{self._host} does not show a table that is needed.", _RIGHTS)
        if number in (2003, 2005):
            advice = "Check the address, and that its database listens to this server."
            return SourceError(f"{self._host} cannot be reached.", advice)
        if number in (2006, 2013, 1317, 1969, 3024):
            return SourceError(f"{self._host} stopped answering.", _LATER)
        return SourceError(f"{self._host} answered with the error {number}.", _LATER)


def _database_url(address: str) -> URL:
    """Return ``address`` for PyMySQL, with none of the settings that a URL could contain."""
    advice = f"It is written like this: {_EXAMPLE}"
    try:
        url = make_url(address.strip())
    except (ArgumentError, ValueError):
        raise SourceError("This is not the address of a database.", advice) from None
    if url.drivername.lower() not in _SCHEMES or not url.database:
        raise SourceError("This is not the address of a MariaDB database.", advice)
    return url.set(drivername="mysql+pymysql", query={})


def _certificates(connection: SystemConnection) -> dict[str, Any]:
    """Return the arguments that require TLS with a known certificate, or none."""
    if connection.fingerprint or connection.authority:
        return {"ssl": tls_context(connection.authority, connection.fingerprint)}
    return {}


def _connected(given: dict[str, Any], reach: Reach) -> Any:
    """Connect to an address that was checked, or return None if any address is allowed.

    The certificate still has to name the host, not the address.
    """
    address = reach.address(given["host"])
    if address == given["host"]:
        return None
    made = pymysql.connect(**given, defer_connect=True)
    place = address, given.get("port") or _PORT
    made.connect(socket.create_connection(place, timeout=given["connect_timeout"]))
    return made


def _only_read(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        for setting in _SESSION:
            with suppress(MySQLError):
                cursor.execute(setting)
