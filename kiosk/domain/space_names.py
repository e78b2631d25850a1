"""Finding the spaces that the location of a calendar event names."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kiosk.domain.branches import Branch
from kiosk.domain.spaces import Space

_BETWEEN = re.compile(r"[,;\n|()\[\]،؛၊、，；（）]|\s[-–—/·]\s")


class SpaceNames:
    """The names and codes of spaces, and of the branches in which they are.

    Differences of case, width and spaces do not count, but a part of a name is not enough.
    """

    def __init__(self, spaces: Iterable[Space], branches: Iterable[Branch]) -> None:
        self._spaces: dict[str, list[Space]] = defaultdict(list)
        self._branches: dict[str, set[str]] = defaultdict(set)
        self._found: dict[tuple[str, str], list[Space]] = {}  # events repeat their locations
        for space in spaces:
            for name in {*map(fold, (space.code, *_names(space), *space.aliases))}:
                self._spaces[name].append(space)
        for branch in branches:
            for name in {*map(fold, (branch.code, *_names(branch), *branch.aliases))}:
                self._branches[name].add(branch.code)

    def in_location(self, location: str, branch: str = "") -> list[Space]:
        """Return the spaces that ``location`` names, by their code or any of their names.

        If the location names a branch as well ("Room 1, Central Library"), only spaces of that
        branch are returned, otherwise those of ``branch``, if it is given and has such a space.
        An event that names no branch takes the spaces of that name in all branches.
        """
        found = self._found.get((location, branch))
        if found is None:
            found = self._found[location, branch] = self._find(location, branch)
        return found

    def _find(self, location: str, branch: str) -> list[Space]:
        parts = list(location_parts(location))
        named = [space for part in parts for space in self._spaces.get(part, ())]
        there = {code for part in parts for code in self._branches.get(part, ())}
        for wanted in (there, {branch} if branch else set()):
            within = [space for space in named if space.branch in wanted]
            if within or (wanted and wanted is there):
                named = within
                break
        return list({space.code: space for space in named}.values())

    def branch_of(self, location: str) -> str:
        """Return the code of the branch that ``location`` names, itself or by a space in it.

        "" is returned if it names none, or several.
        """
        parts = list(location_parts(location))
        named = {code for part in parts for code in self._branches.get(part, ())}
        found = named or {space.branch for space in self.in_location(location)}
        return found.pop() if len(found) == 1 else ""


def location_parts(location: str) -> Iterator[str]:
    """Yield the whole of ``location`` and its parts between commas and the like, folded."""
    parts = _BETWEEN.split(location)
    return (folded for part in (location, *parts) if (folded := fold(part)))


def fold(text: str) -> str:
    """Return a name without differences of case, width and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _names(place: Space | Branch) -> tuple[str, ...]:
    return (place.name, *dict(place.names).values())
