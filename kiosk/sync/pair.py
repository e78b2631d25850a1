"""Pairing of this kiosk with a central server."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import Obstacle, PairingFailed, SettingsError
from kiosk.protocol.address import check_server_url
from kiosk.protocol.messages import VERSION, ErrorReply, PairReply, PairRequest
from kiosk.store.database import Database
from kiosk.store.sync import feed_state
from kiosk.sync import credentials
from kiosk.sync.http_link import TIMEOUT
from kiosk.sync.resend import queue_local_bookings


def pair_with_server(
    database: Database,
    folder: Path,
    server: str,
    code: str,
    name: str,
    transport: httpx.BaseTransport | None = None,
) -> PairReply:
    """Pair this kiosk with the server at the URL ``server``, using a one-time ``code``.

    The first sync fetches the server's data. The new key is saved in ``folder`` before it is sent,
    so that the pairing can be repeated with the same code if the response is lost. An earlier key
    remains in use until the pairing is finished. Raises PairingFailed if the server does not accept
    the pairing, StoreError if the key cannot be saved.
    """
    try:
        url = check_server_url(server)
    except SettingsError as fault:
        raise PairingFailed(Obstacle.ADDRESS, str(fault), fault.advice) from fault
    own = credentials.load_credentials(folder, credentials.PENDING_FILE)
    if own is None or own.server != url:
        own = credentials.Credentials(url, Ed25519PrivateKey.generate())
        credentials.save_credentials(folder, own, credentials.PENDING_FILE)
    request = PairRequest(code=code, name=name, key=own.public_key, version=VERSION)
    paired = _ask(url, request, transport)
    with database.write() as connection:
        if feed_state.load_feed_state(connection) is None:
            feed_state.start_feed(connection, "")
            queue_local_bookings(connection, datetime.now(UTC))
    credentials.save_credentials(folder, replace(own, kiosk=paired.kiosk))
    (folder / credentials.PENDING_FILE).unlink(missing_ok=True)
    return paired


def _ask(url: str, request: PairRequest, transport: httpx.BaseTransport | None) -> PairReply:
    try:
        with httpx.Client(timeout=TIMEOUT, transport=transport) as client:
            answer = client.post(f"{url}/v1/pair", json=request.model_dump())
    except httpx.HTTPError as fault:
        raise PairingFailed(
            Obstacle.SILENCE,
            f"The server {url} does not answer: {fault}.",
            "Check the address and the network, then use the same code again.",
        ) from fault
    try:
        if answer.status_code == 200:
            return PairReply.model_validate_json(answer.content)
        refusal = ErrorReply.model_validate_json(answer.content)
        reason = Obstacle(refusal.code)
    except ValueError as fault:
        raise PairingFailed(
            Obstacle.STRANGER,
            f"The server {url} is not a Commons Kiosk server, or is out of order.",
            "Check the address.",
        ) from fault
    wait = "Wait so long, then ask" if answer.status_code == 429 else "Ask"
    advice = f"{wait} for a new code at the server: kiosk code."
    raise PairingFailed(reason, refusal.message, advice)
