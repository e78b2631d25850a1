"""The pictures of covers as servers and kiosks exchange them."""

import re

LARGEST_COVER = 100_000  # bytes; servers make pictures of at most 30 kB
_DIGEST = re.compile(r"[0-9a-f]{64}")


def is_digest(text: str) -> bool:
    """Return True if ``text`` is a SHA-256 hash: 64 hexadecimal digits in lower case."""
    return _DIGEST.fullmatch(text) is not None
