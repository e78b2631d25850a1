"""The machine that uses a database. A copy on another machine must not use the leases.

People copy SD cards and folders. Both copies then contain the same key, leases and codes.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, delete, select

from kiosk.store.sync import leases
from kiosk.store.tables import machine

# Files with a disk's serial number, for NVMe and virtual disks, SD cards and SATA disks.
_SERIALS = ("serial", "cid", "wwid")


def bind_to_machine(connection: Connection, here: str) -> None:
    """Record that the database is on the machine with the id ``here``.

    If the database came from another machine, delete the leases: they belong to that machine.
    """
    noted = stored_machine_id(connection)
    if noted and noted != here:
        leases.delete_leases(connection)
    connection.execute(delete(machine))
    connection.execute(machine.insert().values(id=1, mark=here))


def stored_machine_id(connection: Connection) -> str:
    """Return the id of the machine that last opened the database, or "" if it is unknown."""
    return connection.scalar(select(machine.c.mark)) or ""


def compute_machine_id(folder: Path) -> str:
    """Return an id that differs for a copy of ``folder``: a hash of its path, inode and disk."""
    status = folder.stat()
    parts = [str(folder.resolve()), str(status.st_ino), _system(), _disk(status.st_dev)]
    return hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()[:32]


def _system() -> str:
    """Return the id of the installed system (machine-id(5)), which a copied disk shares."""
    with suppress(OSError):
        return Path("/etc/machine-id").read_text("ascii", "replace").strip()
    return ""


def _disk(device: int) -> str:
    """Return the serial number of the disk that contains ``device``, or "" if unknown."""
    if not hasattr(os, "major"):  # Windows
        return ""
    block = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve()
    for disk in (block, block.parent):  # the parent directory of a partition belongs to the disk
        for name in _SERIALS:
            with suppress(OSError):
                return (disk / "device" / name).read_text("ascii", "replace").strip()
    return ""
