"""The messages between the server and the process that makes pictures.

Each message is four bytes with a length (big-endian) and that many bytes. The process begins with
READY. A question is a picture as it came. An answer is the finished picture, or a Refusal after the
byte “!”.
"""

import struct
from typing import IO

READY = b"ready"
REFUSED = b"!"
LENGTH = struct.Struct(">I")


def write_message(stream: IO[bytes], message: bytes) -> None:
    """Write ``message`` with its length."""
    stream.write(LENGTH.pack(len(message)) + message)
    stream.flush()
