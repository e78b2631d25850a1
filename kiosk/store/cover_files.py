"""The pictures of covers as files, which are named by the SHA-256 hash of their content.

The folder itself says which pictures are there: no table has to agree with it after a power cut,
and a file that is lost is fetched again. Reading leaves no time of access, which would tell when a
visitor looked at a title (decision 26).
"""

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kiosk import atomic_write
from kiosk.domain.covers import LARGEST_COVER, is_digest

FOLDER = "covers"


class CoverFiles:
    """The pictures in the folder ``covers`` of a kiosk's data folder.

    Several processes may read while one writes. A picture is there completely or not at all.
    """

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder / FOLDER

    def has(self, digest: str) -> bool:
        """Return True if there is a file for ``digest``; its content is checked by ``read``."""
        return self._path(digest).is_file()

    def read(self, digest: str) -> bytes:
        """Return a picture, or nothing if it is missing or its content is not that of ``digest``.

        A damaged file is deleted, so that it is fetched again.
        """
        if not is_digest(digest):
            return b""
        try:
            with _open_without_trace(self._path(digest)) as file:
                content = file.read(LARGEST_COVER + 1)
        except OSError:
            return b""
        if matches(content, digest):
            return content
        self.delete(digest)
        return b""

    def write(self, digest: str, content: bytes) -> None:
        """Keep a picture; only the owner of the file may read it.

        Raises ValueError if ``content`` is not that of ``digest``, and OSError if the disk cannot
        be written.
        """
        if not matches(content, digest):
            raise ValueError("the picture is not the one that was asked for")
        self._folder.mkdir(mode=0o700, exist_ok=True)
        atomic_write.write_file(self._path(digest), content)

    def delete(self, digest: str) -> None:
        """Delete a picture if it is there and the disk can be written."""
        with suppress(OSError):
            self._path(digest).unlink(missing_ok=True)

    def sizes(self) -> dict[str, int]:
        """Return the sizes in bytes of all pictures, by digest."""
        return {
            each.name: each.stat(follow_symlinks=False).st_size
            for each in self._entries()
            if is_digest(each.name)
        }

    def delete_drafts(self) -> None:
        """Delete the files that an interrupted write has left. Call this only while none writes."""
        for each in self._entries():
            if not is_digest(each.name):
                with suppress(OSError):
                    Path(each.path).unlink()

    def free_bytes(self) -> int:
        """Return the free space of the disk in bytes."""
        return shutil.disk_usage(self._folder.parent).free

    def _entries(self) -> list[os.DirEntry[str]]:
        with suppress(FileNotFoundError), os.scandir(self._folder) as entries:
            return [each for each in entries if each.is_file(follow_symlinks=False)]
        return []

    def _path(self, digest: str) -> Path:
        return self._folder / digest


def _open_without_trace(path: Path) -> BinaryIO:
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    try:
        return os.fdopen(os.open(path, flags | getattr(os, "O_NOATIME", 0)), "rb")
    except PermissionError:  # Linux refuses O_NOATIME for files of another owner (open(2))
        return os.fdopen(os.open(path, flags), "rb")


def matches(content: bytes, digest: str) -> bool:
    """Return True if ``digest`` is the hash of ``content`` and the content is not too long."""
    return len(content) <= LARGEST_COVER and hashlib.sha256(content).hexdigest() == digest
