"""A process that makes pictures of covers, with little memory and no way to write a file.

It reads pictures from standard input and answers on standard output, until the input ends.
"""

import os
import sys

from kiosk.central.harvesting.covers.frames import LENGTH, READY, REFUSED, write_message
from kiosk.central.harvesting.covers.picture import make_picture
from kiosk.central.harvesting.covers.refusal import PictureRefused

_LESS_URGENT = 10  # than the answers to kiosks
_MEMORY = 1024**3  # bytes: 50 million pixels twice, and Python itself


def main() -> None:
    """Answer until the input ends."""
    _limit_resources()
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    write_message(answers, READY)
    while head := source.read(LENGTH.size):
        content = source.read(LENGTH.unpack(head)[0])
        write_message(answers, _answer(content))


def _answer(content: bytes) -> bytes:
    try:
        return make_picture(content)
    except PictureRefused as refused:
        return REFUSED + refused.reason.encode()


def _limit_resources() -> None:
    if sys.platform == "win32":
        return  # the time limit of the caller still applies
    import resource

    os.nice(_LESS_URGENT)
    limits = {
        resource.RLIMIT_AS: _MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for kind, most in limits.items():
        _, hard = resource.getrlimit(kind)  # it can only be lowered
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, least))


if __name__ == "__main__":
    main()
