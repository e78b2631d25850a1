"""A SIP2 server on a local socket, in which tests can switch on faults."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


def seal(text: str, sequence: str) -> bytes:
    """Return a message with sequence number and checksum, computed as the standard says."""
    raw = f"{text}AY{sequence}AZ".encode()
    return raw + f"{(0x10000 - sum(raw) % 0x10000) % 0x10000:04X}".encode() + b"\r"


@dataclass
class Sip2Stub:
    """Answers about items. ``items`` gives what follows the fixed part of an answer, by barcode.

    Each function in ``faults`` is called in turn for one answer, and may change it.
    """

    items: dict[str, tuple[str, str]] = field(default_factory=dict)  # status, fields
    user: str = "kiosk"
    password: str = "s3cret"
    supported: str = "YYYYYYYYYYYYYYYY"
    online: str = "Y"
    checks: bool = True  # sequence numbers and checksums
    faults: list[Callable[[bytes], bytes]] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def answer(self, message: str) -> bytes:
        """Return the answer to a message."""
        self.received.append(message)
        text, _, tail = message.partition("AY")
        sequence = tail[:1]
        said = self.said(text)
        raw = seal(said, sequence) if self.checks else said.encode() + b"\r"
        return self.faults.pop(0)(raw) if self.faults else raw

    def said(self, text: str) -> str:
        """Return the answer to a message, without sequence number and checksum."""
        if text.startswith("93"):
            right = f"9300CN{self.user}|CO{self.password}|"
            return "941" if text.startswith(right) else "940"
        if text.startswith("99"):
            return f"98{self.online}YYYYN05000320261129    0954262.00AOPUSAT|BX{self.supported}|"
        if text.startswith("97"):
            return self.said(self.received[-2].partition("AY")[0])
        barcode = text.partition("|AB")[2].partition("|")[0]
        if barcode not in self.items:
            return f"1801010120261129    095426AB{barcode}|AJ|AFUnknown item|"
        status, more = self.items[barcode]
        return f"18{status}000120261129    095426AB{barcode}|AJTitle|{more}"


@contextlib.contextmanager
def sip2_server(stub: Sip2Stub, tls: ssl.SSLContext | None = None) -> Iterator[Sip2Stub]:
    """Run ``stub`` on a free port."""
    listener = socket.create_server(("127.0.0.1", 0))
    stub.port = listener.getsockname()[1]

    def talk(peer: socket.socket) -> None:
        with contextlib.suppress(OSError), peer:
            secure = tls.wrap_socket(peer, server_side=True) if tls else peer
            last = b""
            with secure, secure.makefile("rb") as lines:
                for line in _messages(lines.read1):
                    if line.startswith("97"):
                        secure.sendall(stub.faults.pop(0)(last) if stub.faults else last)
                        stub.received.append(line)
                        continue
                    text, _, tail = line.partition("AY")
                    last = seal(stub.said(text), tail[:1])
                    secure.sendall(stub.answer(line))

    def listen() -> None:
        with contextlib.suppress(OSError):
            while True:
                peer, _ = listener.accept()
                stub.connections += 1
                threading.Thread(target=talk, args=(peer,), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield stub
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _messages(read: Callable[[int], bytes]) -> Iterator[str]:
    waiting = b""
    while block := read(4096):
        waiting += block
        while b"\r" in waiting:
            message, _, waiting = waiting.partition(b"\r")
            yield message.decode()
