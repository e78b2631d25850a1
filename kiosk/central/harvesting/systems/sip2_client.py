"""One connection to a SIP2 server, with limits on time and length."""

import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, field

from kiosk.central.harvesting.reach import Reach
from kiosk.central.harvesting.systems import sip2_messages as sip2
from kiosk.central.harvesting.systems.sip2_messages import BadMessage, Message
from kiosk.errors import SourceError

_TRIES = 3  # times that a damaged answer is asked for
_SOON = "It will be asked again."
_RESEND = "96"  # the server asks for our last message again


@dataclass(frozen=True, slots=True)
class Sip2Account:
    """How to log in. ``institution`` (AO) is "" if the server says it; the rest may be ""."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    location: str = ""
    institution: str = ""
    terminal_password: str = field(default="", repr=False)


class Sip2Connection:
    """A connection to the SIP2 server at ``host`` and ``port``, logged in with ``account``.

    Every method ends before ``deadline`` (monotonic clock, seconds), or raises SourceError. After
    an error the connection must be closed. ``reach`` limits the addresses of ``host``.
    """

    def __init__(
        self,
        host: str,
        port: int,
        account: Sip2Account,
        tls: ssl.SSLContext | None,
        deadline: float,
        reach: Reach | None = None,
    ) -> None:
        self._deadline = deadline
        self.institution = account.institution
        self._account = account
        self._sequence = 0
        self._waiting = b""
        self._socket = _connected(host, port, tls, self._seconds_left(), reach or Reach())
        try:
            self._log_in()
        except BaseException:
            self.close()
            raise

    def ask(self, question: str, answer: str) -> Message:
        """Send ``question`` and return the answer, which has the number ``answer``."""
        sent = sip2.encoded(question, self._sequence)
        self._send(sent)
        for _ in range(_TRIES):
            raw = self._receive()
            if raw.startswith(_RESEND.encode()):
                self._send(sent)
                continue
            try:
                message = sip2.decoded(raw, self._sequence)
                if message.number != answer:
                    raise BadMessage(f"it is not a message {answer}")
            except BadMessage:
                self._send(sip2.resend())
                continue
            self._sequence = (self._sequence + 1) % 10
            return message
        advice = "Check that the port is that of SIP2."
        raise SourceError("The SIP2 server's answers could not be understood.", advice)

    def close(self) -> None:
        """Close the connection."""
        with suppress(OSError):
            self._socket.close()

    def _log_in(self) -> None:
        account = self._account
        if account.user:
            said = sip2.login(account.user, account.password, account.location)
            if not self.ask(said, "94").login_accepted:
                advice = "Check the user name and the password of SIP2."
                raise SourceError("The SIP2 server did not accept the login.", advice)
        status = self.ask(sip2.status(), "98")
        if not status.online:
            raise SourceError("The library system behind SIP2 is off line.", _SOON)
        if not status.knows_items:
            advice = "Let the people who run it switch on item information (17/18)."
            raise SourceError("The SIP2 server does not answer about items.", advice)
        self.institution = self.institution or status.fields.get("AO", "")

    def _seconds_left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise SourceError("The SIP2 server answers too slowly.", _SOON)
        return left

    def _send(self, raw: bytes) -> None:
        self._socket.settimeout(self._seconds_left())
        try:
            self._socket.sendall(raw)
        except OSError as fault:
            raise _cut_off(fault) from fault

    def _receive(self) -> bytes:
        """Return the next message. Line ends of all kinds may stand between messages."""
        while sip2.END not in self._waiting.lstrip(b"\r\n"):
            if len(self._waiting) > sip2.LONGEST:
                raise SourceError("The SIP2 server's answer is too long.", "Check the port.")
            self._socket.settimeout(self._seconds_left())
            try:
                block = self._socket.recv(4096)
            except OSError as fault:
                raise _cut_off(fault) from fault
            if not block:
                raise SourceError("The SIP2 server closed the connection.", _CLOSED)
            self._waiting += block
        message, _, self._waiting = self._waiting.lstrip(b"\r\n").partition(sip2.END)
        return message


_CLOSED = "Check that it lets this server connect, and whether it wants TLS (sip2s://)."


def _connected(
    host: str, port: int, tls: ssl.SSLContext | None, seconds: float, reach: Reach
) -> socket.socket:
    plain = None
    try:
        plain = socket.create_connection((reach.address(host), port), timeout=seconds)
        plain.settimeout(seconds)
        return tls.wrap_socket(plain, server_hostname=host) if tls else plain
    except ssl.SSLError as fault:
        advice = "Give the file of its authority, or the fingerprint of its certificate."
        error = SourceError("The SIP2 server's certificate is not trusted.", advice)
        cause: Exception = fault
    except OSError as fault:
        error = SourceError("The SIP2 server cannot be reached.", "Check its address and port.")
        cause = fault
    if plain is not None:
        plain.close()
    raise error from cause


def _cut_off(fault: OSError) -> SourceError:
    if isinstance(fault, TimeoutError):
        return SourceError("The SIP2 server answers too slowly.", _SOON)
    return SourceError("The connection to the SIP2 server was cut off.", _SOON)
