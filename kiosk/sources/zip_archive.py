"""Reading ZIP archives safely.

A ZIP bomb is recognised by the actual size of the unpacked data, not by the size that the archive
declares. No file is written under a name from the archive.
"""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from kiosk.errors import SourceError

MAX_UNPACKED_BYTES = 512 * 1024 * 1024  # the maximum size of all files in an archive together
_MOST_MEMBERS = 2_000
_IN_MEMORY = 16 * 1024 * 1024  # bytes
_BLOCK = 256 * 1024  # bytes
_FAULTS = (
    zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError,
    zlib.error, lzma.LZMAError,
)  # fmt: skip
_ADVICE = "Pack the file again, or give what is in it."


def open_archive(stream: BinaryIO) -> zipfile.ZipFile:
    """Open the archive in ``stream``. Raises SourceError if it is damaged, locked or too large."""
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except _FAULTS as fault:
        raise SourceError("This archive is damaged.", _ADVICE) from fault
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise SourceError(f"This archive holds {len(members)} files; at most 2,000 are read.")
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise _too_large()
    if any(member.flag_bits & 1 for member in members):
        raise SourceError("This archive is protected by a password.", "Save it without one.")
    return archive


def read_member_blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the content of ``member``. Raises SourceError if the content contradicts the header."""
    try:
        with archive.open(member) as packed:
            while block := packed.read(_BLOCK):
                yield block
    except _FAULTS as fault:
        raise SourceError(f"“{member.filename}” in this archive is damaged.", _ADVICE) from fault


def read_members(stream: BinaryIO) -> Iterator[tuple[str, BinaryIO | SourceError]]:
    """Yield the name of each file in an archive, and its content or a SourceError.

    The SourceError says why the file cannot be read. Files that operating systems add (.DS_Store,
    Thumbs.db …) are skipped.
    """
    with open_archive(stream) as archive:
        for member in archive.infolist():
            if member.is_dir() or _is_byproduct(member.filename):
                continue
            with SpooledTemporaryFile(_IN_MEMORY) as unpacked:
                try:
                    for block in read_member_blocks(archive, member):
                        unpacked.write(block)
                except SourceError as fault:
                    yield member.filename, fault
                    continue
                unpacked.seek(0)
                yield member.filename, cast("BinaryIO", unpacked)


def member_names(stream: BinaryIO) -> frozenset[str]:
    """Return the file names in the archive ``stream``, or an empty set if it is not an archive."""
    stream.seek(0)
    with suppress(*_FAULTS), zipfile.ZipFile(stream) as archive:
        return frozenset(archive.namelist())
    return frozenset()


def _is_byproduct(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return "__MACOSX" in path.parts or path.name.startswith(".") or path.name == "Thumbs.db"


def _too_large() -> SourceError:
    megabytes = MAX_UNPACKED_BYTES // 1024**2
    return SourceError(f"This archive unpacks to more than {megabytes} MB.", "Split it into parts.")
