"""What every screen says about a space: its size, its level, and the place of a programme."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.house.find import find_space
from kiosk.domain.spaces import Space
from kiosk.ui.base.shelf_text import level
from kiosk.ui.base.translator import Translator


@dataclass(frozen=True, slots=True)
class ProgramPlace:
    """The place of a programme: its name, the language of the name, and the level if known."""

    name: str
    language: str
    level: str = ""


def program_place(location: str, spaces: Iterable[Space], t: Translator) -> ProgramPlace:
    """Return the place of a programme; ``spaces`` are those that its ``location`` may name."""
    space = find_space(spaces, location)
    if space is None:
        return ProgramPlace(location, t.home)
    return ProgramPlace(*space.name_in(t.code, t.home), _level(space, t))


def size_and_level(space: Space, t: Translator) -> str:
    """Return the size and the level of ``space``, as "6 people · Level 2"."""
    size = t.npgettext("spaces", "{count} person", "{count} people", space.capacity)
    return " · ".join(filter(None, (size, _level(space, t))))


def _level(space: Space, t: Translator) -> str:
    return level(space.floor, t) if space.floor else ""
