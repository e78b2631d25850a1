"""A process that makes pictures of covers, with little memory and no way to write a file.

It reads pictures from standard input and answers on standard output, until the input ends. Each
message is four bytes with a length (big-endian) and that many bytes. An answer is the picture, or
a Refusal after the byte “!”.
"""

import struct
import sys
from typing import IO

from kiosk.central.harvesting.covers.picture import PictureRefused, make_picture

REFUSED = b"!"
LENGTH = struct.Struct(">I")
_MEMORY = 1024**3  # bytes: 50 million pixels twice, and Python itself


def main() -> None:
    """Answer until the input ends."""
    _limit_resources()
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := source.read(LENGTH.size):
        content = source.read(LENGTH.unpack(head)[0])
        write_message(answers, _answer(content))


def write_message(stream: IO[bytes], message: bytes) -> None:
    """Write ``message`` with its length."""
    stream.write(LENGTH.pack(len(message)) + message)
    stream.flush()


def _answer(content: bytes) -> bytes:
    try:
        return make_picture(content)
    except PictureRefused as refused:
        return REFUSED + refused.reason.encode()


def _limit_resources() -> None:
    if sys.platform == "win32":
        return  # the time limit of the caller still applies
    import resource

    limits = {
        resource.RLIMIT_AS: _MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
