"""Signatures of requests with the kiosk's own Ed25519 key (RFC 8032).

The headers are ``Kiosk`` (the kiosk's id), ``Kiosk-Time`` (seconds since 1970) and
``Kiosk-Signature`` (base64). The signature covers the kiosk's id, the method, the path with
its query, the time and the SHA-256 of the body, one per line, so that no part can be replaced.
"""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KIOSK, TIME, SIGNATURE = "Kiosk", "Kiosk-Time", "Kiosk-Signature"
MAX_CLOCK_DIFFERENCE = 300  # seconds by which the clocks of kiosk and server may differ


def sign_request(
    key: Ed25519PrivateKey, kiosk: str, method: str, path: str, body: bytes, time: int
) -> dict[str, str]:
    """Return the headers that sign a request sent at ``time`` (seconds since 1970)."""
    signed = key.sign(_words(kiosk, method, path, body, time))
    return {KIOSK: kiosk, TIME: str(time), SIGNATURE: base64.b64encode(signed).decode()}


def verify_request(
    public_key: str, signature: str, kiosk: str, method: str, path: str, body: bytes, time: int
) -> bool:
    """Return True if ``signature`` is valid for this request and ``public_key`` (base64)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(
            base64.b64decode(signature, validate=True), _words(kiosk, method, path, body, time)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _words(kiosk: str, method: str, path: str, body: bytes, time: int) -> bytes:
    digest = hashlib.sha256(body).hexdigest()
    return "\n".join(("kiosk-1", kiosk, method, path, str(time), digest)).encode()
