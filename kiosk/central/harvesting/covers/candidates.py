"""The pictures that may be covers: which title each belongs to, and where it is."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, select

from kiosk.central import tables
from kiosk.central.harvesting.cover_streams import ISBN
from kiosk.central.harvesting.covers.refusal import MOST_BYTES, PictureRefused, Refusal
from kiosk.domain.isbn import as_isbn13, is_issn
from kiosk.domain.source_keys import key_prefix
from kiosk.errors import SourceError
from kiosk.protocol.messages import FeedKind

_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})
_NUMBER = re.compile(r"(?:97[89])?[0-9]{9}[0-9X]")
_HYPHENS = re.compile(r"[\s‐–-]")
_AT_ONCE = 1_000  # rows fetched at once


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture for the title ``key``. ``place`` is its name among the pictures of its origin.

    ``address`` is its URL or the path of its file. ``etag`` is the size and time of a file.
    """

    key: str
    place: str
    address: str
    etag: str = ""


def titles_isbns(connection: Connection, source: str) -> dict[str, tuple[str, ...]]:
    """Return the ISBNs (13 digits) of the titles of ``source`` that have some, by key."""
    entity = tables.entity
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(
        select(entity.c.key, entity.c.body).where(
            entity.c.kind == FeedKind.RECORD,
            entity.c.body.is_not(None),
            entity.c.key.startswith(key_prefix(source), autoescape=True),
        )
    )
    found = ((row.key, json.loads(row.body)["record"].get("isbns", ())) for row in rows)
    return {key: own for key, isbns in found if (own := only_isbns(isbns))}


def only_isbns(numbers: Sequence[str]) -> tuple[str, ...]:
    """Return the different ISBNs among ``numbers``, which may be ISSNs too, as 13 digits."""
    return tuple(dict.fromkeys(as_isbn13(each) for each in numbers if not is_issn(each)))


def in_folder(folder: Path, isbns: Mapping[str, Sequence[str]]) -> Iterator[Candidate]:
    """Yield a picture in ``folder`` for each title in ``isbns`` that has one.

    The files are named by ISBN-10 or ISBN-13, with or without hyphens. Raises SourceError if the
    folder cannot be read.
    """
    files: dict[str, os.DirEntry[str]] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if number := _number(entry.name):
                    files.setdefault(number, entry)
    except OSError as fault:
        raise SourceError(
            f"The folder {folder} cannot be read: {fault.strerror}.",
            "Check that it is there, and that the user of the server may read it.",
        ) from None
    for key, numbers in isbns.items():
        for number in numbers:
            if number in files and (mark := _mark(files[number])):
                yield Candidate(key, files[number].name, files[number].path, mark)
                break


def file_content(candidate: Candidate) -> bytes:
    """Return the bytes of a candidate's file, at most one more than a picture may have.

    Raises PictureRefused if the file cannot be read.
    """
    try:
        with Path(candidate.address).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        raise PictureRefused(Refusal.UNREADABLE) from None


def at_service(
    address: str, isbns: Mapping[str, Sequence[str]], without: set[str]
) -> Iterator[Candidate]:
    """Yield the picture at a service for the first ISBN of each title not in ``without``."""
    for key, numbers in isbns.items():
        if key not in without:
            yield Candidate(key, numbers[0], address.replace(ISBN, quote(numbers[0])))


def _number(name: str) -> str:
    """Return the ISBN (13 digits) in the name of a file, or "" if it is not named by one."""
    path = Path(name)
    number = _HYPHENS.sub("", path.stem).upper()
    is_picture = path.suffix.lower() in _ENDINGS and _NUMBER.fullmatch(number)
    return as_isbn13(number) if is_picture else ""


def _mark(entry: os.DirEntry[str]) -> str:
    """Return the size and time of a file, or "" if it is not a file any more."""
    try:
        if not entry.is_file():
            return ""
        found = entry.stat()
    except OSError:
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}"
