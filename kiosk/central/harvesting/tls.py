"""TLS towards library systems whose certificate no public authority has signed."""

import hashlib
import re
import ssl
from hmac import compare_digest
from pathlib import Path

from kiosk.errors import SourceError

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def tls_context(authority: Path | None = None, fingerprint: str = "") -> ssl.SSLContext:
    """Return a context for connecting to a server, for httpx, PyMySQL and sockets alike.

    ``authority`` is a PEM file of the authorities that are trusted instead of the public ones.
    ``fingerprint`` is the SHA-256 fingerprint (hexadecimal, with or without colons) of the only
    certificate that is accepted; without ``authority`` it need not be signed, nor name the host.
    Raises SourceError if one of them is not valid.
    """
    context: ssl.SSLContext
    if not authority and not fingerprint:
        return ssl.create_default_context()
    if fingerprint:
        context = _PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
        context.fingerprint = parse_fingerprint(fingerprint)
    else:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if authority:
        _trust(context, authority)
    else:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def public_tls_context(authority: Path | None) -> ssl.SSLContext:
    """Return a context that trusts the public authorities, and those in the file ``authority``.

    Raises SourceError if the file is not valid.
    """
    context = ssl.create_default_context()
    if authority:
        _trust(context, authority)
    return context


def parse_fingerprint(text: str) -> str:
    """Return the 64 hexadecimal digits of a SHA-256 fingerprint. Raises SourceError if invalid."""
    digits = re.sub(r"[\s:]", "", text).lower()
    if not _FINGERPRINT.fullmatch(digits):
        raise SourceError(
            f"“{text}” is not the SHA-256 fingerprint of a certificate.",
            "It has 64 hexadecimal digits: openssl x509 -noout -fingerprint -sha256.",
        )
    return digits


def _trust(context: ssl.SSLContext, authority: Path) -> None:
    try:
        context.load_verify_locations(authority)
    except (OSError, ssl.SSLError) as fault:
        raise SourceError(
            f"The certificates in {authority} cannot be read.", "Name a file in PEM."
        ) from fault


class _PinnedSocket(ssl.SSLSocket):
    def do_handshake(self, block: bool = False) -> None:
        super().do_handshake(block)
        _check_pin(self)


class _PinnedObject(ssl.SSLObject):
    def do_handshake(self) -> None:
        super().do_handshake()
        _check_pin(self)


class _PinnedContext(ssl.SSLContext):
    """A context whose connections end in the handshake if the certificate is another one."""

    fingerprint = ""
    sslsocket_class = _PinnedSocket
    sslobject_class = _PinnedObject


def _check_pin(connection: ssl.SSLSocket | ssl.SSLObject) -> None:
    certificate = connection.getpeercert(binary_form=True) or b""
    found = hashlib.sha256(certificate).hexdigest()
    assert isinstance(connection.context, _PinnedContext)
    if not compare_digest(found, connection.context.fingerprint):
        raise ssl.SSLCertVerificationError("the certificate is not the one that staff confirmed")
