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


_IMAGES = """
from pathlib import Path
from kiosk.ui.base.collector import map_large_blocks_apart

def resident():
    return int(Path("/proc/self/statm").read_text("ascii").split()[1])

if {apart}:
    map_large_blocks_apart()
del_me = bytearray(b"x") * 30_000_000  # freeing such a block raises the limit of the library
del del_me
images, pins = [], []
for _ in range(100):
    images.append(bytearray(b"x") * 400_000)
    pins.append(bytes(2000))
full = resident()
images.clear()
print(resident() / full)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps free memory so")
def test_freed_images_are_returned_at_once() -> None:
    shares = [
        float(
            subprocess.run(
                [sys.executable, "-c", _IMAGES.format(apart=apart)],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for apart in (False, True)
    ]
    assert shares[0] > 0.9, "the library keeps them by itself"
    assert shares[1] < 0.6
