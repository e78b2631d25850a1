"""The connection to a system's MariaDB is encrypted, and only to the known server."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.reach import Reach
from kiosk.central.harvesting.systems.driver import SystemConnection
from kiosk.central.harvesting.systems.mariadb import SystemDatabase
from kiosk.errors import SourceError
from tests import mariadb as servers
from tests.central.certificates import Certificate


@pytest.fixture
def own(tmp_path: Path) -> Certificate:
    return Certificate(tmp_path, "localhost")


@pytest.fixture
def encrypted(mariadb: str, own: Certificate) -> Iterator[SystemConnection]:
    """Yield a connection to a server that has the certificate ``own``."""
    with servers.running_mariadb(f"--ssl-cert={own.file}", f"--ssl-key={own.key}") as server:
        address = f"{servers.create_database(server)}".replace("127.0.0.1", "localhost")
        yield _connection(address)


def _connection(address: str) -> SystemConnection:
    return SystemConnection(address, Fetcher(), ZoneInfo("UTC"), datetime(2026, 11, 30, tzinfo=UTC))


def _cipher(connection: SystemConnection) -> str:
    """Return the cipher of the connection, or "" if it is not encrypted."""
    database = SystemDatabase(connection)
    try:
        [row] = database.rows("SHOW STATUS LIKE 'Ssl_cipher'")
        return str(row["Value"])
    finally:
        database.close()
        connection.fetcher.close()


def test_the_known_certificate_is_accepted(encrypted: SystemConnection, own: Certificate) -> None:
    assert _cipher(replace(encrypted, authority=own.file))
    assert _cipher(replace(encrypted, fetcher=Fetcher(), fingerprint=own.fingerprint))
    inside = Fetcher(reach=Reach.of(["127.0.0.0/8", "::1"]))
    checked = replace(encrypted, fetcher=inside, authority=own.file)
    assert _cipher(checked), "the certificate names the host, not the address that was checked"
    outside = replace(encrypted, fetcher=Fetcher(reach=Reach.of(["192.0.2.0/24"])))
    with pytest.raises(SourceError, match="must not reach"):
        _cipher(outside)


def test_another_certificate_is_refused(encrypted: SystemConnection, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = Certificate(folder, "localhost")

    for known in ({"authority": other.file}, {"fingerprint": other.fingerprint}):
        with pytest.raises(SourceError):
            _cipher(replace(encrypted, fetcher=Fetcher(), **known))


def test_a_server_without_tls_is_refused_if_its_certificate_is_known(
    mariadb: str, own: Certificate
) -> None:
    with pytest.raises(SourceError):
        _cipher(replace(_connection(f"{mariadb}/mysql"), fingerprint=own.fingerprint))
