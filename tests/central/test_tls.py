"""Certificates of a local network, pinned certificates, and the hosts that sources may reach."""

import contextlib
import hashlib
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.central.harvesting.download import Fetcher, FetchLimits
from kiosk.central.harvesting.reach import Reach
from kiosk.central.harvesting.tls import tls_context
from kiosk.errors import SourceError
from tests.central.certificates import Certificate
from tests.central.provider import Reply, web_server

ONCE = FetchLimits(retry_pauses=())


@contextlib.contextmanager
def https_server(certificate: Certificate) -> Iterator[str]:
    def answer(_path: str, _query: object, _headers: object, reply: Reply) -> None:
        reply.body = b"catalogue"

    with web_server(answer, certificate) as url:
        yield url


def fetch(url: str, tls: ssl.SSLContext | None = None, reach: Reach | None = None) -> bytes:
    fetcher = Fetcher(ONCE, reach=reach, tls=tls)
    try:
        with fetcher.get(url) as answer:
            assert answer.path
            return answer.path.read_bytes()
    finally:
        fetcher.close()


@pytest.fixture
def own(tmp_path: Path) -> Certificate:
    return Certificate(tmp_path, "localhost")


def test_an_unknown_certificate_is_refused(own: Certificate) -> None:
    with https_server(own) as url, pytest.raises(SourceError, match="cannot be reached"):
        fetch(url)


def test_the_authority_of_a_local_network_is_trusted(own: Certificate, tmp_path: Path) -> None:
    other = Certificate(tmp_path, "other")
    with https_server(own) as url:
        assert fetch(url, tls_context(own.file)) == b"catalogue"
        with pytest.raises(SourceError):
            fetch(url, tls_context(other.file))


def test_only_the_pinned_certificate_is_accepted(own: Certificate, tmp_path: Path) -> None:
    other = Certificate(tmp_path, "other")
    with https_server(other) as url:  # the pin counts, not the name in the certificate
        assert fetch(url, tls_context(fingerprint=other.fingerprint)) == b"catalogue"
        with pytest.raises(SourceError):
            fetch(url, tls_context(fingerprint=own.fingerprint))
        with pytest.raises(SourceError):
            fetch(url, tls_context(other.file, own.fingerprint))


def test_a_pin_also_guards_a_plain_socket(own: Certificate, tmp_path: Path) -> None:
    """Databases and SIP2 use sockets."""
    import socket
    from urllib.parse import urlsplit

    with https_server(own) as url:
        address = ("127.0.0.1", urlsplit(url).port)
        right = tls_context(fingerprint=own.fingerprint)
        with socket.create_connection(address, 10) as raw, right.wrap_socket(raw) as safe:
            found = safe.getpeercert(binary_form=True)
            assert found
            assert hashlib.sha256(found).hexdigest() == own.fingerprint.replace(":", "").lower()
        wrong = tls_context(fingerprint="0" * 64)
        with (
            socket.create_connection(address, 10) as raw,
            pytest.raises(ssl.SSLCertVerificationError),
        ):
            wrong.wrap_socket(raw)


def test_wrong_files_and_fingerprints_are_explained(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not the SHA-256 fingerprint"):
        tls_context(fingerprint="ab:cd")
    with pytest.raises(SourceError, match="cannot be read"):
        tls_context(tmp_path / "none.pem")


@pytest.mark.parametrize(
    ("allowed", "host", "may"),
    [
        ([], "anywhere.example", True),
        (["koha.example"], "KOHA.example.", True),
        (["koha.example"], "evil-koha.example", False),
        ([".example"], "koha.example", True),
        ([".example"], "example", False),
        (["10.0.0.0/8"], "10.1.2.3", True),
        (["10.0.0.0/8"], "192.168.0.1", False),
        (["127.0.0.0/8", "::1"], "localhost", True),
        (["10.0.0.0/8"], "localhost", False),
        (["10.0.0.0/8"], "no-such-host.invalid", False),
    ],
)
def test_hosts_are_allowed_by_name_or_network(allowed: list[str], host: str, may: bool) -> None:
    reach = Reach.of(allowed)
    if may:
        reach.check(host)
    else:
        with pytest.raises(SourceError, match="must not reach"):
            reach.check(host)


def test_a_redirect_leads_nowhere_else() -> None:
    """A repository must not make the server read from its own network."""
    asked = []

    def inside(path: str, _query: object, _headers: object, reply: Reply) -> None:
        asked.append(path)
        reply.body = b"secret"

    with web_server(inside) as target:
        inner = target.replace("127.0.0.1", "localhost")

        def outside(_path: str, _query: object, _headers: object, reply: Reply) -> None:
            reply.status, reply.headers["Location"] = 302, f"{inner}/metadata"

        with web_server(outside) as url:
            with pytest.raises(SourceError, match="must not reach localhost"):
                fetch(url, reach=Reach(names=("127.0.0.1",)))
            assert asked == []
            assert fetch(url, reach=Reach.of(["127.0.0.1", "localhost"])) == b"secret"


def test_a_name_that_changes_its_address_after_the_check_leads_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first answer for the name is allowed; the second leads into the server's own network."""
    asked = []

    def inside(path: str, _query: object, _headers: object, reply: Reply) -> None:
        asked.append(path)
        reply.body = b"secret"

    answers = iter(["192.0.2.1", *["127.0.0.1"] * 9])

    def resolve(host: object, port: object, *_args: object, **_options: object) -> list[object]:
        name = host.decode() if isinstance(host, bytes) else str(host)
        to = next(answers) if name == "rebound.example" else name
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (to, port or 0))]

    with web_server(inside) as target:
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        url = target.replace("127.0.0.1", "rebound.example")
        with pytest.raises(SourceError, match="must not reach rebound"):
            fetch(url, reach=Reach.of(["192.0.2.0/24"]))
        assert next(answers) == "127.0.0.1", "it was resolved a second time, to connect"
        assert asked == []
        assert fetch(url, reach=Reach.of(["127.0.0.0/8"])) == b"secret"


def test_a_socket_is_opened_to_the_address_that_was_checked() -> None:
    assert Reach.of(["127.0.0.0/8", "::1"]).address("localhost") in ("127.0.0.1", "::1")
    assert Reach.of([]).address("localhost") == "localhost"
    assert Reach.of(["localhost"]).address("localhost") == "localhost"
    with pytest.raises(SourceError, match="must not reach"):
        Reach.of(["192.0.2.0/24"]).address("localhost")
