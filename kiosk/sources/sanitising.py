"""Cleaning the entries of a reader before they are stored, and handling errors of the reader."""

import logging
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kiosk.domain.branches import Branch
from kiosk.domain.house.plan import House
from kiosk.domain.partners import Partner
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.spaces import Space
from kiosk.domain.zawgyi import zawgyi_to_unicode
from kiosk.errors import SourceError
from kiosk.sources.entries import DeletedRecord, Entries, Entry, PrivateProgram, Reject

MAX_NAME_BYTES = 500  # bytes in an id; a whole entry of a PostgreSQL index can take 2,704 bytes
_UNFIT = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL allows no NUL, UTF-8 no lone surrogate
_UNUSUAL = re.compile("[\x00\u1000-\u109f\ud800-\udfff]")  # or Burmese, perhaps in Zawgyi
_CONTROLS = re.compile("[\x00-\x1f\x7f]")  # includes the key separator

_log = logging.getLogger(__name__)


def sanitise_entries(entries: Entries) -> Entries:
    """Yield ``entries`` with texts made safe to store, and with ids short enough for every index.

    Burmese texts in the Zawgyi encoding become Unicode, so that they are shown, read out and found.
    Raises SourceError; any other exception of the reader is converted to a SourceError.
    """
    try:
        for entry in entries:
            yield _sound(entry)
    except SourceError as fault:
        raise SourceError(
            storable_text(printable_path(str(fault))), storable_text(printable_path(fault.advice))
        ) from fault
    except Exception as fault:
        _log.exception("a reader failed")
        advice = "What was read before it is kept. Please report this, with the file."
        raise SourceError(
            "This file contains something that its reader cannot handle.", advice
        ) from fault


def batch_entries(entries: Entries, size: int) -> Iterator[list[Entry]]:
    """Yield sanitised ``entries`` in lists of ``size``; the last list may be shorter.

    If the reader fails, the entries before the fault are yielded, and then the exception is raised.
    """
    batch: list[Entry] = []
    try:
        for entry in sanitise_entries(entries):
            batch.append(entry)
            if len(batch) == size:
                yield batch
                batch = []
    except SourceError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def storable_text(text: str) -> str:
    """Return ``text`` without NUL characters, and with U+FFFD for each lone surrogate."""
    return _UNFIT.sub(lambda met: "" if met[0] == "\x00" else "\ufffd", text)


def clean_source_name(text: str) -> str:
    """Return ``text`` as a source name, with undecodable bytes (PEP 383) escaped."""
    return _name(printable_path(text))


def printable_path(path: Path | str) -> str:
    """Return a path, or a message that contains one, with undecodable bytes (PEP 383) escaped."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def _sound(entry: Entry) -> Entry:
    entry = _cleaned(entry)
    if isinstance(entry, BibliographicRecord):
        name = _name(entry.source_id)
        return entry if name == entry.source_id else replace(entry, source_id=name)
    if isinstance(entry, Program):
        uid, occurrence = _name(entry.uid), _name(entry.occurrence)
        if (uid, occurrence) == (entry.uid, entry.occurrence):
            return entry
        return replace(entry, uid=uid, occurrence=occurrence)
    if isinstance(entry, Branch | Space):
        return _named_place(entry)
    if isinstance(entry, House | Partner):
        return entry  # their readers have checked the branch's code and the partner's name
    if isinstance(entry, PrivateProgram):
        return replace(entry, uid=_name(entry.uid))
    where = _name(entry.where)
    if isinstance(entry, DeletedRecord):
        return replace(entry, where=where, source_id=_name(entry.source_id))
    return entry if where == entry.where else replace(entry, where=where)


def _named_place(place: Branch | Space) -> Entry:
    kind = "branch" if isinstance(place, Branch) else "space"
    if len(place.code.encode()) > MAX_NAME_BYTES:
        reason = f"The code of this {kind} has {len(place.code)} letters. Give it a short one."
        return Reject(f"{kind} {place.code[:40]}…", reason)
    if _CONTROLS.search(place.code):
        shown = _CONTROLS.sub("\ufffd", place.code)
        reason = f"The code of this {kind} holds a character that cannot be printed."
        return Reject(f"{kind} {shown}", reason)
    return place


def _name(name: str) -> str:
    """Return ``name`` without control characters; if it is too long for an index, its hash."""
    name = _CONTROLS.sub("", name)
    raw = name.encode()
    return (
        name if len(raw) <= MAX_NAME_BYTES else "hash-" + blake2b(raw, digest_size=12).hexdigest()
    )


def _cleaned_text(text: str) -> str:
    unicode = zawgyi_to_unicode(text)
    return storable_text(unicode) if _UNFIT.search(unicode) else unicode


def _cleaned(value: Any) -> Any:
    """Return ``value`` with texts made safe to store, or ``value`` itself if nothing changes."""
    if isinstance(value, str):
        return _cleaned_text(value) if type(value) is str and _UNUSUAL.search(value) else value
    if isinstance(value, tuple):
        cleaned = tuple(map(_cleaned, value))
        return value if all(a is b for a, b in zip(cleaned, value, strict=True)) else cleaned
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            each.name: new
            for each in fields(value)
            if each.init and (new := _cleaned(old := getattr(value, each.name))) is not old
        }
        return replace(value, **changed) if changed else value
    return value
