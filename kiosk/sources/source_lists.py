"""Assigning files to lists; each list is a source, and its files are exports of the list."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.sources.list_names import list_key, list_name
from kiosk.sources.sanitising import clean_source_name


@dataclass(frozen=True, slots=True)
class SourceList:
    """A source, and the files that were exported from it, newest last.

    ``guessed`` is true if the name of the source was derived from the file names.
    """

    source: str
    files: list[Path]
    guessed: bool


def group_files_by_source(
    paths: Iterable[Path], source: str, known: Iterable[str]
) -> list[SourceList]:
    """Group by source the files at ``paths``, and the files in the folders at ``paths``.

    All files belong to ``source`` if it is given. Otherwise each file belongs to the ``known``
    source with the same list key (see :func:`kiosk.sources.list_names.list_key`), or to a new
    source.
    """
    known = list(known)
    found: dict[str, SourceList] = {}
    for path in _files(paths):
        name = clean_source_name(source) if source else _source_of(path, known)
        if name not in known:
            known.append(name)
        found.setdefault(name, SourceList(name, [], not source)).files.append(path)
    if not source:
        for each in found.values():
            each.files.sort(key=_modified)  # the newest export wins
    return list(found.values())


def _source_of(path: Path, known: Sequence[str]) -> str:
    name = clean_source_name(path.name)
    if name in known:
        return name
    key = list_key(name)
    return next((each for each in known if list_key(each) == key), list_name(name))


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # reported when the file is opened
        return 0.0


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the paths, with each folder replaced by its files; an empty folder is kept."""
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises for a name that is too long
            yield from _files_in(path)
        else:
            yield path


def _files_in(folder: Path) -> list[Path]:
    unreadable: list[OSError] = []
    walk = os.walk(folder, onerror=unreadable.append)
    files = sorted(Path(at, name) for at, _, names in walk for name in names)
    return [*files, *(Path(fault.filename) for fault in unreadable)] or [folder]
