"""The memory that a session's screens have left free goes back to the system."""

import subprocess
import sys

import pytest

_SCRIPT = """
from pathlib import Path
from kiosk.ui.base.collector import return_free_memory

def resident():
    return int(Path("/proc/self/statm").read_text("ascii").split()[1])

blocks = [bytes(2000) for _ in range(30_000)]  # more than Python's own allocator takes
full = resident()
last = blocks.pop()  # holds the end of the heap, so that the library keeps the rest
blocks.clear()
kept = resident()
return_free_memory()
print(kept / full, resident() / full)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps free memory so")
def test_free_memory_is_returned() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True
    )
    kept, left = map(float, ran.stdout.split())
    assert kept > 0.9
    assert left < 0.7
