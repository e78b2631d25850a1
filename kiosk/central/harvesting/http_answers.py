"""Answers of upstream systems over HTTP: which are errors, and what each error means."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from kiosk.errors import SourceError

PACKED = "gzip"  # not compressed twice: such data may expand a million times
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class RequestRejected(SourceError):
    """The source rejected the request with the HTTP status ``status``, from 400 to 499."""

    def __init__(self, message: str, advice: str = "", status: int = 0) -> None:
        super().__init__(message, advice)
        self.status = status


class TryAgain(Exception):
    """A temporary failure. ``pause`` is the wait in seconds that the source requested."""

    def __init__(self, why: str, pause: float = 0.0) -> None:
        super().__init__(why)
        self.pause = pause


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """The status and the body of an answer."""

    status: int
    body: bytes


class NotSent(SourceError):
    """The request has certainly had no effect."""


class OutcomeUnknown(SourceError):
    """The request may have had its effect, although no usable answer came."""


def check_response(response: httpx.Response) -> None:
    """Raise TryAgain, RequestRejected or SourceError if ``response`` is no usable answer."""
    status = response.status_code
    if status in _AGAIN:
        raise TryAgain(f"it answered {status}", _retry_after(response))
    if status >= 400:
        advice = "Check the address, and that this server may read it."
        raise RequestRejected(f"{response.url.host} answered {status}.", advice, status)
    if response.has_redirect_location:
        advice = "Give the address to which it leads."
        raise RequestRejected(f"{response.url.host} leads to another address.", advice, status)
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed not in ("", "identity", PACKED):
        advice = "Tell the people who run the source."
        raise SourceError(
            f"{response.url.host} compressed its answer without being asked to.", advice
        )


def _retry_after(response: httpx.Response) -> float:
    """Return the Retry-After time (RFC 9110, 10.2.3) in seconds, or 0 if there is none."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return 0.0


def fault_text(fault: httpx.HTTPError) -> str:
    """Return what went wrong, in a few words after the name of the host and a colon."""
    if isinstance(fault, httpx.ConnectTimeout | httpx.ConnectError):
        return "it cannot be reached"
    if isinstance(fault, httpx.TimeoutException):
        return "it stopped answering"
    if isinstance(fault, httpx.RemoteProtocolError | httpx.ReadError):
        return "the answer was cut off"
    return str(fault) or type(fault).__name__
