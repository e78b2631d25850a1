"""The memory that programs can still take on this machine."""

from contextlib import suppress
from pathlib import Path

LEAST_TO_START_MB = 500  # what the search by meaning needs, and as much for everything else
LEAST_TO_RUN_MB = 150  # with less, the screens come first
_MEMORY = Path("/proc/meminfo")


def available_megabytes() -> int | None:
    """Return the memory that programs can still take (MemAvailable), or None if it is unknown."""
    with suppress(OSError, ValueError, IndexError):
        for line in _MEMORY.read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) // 1024
    return None


def is_short(least: int) -> bool:
    """Return True if less than ``least`` megabytes are available."""
    free = available_megabytes()
    return free is not None and free < least
