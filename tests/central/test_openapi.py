"""The server's answers match its OpenAPI description for every request that it describes."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests
import schemathesis
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import settings

from kiosk.central.database import CentralDatabase
from kiosk.protocol import signature
from kiosk.protocol.messages import PairRequest
from kiosk.sync.credentials import Credentials
from tests.central.describe import PUBLISHED, description
from tests.central.http_server import running_server
from tests.central.library import Library

pytestmark = pytest.mark.slow


class Signed(requests.auth.AuthBase):
    """Signs each request like a paired kiosk."""

    def __init__(self, key: Ed25519PrivateKey, kiosk: str) -> None:
        self._key, self._kiosk = key, kiosk

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        body = request.body or b""
        content = body.encode() if isinstance(body, str) else body
        assert request.method
        headers = signature.sign_request(
            self._key, self._kiosk, request.method, request.path_url, content, int(time.time())
        )
        request.headers.update(headers)
        return request


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("openapi")
    database = CentralDatabase(f"sqlite:///{folder / 'central.sqlite3'}")
    yield Library(database, folder / "snapshots", lambda: datetime.now(UTC))
    database.close()


@pytest.fixture(scope="module")
def url(library: Library) -> Iterator[str]:
    with running_server(library.server) as address:
        yield address


@pytest.fixture(scope="module")
def signed(library: Library) -> Signed:
    mine = Credentials("", Ed25519PrivateKey.generate())
    wish = PairRequest(code=library.pairing_code(), name="lobby", key=mine.public_key, version=1)
    return Signed(mine.key, library.server.pair(wish, "peer").kiosk)


# 410 is allowed too: a random cursor may be older than the feed.
_TAKEN = ["2xx", "3xx", "401", "403", "404", "409", "410", "429", "5xx"]
_CHECKS = {"checks": {"positive_data_acceptance": {"expected-statuses": _TAKEN}}}
schema = schemathesis.openapi.from_path(PUBLISHED, config=schemathesis.Config.from_dict(_CHECKS))


@schema.parametrize()
@settings(max_examples=25, deadline=None)
def test_every_request_is_answered_as_described(
    case: schemathesis.Case, url: str, signed: Signed
) -> None:
    case.call_and_validate(base_url=url, auth=signed)


def test_the_published_openapi_description_is_up_to_date() -> None:
    """After a change, run packaging/dev openapi."""
    assert json.loads(PUBLISHED.read_text("utf-8")) == description()
