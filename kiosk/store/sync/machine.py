"""Which machine a database is on: a copy on another must not promise what was lent to this.

People copy SD cards and folders. Both copies then hold one key, and the same leases and codes.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, delete, select

from kiosk.store.sync import leases as lent
from kiosk.store.tables import machine

# What the maker wrote into a disk: of NVMe and virtual ones, of SD cards, of SATA ones.
_SERIALS = ("serial", "cid", "wwid")


def bind_to_machine(connection: Connection, here: str) -> None:
    """Note that the database is on the machine of the mark ``here``.

    Where it was on another, all that was lent is forgotten: it is that one's.
    """
    noted = stored_machine_id(connection)
    if noted and noted != here:
        lent.delete_leases(connection)
    connection.execute(delete(machine))
    connection.execute(machine.insert().values(id=1, mark=here))


def stored_machine_id(connection: Connection) -> str:
    """The mark of the machine that the database was last opened on; "" where none is known."""
    return connection.scalar(select(machine.c.mark)) or ""


def compute_machine_id(folder: Path) -> str:
    """What tells a copy of ``folder`` from it: its place in its file system, and the disk."""
    status = folder.stat()
    parts = [str(folder.resolve()), str(status.st_ino), _system(), _disk(status.st_dev)]
    return hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()[:32]


def _system() -> str:
    """The id of the installed system (machine-id(5)); a copied disk has the same."""
    with suppress(OSError):
        return Path("/etc/machine-id").read_text("ascii", "replace").strip()
    return ""


def _disk(device: int) -> str:
    """The serial number of the disk that holds ``device``; "" where it tells none."""
    if not hasattr(os, "major"):  # Windows
        return ""
    block = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve()
    for disk in (block, block.parent):  # of a partition
        for name in _SERIALS:
            with suppress(OSError):
                return (disk / "device" / name).read_text("ascii", "replace").strip()
    return ""
